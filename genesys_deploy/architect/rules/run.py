"""Checks texts of flows: reads them, checks them, leaves out what is suppressed, sorts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.masking import mask_placeholders, masked_words
from genesys_deploy.architect.flow.reader import read_flow
from genesys_deploy.architect.flow.uses import every_use
from genesys_deploy.architect.rules.check import check_flow
from genesys_deploy.architect.rules.context import EVERYTHING_UNKNOWN, Context
from genesys_deploy.architect.rules.placeholders import find_leftovers, with_placeholders
from genesys_deploy.architect.rules.reading import SYNTAX
from genesys_deploy.architect.rules.settling import settle
from genesys_deploy.source.errors import SyntaxFault
from genesys_deploy.source.finding import Finding
from genesys_deploy.source.source_map import IdentityMap, LineMap
from genesys_deploy.source.yaml_reader import Document, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.source.source_map import SourceMap
    from genesys_deploy.source.span import Span

__all__ = [
    "CheckedFlow",
    "FlowText",
    "check_document",
    "check_flow_text",
    "check_flow_texts",
    "read_flow_document",
    "syntax_finding",
]

TEMPLATE_SUFFIX: Final = ".j2"


@dataclass(frozen=True, slots=True)
class FlowText:
    """A flow's YAML; `source` leads to the user's file, `templated`: it holds placeholders of somebody's tools."""

    text: str
    source: SourceMap
    templated: bool = False

    @classmethod
    def of_file(cls, name: str, text: str) -> FlowText:
        """Somebody's file as it is."""
        return cls(text, IdentityMap(name), templated=True)


@dataclass(frozen=True, slots=True)
class CheckedFlow:
    """A flow, None where its text is no YAML, and what is to be said about it; suppressions do not count yet."""

    flow: Flow | None
    findings: tuple[Finding, ...]

    def values(self) -> Iterator[Span]:
        """The places of its values: a suppression counts for all lines of one."""
        for use in every_use(self.flow) if self.flow else ():
            yield use.form.span


def check_flow_texts(
    flows: Iterable[FlowText],
    context: Context = EVERYTHING_UNKNOWN,
    texts: Mapping[str, str] | None = None,
    others: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """Check flows together: what several of them have from one template line is reported once.

    Args:
        flows: the flows.
        context: what they may refer to.
        texts: the user's files by the names that places have, in which suppressions stand.
        others: what else was found in these files, by other checks.
    """
    sources = tuple(flows)
    checked = [check_flow_text(source, context) for source in sources]
    findings = (*(finding for each in checked for finding in each.findings), *others)
    values = (value for each in checked for value in each.values())
    return settle(findings, texts or {}, values, _used_lines(sources, texts or {}))


def check_flow_text(source: FlowText, context: Context = EVERYTHING_UNKNOWN) -> CheckedFlow:
    """Read and check one flow; a text that is no YAML is a finding as well."""
    try:
        document = read_flow_document(source)
    except SyntaxFault as fault:
        return CheckedFlow(None, (syntax_finding(fault),))
    return check_document(source, document, context)


def read_flow_document(source: FlowText) -> Document:
    """The nodes of a flow's text.

    Raises:
        SyntaxFault: it is no YAML.
    """
    return read_yaml(mask_placeholders(source.text) if source.templated else source.text, source.source)


def syntax_finding(fault: SyntaxFault) -> Finding:
    return Finding(SYNTAX.id, SYNTAX.severity, fault.message, fault.span, fault.hint)


def check_document(source: FlowText, document: Document, context: Context) -> CheckedFlow:
    """Check a flow whose nodes have been read already."""
    flow, reading = read_flow(document.root)
    placeholders = frozenset(masked_words(source.text) if source.templated else ())
    found = (*document.findings, *reading, *check_flow(flow, context, placeholders))
    findings = with_placeholders(found, source.text) if placeholders else found
    leftovers = find_leftovers(source.text, source.source, templated=source.templated)
    return CheckedFlow(flow, (*leftovers, *findings))


def _used_lines(sources: Iterable[FlowText], texts: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """The lines of templates that came to be part of a flow, and all lines of files that are no templates."""
    for source in sources:
        if isinstance(source.source, LineMap):
            yield from ((origin.file, origin.line) for origin in source.source.origins)
    for file, text in texts.items():
        if not file.endswith(TEMPLATE_SUFFIX):
            yield from ((file, line) for line in range(1, text.count("\n") + 2))
