"""Reads a flow from YAML: always a `Flow`, and everything that is wrong with its shape as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.action_reader import ActionReader
from genesys_deploy.architect.flow.form_reader import is_empty, read_form, read_ref, read_word
from genesys_deploy.architect.flow.forms import Form, Ref, Word
from genesys_deploy.architect.flow.listing import listed
from genesys_deploy.architect.flow.masking import mask_placeholders
from genesys_deploy.architect.flow.model import ErrorHandling, Flow, FlowKind, Section
from genesys_deploy.architect.flow.notes import Notes, Rule
from genesys_deploy.architect.flow.section_reader import SectionReader, read_variables
from genesys_deploy.source.document import Entry, Mapping, Node, Scalar
from genesys_deploy.source.suggest import did_you_mean
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.source.finding import Finding
    from genesys_deploy.source.source_map import SourceMap

__all__ = ["FLOW_KINDS", "is_flow", "read_flow", "read_flow_text"]

FLOW_KINDS: Final = (
    *FlowKind,
    "bot",
    "botFlow",
    "digitalBot",
    "inboundCall",
    "inboundChat",
    "inboundEmail",
    "inqueueCall",
    "inqueueEmail",
    "inqueueShortMessage",
    "outboundCall",
    "secureCall",
    "surveyInvite",
    "voice",
    "voicemail",
    "voiceSurvey",
    "workitem",
)
"""The root keys by which a file is known to be a flow."""

_START_UP: Final = "startUpTaskActions"
_OWN_FIELDS: Final = frozenset(
    {
        "name",
        "description",
        "division",
        "startUpRef",
        "defaultLanguage",
        "variables",
        "settingsErrorHandling",
        "states",
        "tasks",
        _START_UP,
        "startUpTaskVariables",
    }
)
_OTHER_KEYS: Final = frozenset(("supportedLanguages",))


def is_flow(node: Node) -> bool:
    """Whether a file looks like a flow: one root key that names a kind of flow."""
    match node:
        case Mapping(entries=(Entry(key=key, value=Mapping()),)):
            return key.text in FLOW_KINDS
    return False


def read_flow_text(
    text: str, source: SourceMap, *, templated: bool = False
) -> tuple[Flow, tuple[Finding, ...]]:
    """Read a flow's YAML; `templated`: the text may hold somebody's unfilled placeholders.

    Raises:
        SyntaxFault: the text is not YAML.
    """
    document = read_yaml(mask_placeholders(text) if templated else text, source)
    flow, findings = read_flow(document.root)
    return flow, (*document.findings, *findings)


def read_flow(root: Node) -> tuple[Flow, tuple[Finding, ...]]:
    """Read a flow from the root of its document; what is not a flow at all gives an empty one of kind ""."""
    notes = Notes()
    entry = _root_entry(root, notes)
    strict = entry.key.text in tuple(FlowKind)
    return _Reader(entry, notes, strict=strict).flow(), notes.findings


def _root_entry(root: Node, notes: Notes) -> Entry:
    match root:
        case Mapping(entries=(Entry(value=Mapping()) as entry, *others)):
            for other in others:
                message = "a file holds one flow; this is a second root key"
                notes.add(Rule.WRONG_SHAPE, message, other.key.span, "move it to a file of its own")
            _note_kind(entry.key, notes)
            return entry
    hint = f"its one root key names the kind of flow: {', '.join(FlowKind)} …"
    notes.add(Rule.NOT_A_FLOW, "this is no flow", root.span, hint)
    return Entry(Scalar("", "", root.span), Mapping((), root.span))


def _note_kind(key: Scalar, notes: Notes) -> None:
    if key.text not in FLOW_KINDS:
        hint = did_you_mean(key.text, FLOW_KINDS) or f"known are: {', '.join(FLOW_KINDS)}"
        notes.add(Rule.NOT_A_FLOW, f'"{key.text}" is no kind of flow that is known', key.span, hint)
    elif key.text not in tuple(FlowKind):
        message = f'flows of the kind "{key.text}" are not modelled'
        notes.add(Rule.UNMODELLED_FLOW, message, key.span, "expressions are checked, no more")


class _Reader:
    def __init__(self, entry: Entry, notes: Notes, *, strict: bool) -> None:
        self._kind = entry.key
        self._body = entry.value if isinstance(entry.value, Mapping) else Mapping((), entry.value.span)
        self._notes = notes
        self._strict = strict
        self._sections = SectionReader(ActionReader(notes, strict=strict), notes, strict=strict)

    def flow(self) -> Flow:
        self._note_missing()
        self._note_unknown()
        start_ref = self._body.get("startUpRef")
        description = self._body.get("description")
        return Flow(
            kind=self._kind.text,
            name=self._word("name") or Word("", self._kind.span),
            description=description.text if isinstance(description, Scalar) else "",
            division=self._word("division"),
            start_ref=None if start_ref is None else read_ref(start_ref, '"startUpRef"', self._notes),
            default_language=self._word("defaultLanguage"),
            languages=self._languages(),
            variables=tuple(read_variables(self._body.get("variables"), self._notes)),
            states=tuple(self._sections.sections(self._body.get("states"), "states", "state")),
            tasks=tuple(self._sections.sections(self._body.get("tasks"), "tasks", "task")),
            start_up=self._start_up(),
            others=tuple(self._others()),
            error_handling=self._error_handling(),
            settings=tuple(entry for entry in self._body if self._is_setting(entry)),
            span=self._kind.span,
        )

    def _word(self, key: str) -> Word | None:
        node = self._body.get(key)
        return None if node is None else read_word(node, f'"{key}"', self._notes)

    def _languages(self) -> tuple[str, ...]:
        node = self._body.get("supportedLanguages")
        return node.keys if isinstance(node, Mapping) else ()

    def _start_up(self) -> Section | None:
        entry = self._body.entry(_START_UP)
        return (
            None if entry is None else self._sections.start_up(entry, self._body.get("startUpTaskVariables"))
        )

    def _others(self) -> Iterator[Section]:
        for entry in self._body:
            if entry.key.text not in _OWN_FIELDS and _holds_actions(entry):
                yield from self._sections.sections(entry.value, entry.key.text)

    def _is_setting(self, entry: Entry) -> bool:
        return entry.key.text not in _OWN_FIELDS and not _holds_actions(entry)

    def _error_handling(self) -> ErrorHandling | None:
        entry = self._body.entry("settingsErrorHandling")
        if entry is None:
            return None
        handling = entry.value.get("errorHandling") if isinstance(entry.value, Mapping) else None
        match handling:
            case Mapping(entries=(chosen,)):
                target, queue = self._error_target(chosen.value)
                return ErrorHandling(chosen.key.text, target, queue, entry.value, chosen.key.span)
        hint = 'for example "errorHandling: {disconnect: {none: true}}"'
        self._notes.add(Rule.WRONG_SHAPE, "the error handling must be one", entry.key.span, hint)
        return None

    def _error_target(self, node: Node) -> tuple[Ref | None, Form | None]:
        if not isinstance(node, Mapping) or is_empty(node):
            return None, None
        ref = next((entry for entry in node if entry.key.text.endswith("Ref")), None)
        queue = node.get("targetQueue")
        return (
            None if ref is None else read_ref(ref.value, f'"{ref.key.text}"', self._notes),
            None if queue is None else read_form(queue, '"targetQueue"', self._notes),
        )

    def _note_missing(self) -> None:
        for key in _REQUIRED.get(self._kind.text, ()):
            if self._body.get(key) is None:
                message = f'the flow has no "{key}"'
                self._notes.add(Rule.MISSING_PROPERTY, message, self._kind.span, "add it")

    def _note_unknown(self) -> None:
        for entry in self._body if self._strict else ():
            key = entry.key.text
            if key not in _OWN_FIELDS | _OTHER_KEYS and not key.startswith("settings"):
                hint = did_you_mean(key, _OWN_FIELDS | _OTHER_KEYS)
                message = f'a flow has no property "{key}" that is known'
                self._notes.add(Rule.UNKNOWN_PROPERTY, message, entry.key.span, hint)


_REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    FlowKind.INBOUND_MESSAGE: ("name", "startUpRef", "states"),
    FlowKind.WORKFLOW: ("name", "startUpRef", "states"),
    FlowKind.COMMON_MODULE: ("name", _START_UP),
}


def _holds_actions(entry: Entry) -> bool:
    bodies = (item.value for item in listed(entry.value))
    return any(
        isinstance(body, Mapping) and ("actions" in body.keys or "choices" in body.keys) for body in bodies
    )
