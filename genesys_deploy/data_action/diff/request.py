"""What changed in what the remote service is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from genesys_deploy.data_action.checks.template import references_of
from genesys_deploy.data_action.diff.filled import Filled, body_fields
from genesys_deploy.data_action.diff.meaning import Kind
from genesys_deploy.data_action.diff.secrecy import shown, shown_address
from genesys_deploy.data_action.file_shape import REQUEST
from genesys_deploy.data_action.request import BODILESS_METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.data_action.diff.model import Change
    from genesys_deploy.data_action.diff.versions import Versions
    from genesys_deploy.data_action.model import DataAction

__all__ = ["request_changes"]

_URL = (*REQUEST, "requestUrlTemplate")
_METHOD = (*REQUEST, "requestType")
_HEADERS = (*REQUEST, "headers")
_BODY = (*REQUEST, "requestTemplate")

_SERVER = re.compile(r"https?://[^/]*|\{\{[^}]*\}\}|\$!?\{[^}]*\}|\$!?[\w.]+")


def request_changes(versions: Versions) -> Iterator[Change]:
    yield from _url(versions)
    old, new = versions.old.request.method, versions.new.request.method
    if old != new:
        yield versions.change(Kind.METHOD, f"{old} → {new}", _METHOD)
    yield from _headers(versions)
    yield from _body(versions)


def _url(versions: Versions) -> Iterator[Change]:
    old, new = (_parts(action.request.url) for action in (versions.old, versions.new))
    for kind, before, after in zip((Kind.URL_SERVER, Kind.URL_PATH, Kind.URL_QUERY), old, new, strict=True):
        if before != after:
            yield versions.change(kind, f"{_address(before)} → {_address(after)}", _URL)


def _address(text: str) -> str:
    return shown_address(text) or "none"


def _parts(url: str) -> tuple[str, str, str]:
    """Server, path, query; a setting in braces, or a reference, may stand for the server.

    No fragment: in a template a `#` begins a directive.
    """
    address, _, query = url.partition("?")
    server = match[0] if (match := _SERVER.match(address)) else ""
    return server, address.removeprefix(server), query


def _headers(versions: Versions) -> Iterator[Change]:
    old, new = ({name.lower(): (name, value) for name, value in action.request.headers.items()}
                for action in (versions.old, versions.new))  # fmt: skip
    for key in {**old, **new}:
        name = (new.get(key) or old[key])[0]
        place = (*_HEADERS, name)
        if key not in old:
            yield versions.change(Kind.HEADER_ADDED, f"{name}: {shown(name, new[key][1])}", place)
        elif key not in new:
            yield versions.change(Kind.HEADER_REMOVED, name, place)
        elif old[key][1] != new[key][1]:
            yield versions.change(
                Kind.HEADER_CHANGED, f"{name}: {shown(name, old[key][1])} → {shown(name, new[key][1])}", place
            )


def _body(versions: Versions) -> Iterator[Change]:
    old, new = _fields(versions.old), _fields(versions.new)
    if old is None or new is None:
        yield from _references(versions)
        return
    changes = [change for name in {**old, **new} for change in _field(versions, name, old, new)]
    yield from changes
    templates_differ = _template(versions.old).split() != _template(versions.new).split()
    if not changes and templates_differ:
        yield versions.change(Kind.BODY_REWRITTEN, "the same fields, from the same inputs", _BODY)


def _template(action: DataAction) -> str:
    return "" if action.request.method in BODILESS_METHODS else action.request.body


def _fields(action: DataAction) -> Mapping[str, Filled] | None:
    return body_fields(action) if _template(action).strip() else {}


def _field(
    versions: Versions, name: str, before: Mapping[str, Filled], after: Mapping[str, Filled]
) -> Iterator[Change]:
    old, new = before.get(name), after.get(name)
    key = name.rpartition(".")[2].partition("[")[0]
    offsets = (_offset(versions.old, key), _offset(versions.new, key))
    for kind, what in _told(name, old, new):
        yield versions.change(kind, f"{name}{what}", _BODY, offsets=offsets)


def _told(name: str, old: Filled | None, new: Filled | None) -> Iterator[tuple[Kind, str]]:
    if old is None and new is not None:
        yield (
            Kind.BODY_FIELD_ADDED,
            f" from {shown(name, new.holds)}{'' if new.always else ', where it is given'}",
        )
    if old is not None and new is None:
        yield Kind.BODY_FIELD_REMOVED, f" from {shown(name, old.holds)}"
    if old is None or new is None:
        return
    if old.type != new.type:
        yield Kind.BODY_FIELD_RETYPED, f": {old.type} → {new.type}"
    elif old.holds != new.holds:
        yield Kind.BODY_FIELD_REFILLED, f": from {shown(name, old.holds)} → from {shown(name, new.holds)}"
    if old.always != new.always:
        yield Kind.BODY_FIELD_ALWAYS if new.always else Kind.BODY_FIELD_OPTIONAL, ""


def _offset(action: DataAction, key: str) -> int:
    """Where the template writes the key; 0 where it does not."""
    return max(0, action.request.body.find(f'"{key}"'))


def _references(versions: Versions) -> Iterator[Change]:
    """Bodies that cannot be told apart by fields: the references that came and went."""
    old, new = _template(versions.old), _template(versions.new)
    if old == new and (not old or versions.old.inputs == versions.new.inputs):
        return
    before, after = ({reference.path for reference in references_of(text)} for text in (old, new))
    told = [
        *(f"+{path}" for path in sorted(after - before)),
        *(f"-{path}" for path in sorted(before - after)),
    ]
    yield versions.change(Kind.BODY_REFERENCES, " ".join(told) or "the same references", _BODY)
