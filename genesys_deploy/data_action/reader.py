"""Data Actions from files: our YAML and the platform's own export JSON.

Both have one shape. Ours may hold `{{ setting }}` inside strings and says `timeoutSeconds`; a key that
is not known is an error there, and is passed over in an export, which may be of any age.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from genesys_deploy.data_action.file_shape import data_action_of, refuse_unknown_keys
from genesys_deploy.data_action.settings import fill_settings
from genesys_deploy.source.decode import Problems
from genesys_deploy.source.errors import NotFound, SourceProblems, SyntaxFault
from genesys_deploy.source.json_reader import read_json
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.span import Span
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from genesys_deploy.data_action.model import DataAction

__all__ = ["SUFFIXES", "load_data_actions", "read_data_action", "read_data_action_text", "read_data_actions"]

_NO_SETTINGS: Mapping[str, str] = MappingProxyType({})
SUFFIXES = (".yaml", ".yml", ".json")


def read_data_action(
    path: Path, settings: Mapping[str, str] = _NO_SETTINGS, name: str | None = None
) -> DataAction:
    """Read one file; `name` is how messages call it (default: its path as given).

    Raises:
        NotFound: there is no such file.
        SourceError: not readable, not of this shape, or a setting that does not exist.
    """
    file = name or str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound(f"there is no file {file}", hint="name a Data Action's YAML or JSON file") from None
    except UnicodeDecodeError as error:
        raise SyntaxFault(f"not readable as UTF-8: {error.reason}", span=Span.whole(file)) from None
    return read_data_action_text(text, file, settings, is_json=path.suffix.lower() == ".json")


def read_data_action_text(
    text: str, file: str, settings: Mapping[str, str] = _NO_SETTINGS, *, is_json: bool = False
) -> DataAction:
    """As `read_data_action`, of a text that is at hand; only YAML has its settings filled in."""
    return _read(text, file, tuple(settings.items()), is_json=is_json)


# Scenarios load a project's Data Actions anew for each of their settings, which they seldom depend on.
@lru_cache(maxsize=64)
def _read(text: str, file: str, settings: tuple[tuple[str, str], ...], *, is_json: bool) -> DataAction:
    document = (read_json if is_json else read_yaml)(text, IdentityMap(file))
    problems = Problems()
    problems.findings.extend(document.findings)
    node = document.root
    if not is_json:
        node = fill_settings(node, dict(settings), problems)
        refuse_unknown_keys(node, problems)
    action = data_action_of(node, problems)
    if problems.findings:
        raise SourceProblems(problems.findings)
    return cast("DataAction", action)


def load_data_actions(
    folder: Path, settings: Mapping[str, str] = _NO_SETTINGS, name_of: Callable[[Path], str] = str
) -> tuple[DataAction, ...]:
    """Every `.yaml`, `.yml` and `.json` file directly in the folder, in the order of their names.

    `name_of` says how messages call a file.

    Raises:
        NotFound: there is no such folder.
        SourceProblems: everything that is wrong with any of the files.
    """
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder}", hint="name the folder that holds the Data Actions")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    return read_data_actions(paths, settings, name_of)


def read_data_actions(
    paths: Iterable[Path], settings: Mapping[str, str] = _NO_SETTINGS, name_of: Callable[[Path], str] = str
) -> tuple[DataAction, ...]:
    """Read several files; `name_of` says how messages call each.

    Raises:
        SourceProblems: everything that is wrong with any of the files.
    """
    actions: list[DataAction] = []
    problems = Problems()
    for path in paths:
        try:
            actions.append(read_data_action(path, settings, name_of(path)))
        except SourceProblems as error:
            problems.findings.extend(error.findings)
    if problems.findings:
        raise SourceProblems(problems.findings)
    return tuple(actions)
