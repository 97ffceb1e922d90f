"""Lists of the platform: page after page, and names picked out of them."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from genesys_deploy.platform.errors import AmbiguousName
from genesys_deploy.platform.org import Held
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from genesys_deploy.resources.key import Key

__all__ = ["cursor_pages", "each_once", "named", "pages", "recognise"]

PAGES_AT_ONCE = 4
NO_QUERY: Mapping[str, str] = MappingProxyType({})


def pages(
    method: Callable[..., Any], query: Mapping[str, object] = NO_QUERY, page_size: int = 100
) -> Iterator[Wire]:
    """Every entity of a list that is read by page number; after the first, pages are read side by side."""

    def page(number: int) -> Wire:
        return Wire.of(method(page_number=number, page_size=page_size, **query))

    first = page(1)
    yield from first.parts("entities")
    others = range(2, first.number("pageCount") + 1)
    if others:
        with ThreadPoolExecutor(PAGES_AT_ONCE, thread_name_prefix="pages") as pool:
            yield from (entity for one in pool.map(page, others) for entity in one.parts("entities"))


def cursor_pages(method: Callable[..., Any], page_size: int = 100) -> Iterator[Wire]:
    """Every entity of a list that is read by cursor; the link to the next page carries it as `after`."""
    after: dict[str, str] = {}
    while True:
        page = Wire.of(method(page_size=str(page_size), **after))
        entities = page.parts("entities")
        yield from entities
        cursor = _cursor(page.text("nextUri"))
        if not entities or not cursor:
            return
        after = {"after": cursor}


def _cursor(uri: str) -> str:
    return parse_qs(urlsplit(uri).query).get("after", [""])[0]


def named(keys: Collection[Key]) -> Mapping[str, str]:
    """A filter for the platform where one name is asked for; it matches loosely, so `recognise` all the same."""
    names = {key.name for key in keys}
    return {"name": names.pop()} if len(names) == 1 else NO_QUERY


def each_once(entities: Iterable[tuple[Key, Wire]]) -> tuple[Held, ...]:
    """All that are not deleted, sorted by key and id; a list that shifts while it is paged through shows one twice."""
    held = {
        wire.text("id"): Held.from_answer(key, wire.raw) for key, wire in entities if not _is_deleted(wire)
    }
    return tuple(sorted(held.values(), key=lambda one: (one.key, one.id)))


def _is_deleted(entity: Wire) -> bool:
    return entity.text("state") == "deleted"


def recognise(
    keys: Collection[Key],
    entities: Iterable[Wire],
    scope: Callable[[Wire], str] = lambda _: "",
) -> tuple[Held, ...]:
    """Those of `entities` that have the name, and the scope without regard to case, of one of `keys`.

    Raises:
        AmbiguousName: two have the same.
    """
    wanted = {(key.name, key.scope.lower()): key for key in keys}
    found: dict[Key, list[Wire]] = defaultdict(list)
    for entity in entities:
        key = wanted.get((entity.text("name"), scope(entity).lower()))
        if key and not _is_deleted(entity):
            found[key].append(entity)
    return tuple(_only(key, same) for key, same in found.items())


def _only(key: Key, same: list[Wire]) -> Held:
    # A list that shifts while it is paged through may show one object twice.
    by_id = {wire.text("id"): wire for wire in same}
    if len(by_id) > 1:
        raise AmbiguousName(str(key), [_place(wire) for wire in by_id.values()])
    return Held(key, *by_id.popitem())


def _place(wire: Wire) -> str:
    division = wire.part("division").text("name")
    return f"{wire.text('id')} in division {division}" if division else wire.text("id")
