"""The catalogue is whole and agrees with itself."""

from __future__ import annotations

import pytest

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.flow import actions
from genesys_deploy.architect.flow.action import Action
from genesys_deploy.architect.flow.catalogue import CATALOGUE, Place, Property, fields_of
from genesys_deploy.architect.flow.model import FlowKind
from genesys_deploy.architect.flow.shape import KeyShape
from tests.shared_facts import SHARED, needs_shared

MODELLED = {name: kind for name, kind in CATALOGUE.items() if kind.model}


def test_every_action_class_is_the_model_of_some_kind() -> None:
    classes = {getattr(actions, name) for name in actions.__all__}
    concrete = {item for item in classes if issubclass(item, Action)} - {actions.FindObject}
    assert {kind.model for kind in MODELLED.values()} == concrete


@pytest.mark.parametrize("name", MODELLED)
def test_the_stars_of_a_way_are_keys_that_are_read(name: str) -> None:
    model = MODELLED[name].model
    assert model is not None
    shapes = fields_of(model).values()
    keys = {shape.at for shape in shapes if isinstance(shape, KeyShape)}
    ways = [shape.at.split(".") for shape in shapes]
    named = {".".join(way[:place]) for way in ways for place, step in enumerate(way) if step == "*"}
    assert named <= keys
    assert len({shape.at for shape in shapes}) == len(ways)


@pytest.mark.parametrize("name", MODELLED)
def test_an_action_stands_in_flows_that_are_modelled(name: str) -> None:
    assert set(MODELLED[name].flows) <= set(FlowKind)


def test_inputs_and_outputs_have_types() -> None:
    assert CATALOGUE["loop"].inputs == (Property("loopCount", Type("integer"), required=True),)
    assert CATALOGUE["loop"].outputs == (Property("currentIndex", Type("integer"), required=False),)
    assert CATALOGUE["holdMusic"].inputs == ()


def test_what_stands_in_one_place_only_says_so() -> None:
    placed = {name: kind.place for name, kind in CATALOGUE.items() if kind.place is not Place.ANYWHERE}
    assert placed == {"loopNext": Place.LOOP, "loopExit": Place.LOOP, "endTask": Place.TASK}


@needs_shared
def test_every_action_of_the_typings_is_known() -> None:
    lines = (SHARED / "architect" / "actions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    names = {line.split("\t")[0] for line in lines}
    keys = {name[0].lower() + name[1:] for name in names}
    assert keys - CATALOGUE.keys() == set()


@needs_shared
def test_branches_are_those_of_the_typings() -> None:
    lines = (SHARED / "architect" / "actions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for row in (line.split("\t") for line in lines):
        kind = CATALOGUE[row[0][0].lower() + row[0][1:]]
        outputs = {part.strip().removeprefix("output") for part in row[3].split(";") if part.strip()}
        named = {name[0].lower() + name[1:] for name in outputs if name}
        if kind.branches is not None:
            assert named <= set(kind.branches), kind.name
