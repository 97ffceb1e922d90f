"""Lists of the platform: page after page, and names picked out of them."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from genesys_deploy.platform.errors import AmbiguousName, UnexpectedAnswer
from genesys_deploy.platform.org import Held
from genesys_deploy.resources.key import Kind
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from genesys_deploy.resources.key import Key

__all__ = ["candidates", "cursor_pages", "each_once", "named", "pages", "recognise"]

PAGES_AT_ONCE = 4
T = TypeVar("T")
NO_QUERY: Mapping[str, str] = MappingProxyType({})


def pages(
    method: Callable[..., Any], query: Mapping[str, object] = NO_QUERY, page_size: int = 100
) -> Iterator[Wire]:
    """Every entity of a list that is read by page number; after the first, pages are read side by side."""
    page = partial(_page, method, query, page_size)
    first = page(1)
    yield from first.parts("entities")
    yield from _side_by_side(lambda number: page(number).parts("entities"), _others(first))


def candidates(
    method: Callable[..., Any],
    keys: Collection[Key],
    query: Mapping[str, object] = NO_QUERY,
    page_size: int = 100,
) -> Iterator[Wire]:
    """What may be one of `keys`: the whole list or, where that has more pages than we have names, each name's.

    What it costs to find ours thus grows with what is ours, not with what the org has.
    """
    names = sorted({key.name for key in keys})
    first = _page(method, query, page_size, 1) if len(names) > 1 else None
    if first is None or len(_others(first)) > len(names):
        by_name = ({**query, "name": name} for name in names)
        yield from _side_by_side(lambda one: tuple(pages(method, one, page_size)), tuple(by_name))
        return
    yield from first.parts("entities")
    page = partial(_page, method, query, page_size)
    yield from _side_by_side(lambda number: page(number).parts("entities"), _others(first))


def _page(method: Callable[..., Any], query: Mapping[str, object], page_size: int, number: int) -> Wire:
    return _listing(method, method(page_number=number, page_size=page_size, **query))


def _listing(method: Callable[..., Any], answer: object) -> Wire:
    """A page of a list; where something else answers, nothing there would look like nothing found."""
    if not isinstance(answer, dict):
        asked = getattr(method, "__name__", "a list").replace("_", " ")
        raise UnexpectedAnswer(asked, "something that is no page of a list")
    return Wire.of(answer)


def _others(first: Wire) -> range:
    return range(2, first.number("pageCount") + 1)


def _side_by_side(read: Callable[[T], Iterable[Wire]], asked: Sequence[T]) -> Iterator[Wire]:
    if asked:
        with ThreadPoolExecutor(PAGES_AT_ONCE, thread_name_prefix="pages") as pool:
            yield from (entity for read_ones in pool.map(read, asked) for entity in read_ones)


def cursor_pages(method: Callable[..., Any], page_size: int = 100) -> Iterator[Wire]:
    """Every entity of a list that is read by cursor; the link to the next page carries it as `after`."""
    after: dict[str, str] = {}
    while True:
        page = _listing(method, method(page_size=str(page_size), **after))
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
    within: Callable[[Wire], str] = lambda wire: wire.part("division").text("name"),
) -> tuple[Held, ...]:
    """Those of `entities` that have the name, and the scope without regard to case, of one of `keys`.

    Of several, the one counts that lies `within` what its key says.

    Raises:
        AmbiguousName: several have the same name, and none of them, or more than one, lies there; all such names.
    """
    wanted = {(key.name, key.scope.lower()): key for key in keys}
    found: dict[Key, dict[str, Wire]] = defaultdict(dict)
    for entity in entities:
        key = wanted.get((entity.text("name"), scope(entity).lower()))
        if key and not _is_deleted(entity):
            # A list that shifts while it is paged through may show one object twice.
            found[key][entity.text("id")] = entity
    chosen = {key: _chosen(key, tuple(same.values()), within) for key, same in found.items()}
    if ambiguous := {key: several for key, several in chosen.items() if len(several) > 1}:
        raise AmbiguousName(
            {str(key): [_place(one, key, within) for one in several] for key, several in ambiguous.items()}
        )
    return tuple(Held.from_answer(key, one.raw) for key, (one,) in chosen.items())


def _chosen(key: Key, same: tuple[Wire, ...], within: Callable[[Wire], str]) -> tuple[Wire, ...]:
    there = tuple(wire for wire in same if key.within and within(wire).casefold() == key.within.casefold())
    return there if len(there) == 1 else same


def _place(wire: Wire, key: Key, within: Callable[[Wire], str]) -> str:
    word = "under" if key.kind is Kind.DATA_ACTION else "in division"
    return f"{wire.text('id')} {word} {within(wire)}" if within(wire) else wire.text("id")
