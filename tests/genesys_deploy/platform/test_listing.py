from __future__ import annotations

from typing import Any

import pytest

from genesys_deploy.platform.errors import AmbiguousName, UnexpectedAnswer
from genesys_deploy.platform.listing import candidates, cursor_pages, pages, recognise
from genesys_deploy.resources import Key, Kind, Wire


@pytest.mark.parametrize(
    ("names", "told_pages"),
    [([], 0), (["a"], 1), (["a", "b"], 1), (["a", "b", "c"], 2), (["a", "b", "c", "d", "e"], 3)],
)
def test_a_list_is_read_to_its_end(names: list[str], told_pages: int) -> None:
    asked: list[int] = []

    def method(page_number: int, page_size: int, name: str) -> dict[str, Any]:
        asked.append(page_number)
        assert name == "x*"
        start = (page_number - 1) * page_size
        entities = [{"name": name} for name in names[start : start + page_size]]
        return {"entities": entities, "pageCount": told_pages}

    found = pages(method, {"name": "x*"}, page_size=2)
    assert [wire.text("name") for wire in found] == names
    assert sorted(asked) == list(range(1, max(told_pages, 1) + 1))


@pytest.mark.parametrize(
    ("count", "names", "asked"),
    [
        (0, ["a", "b"], [None]),
        (4, ["n1", "n3"], [None, None]),
        (6, ["n1", "n3"], [None, None, None]),
        (8, ["n1", "n3"], [None, "n1", "n3"]),
        (100, ["n1", "n99"], [None, "n1", "n99"]),
        (100, ["n7"], ["n7"]),
    ],
)
def test_what_ours_costs_does_not_grow_with_the_org(
    count: int, names: list[str], asked: list[str | None]
) -> None:
    """Two to a page; the platform's filter is loose."""
    there = [{"id": f"n{number}", "name": f"n{number}"} for number in range(count)]
    requests: list[str | None] = []

    def method(page_number: int, page_size: int, name: str | None = None) -> dict[str, Any]:
        requests.append(name)
        found = [one for one in there if name is None or one["name"] == name]
        start = (page_number - 1) * page_size
        return {"entities": found[start : start + page_size], "pageCount": -(-len(found) // page_size)}

    keys = [Key(Kind.QUEUE, name) for name in names]
    held = recognise(keys, candidates(method, keys, page_size=2))
    assert {one.key.name for one in held} == {one["name"] for one in there} & set(names)
    assert sorted(requests, key=str) == sorted(asked, key=str)


def test_a_cursor_is_followed() -> None:
    def method(page_size: str, after: str = "") -> dict[str, Any]:
        following = {"": "/api/v2/x?pageSize=1&after=A%3D", "A=": "/api/v2/x?after=B", "B": None}[after]
        return {"entities": [{"name": after or "first"}], "nextUri": following}

    assert [wire.text("name") for wire in cursor_pages(method)] == ["first", "A=", "B"]


@pytest.mark.parametrize("read", [pages, cursor_pages])
@pytest.mark.parametrize("answer", [[], None, "<html>", 1])
def test_what_is_no_page_is_not_taken_for_an_empty_one(read: Any, answer: object) -> None:
    def get_flows(**_: object) -> object:
        return answer

    with pytest.raises(UnexpectedAnswer, match="get flows was answered with something that is no page"):
        list(read(get_flows))


def things(*named: tuple[str, str]) -> list[Wire]:
    return [Wire({"id": identifier, "name": name, "type": "BOT"}) for identifier, name in named]


KEYS = [Key(Kind.FLOW, "Hello", "bot"), Key(Kind.FLOW, "Bye", "bot")]


@pytest.mark.parametrize(
    ("there", "found"),
    [
        (things(("1", "Hello"), ("2", "hello"), ("3", "Hello there")), {"Hello": "1"}),
        (things(("1", "Hello"), ("1", "Hello"), ("2", "Bye")), {"Hello": "1", "Bye": "2"}),
        ([Wire({"id": "1", "name": "Hello", "type": "WORKFLOW"})], {}),
        ([Wire({"id": "1", "name": "Hello", "type": "BOT", "state": "deleted"})], {}),
        ([Wire({}), Wire({"name": None})], {}),
    ],
)
def test_names_are_recognised_exactly(there: list[Wire], found: dict[str, str]) -> None:
    held = recognise(KEYS, there, lambda wire: wire.text("type"))
    assert {one.key.name: one.id for one in held} == found


TWINS = [
    Wire({"id": "1", "name": "Hello", "division": {"name": "Home"}}),
    Wire({"id": "2", "name": "Hello", "division": {"name": "Sales"}}),
]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.DATA_ACTION])
def test_all_of_one_name_are_named_at_once(kind: Kind) -> None:
    more = [Wire({"id": identifier, "name": "Bye"}) for identifier in "345"]
    with pytest.raises(AmbiguousName) as caught:
        recognise([Key(kind, "Hello"), Key(kind, "Bye")], [*TWINS, *more])
    assert f'3 of {kind} "Bye": 3, 4, 5; ' in str(caught.value)
    assert f'2 of {kind} "Hello": 1 in division Home, 2 in division Sales' in str(caught.value)


@pytest.mark.parametrize(("division", "found"), [("Home", "1"), ("sales", "2")])
def test_the_declared_division_decides_between_several_of_one_name(division: str, found: str) -> None:
    (held,) = recognise([Key(Kind.QUEUE, "Hello", within=division)], TWINS)
    assert held.id == found


def test_a_division_that_has_none_of_that_name_decides_nothing() -> None:
    key = Key(Kind.QUEUE, "Hello", within="Service")
    with pytest.raises(AmbiguousName):
        recognise([key], TWINS)
    assert recognise([key], TWINS[:1])[0].id == "1"
