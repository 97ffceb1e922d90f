"""Files that a user names: single ones, and all flows and Data Actions of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from genesys_deploy.source.errors import NotFound, SyntaxFault
from genesys_deploy.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.source.finding import Finding

__all__ = ["read_files", "read_flow_file", "read_text", "write_text"]

SUFFIXES = frozenset({".yaml", ".yml", ".json"})


def read_files(paths: Iterable[Path]) -> Mapping[str, str]:
    """Texts by the names that the user would call them.

    Raises:
        NotFound: a folder holds nothing to read.
        SyntaxFault: a file is not UTF-8.
    """
    return {str(file): read_text(file) for path in paths for file in _files(path)}


def read_text(path: Path) -> str:
    """A file's text; `-` is standard input."""
    if str(path) == "-":
        import sys

        return sys.stdin.read()
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SyntaxFault(f"not readable as UTF-8: {error.reason}", span=Span.whole(str(path))) from None
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}") from None


def read_flow_file(path: Path) -> Flow:
    """Anybody's exported flow.

    Raises:
        SyntaxFault: it is something else.
    """
    from genesys_deploy.architect.flow.reader import read_flow_text
    from genesys_deploy.source.source_map import IdentityMap

    text = read_text(path)
    flow, findings = read_flow_text(text, IdentityMap(str(path)), templated=True)
    if findings and not any(flow.sections):
        raise _no_flow(path, text, findings)
    return flow


def _no_flow(path: Path, text: str, findings: Sequence[Finding]) -> SyntaxFault:
    from genesys_deploy.architect.flow.notes import Rule
    from genesys_deploy.source.document import Mapping
    from genesys_deploy.source.source_map import IdentityMap
    from genesys_deploy.source.yaml_reader import read_yaml

    root = read_yaml(text, IdentityMap(str(path))).root
    if isinstance(root, Mapping) and {"config", "contract"} <= set(root.keys):
        hint = f'"genesys-deploy action request {path}" tries it, "genesys-deploy validate {path}" checks it'
        return SyntaxFault("this is a Data Action, not a flow", span=Span.whole(str(path)), hint=hint)
    finding = next((one for one in findings if one.rule == Rule.NOT_A_FLOW), findings[0])
    return SyntaxFault(finding.message, span=finding.span, hint=finding.hint)


def write_text(path: Path, text: str) -> None:
    """Write a file, in a folder that is made if need be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotFound(f"{path} cannot be written: {error.strerror}") from None


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    if not found:
        raise NotFound(f"{path} holds no YAML or JSON file")
    yield from found
