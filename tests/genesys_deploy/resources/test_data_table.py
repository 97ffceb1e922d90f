from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from genesys_deploy.resources import Column, DataTable, Key, Kind, TableRows, Wire
from genesys_deploy.resources.data_table import TableRow

HOME = Key(Kind.DIVISION, "Home")
IDS = {HOME: "d1"}
TIERS = DataTable(
    "Tiers", (Column("queue"), Column("priority", "integer", 0)), "Tier", "Home", "who goes where"
)


def test_a_table_is_made_with_its_columns_in_the_order_in_which_they_are_declared() -> None:
    body = TIERS.to_wire(Wire({}), IDS)
    assert (body["name"], body["division"], body["description"]) == ("Tiers", {"id": "d1"}, "who goes where")
    assert body["schema"] == {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "additionalProperties": False,
        "required": ["key"],
        "properties": {
            "key": {"$id": "/properties/key", "title": "Tier", "displayOrder": 0, "type": "string"},
            "queue": {"$id": "/properties/queue", "title": "queue", "displayOrder": 1, "type": "string"},
            "priority": {
                "$id": "/properties/priority",
                "title": "priority",
                "displayOrder": 2,
                "type": "integer",
                "default": 0,
            },
        },
    }


def test_what_is_not_declared_of_a_table_stays_as_it_is() -> None:
    theirs = {
        "id": "t1",
        "selfUri": "/t1",
        "name": "Tiers",
        "description": "old",
        "division": {"id": "d2"},
        "futureField": [1],
        "schema": {
            "title": "theirs",
            "required": ["key", "owner"],
            "properties": {
                "key": {"title": "Customer tier", "displayOrder": 0, "minLength": 2},
                "owner": {"type": "string", "displayOrder": 1},
                "queue": {"type": "string", "displayOrder": 4, "default": "General", "title": "Where to"},
            },
        },
    }
    body = DataTable("Tiers", (Column("queue"), Column("note"))).to_wire(Wire(theirs), {})
    assert set(body) == {"name", "description", "division", "futureField", "schema"}
    columns = body["schema"].pop("properties")
    assert body["schema"] == {"title": "theirs", "required": ["key", "owner"]}
    assert columns.pop("note") == {
        "$id": "/properties/note",
        "title": "note",
        "displayOrder": 3,
        "type": "string",
    }
    assert columns == theirs["schema"]["properties"]  # type: ignore[index]


def test_a_table_of_an_org_is_read_with_its_columns() -> None:
    wire = Wire({**TIERS.to_wire(Wire({}), IDS), "id": "t1"})
    assert DataTable.from_wire(wire, {"d1": HOME}) == TIERS


@pytest.mark.parametrize(
    ("rows", "there", "wanted"),
    [
        ({"gold": {"queue": "A"}}, {}, {"gold": {"queue": "A"}}),
        (
            {"gold": {"queue": "A"}},
            {"gold": {"queue": "B", "owner": "x"}, "tin": {"queue": "T"}},
            {"gold": {"queue": "A", "owner": "x"}},
        ),
        ({"gold": None}, {"gold": {"queue": "B"}}, {"gold": None}),
    ],
    ids=["made", "laid over", "removed"],
)
def test_rows_are_laid_over_those_that_are_there(
    rows: Mapping[str, TableRow | None], there: Mapping[str, TableRow], wanted: Mapping[str, Any]
) -> None:
    assert TableRows("Tiers", rows).wanted(there) == wanted


def test_rows_of_other_keys_go_only_where_that_is_declared() -> None:
    rows = TableRows("Tiers", {"gold": {"queue": "A"}}, only_these=True)
    there: dict[str, TableRow] = {"tin": {"queue": "T"}, "gold": {"queue": "B"}}
    assert rows.wanted(there) == {"tin": None, "gold": {"queue": "A"}}


def test_rows_of_an_org_are_read_without_their_keys() -> None:
    wire = Wire({"table": "Tiers", "rows": {"gold": {"key": "gold", "queue": "A"}, "tin": None}})
    assert TableRows.from_wire(wire, {}).rows == {"gold": {"queue": "A"}, "tin": None}
