"""Nothing is reported under an id that is not described."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from importlib import import_module

import genesys_deploy.architect.rules as rules_room
from genesys_deploy.architect.flow.notes import Rule as ReaderRule
from genesys_deploy.architect.rules.data_actions.of_contracts import CONTRACT_RULES
from genesys_deploy.architect.rules.registry import ALL_RULES, FLOW_RULES
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.data_action import checks

SEVERITIES = {"error", "warning", "info"}


def reported_ids() -> set[tuple[str, str]]:
    """The first argument of every `places.error("id", …)` in the checks of Data Actions, with the method's name."""
    found = set()
    for module in pkgutil.iter_modules(checks.__path__):
        tree = ast.parse(inspect.getsource(import_module(f"{checks.__name__}.{module.name}")))
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr=method), args=[ast.Constant(value=str(rule)), *_]) if (
                    method in SEVERITIES
                ):
                    found.add((rule, method))
    return found


def test_every_id_of_the_checks_of_data_actions_is_described() -> None:
    described = {(rule.id, rule.severity.value) for rule in CONTRACT_RULES}
    reported = reported_ids()
    assert described <= reported
    assert {rule for rule, _ in reported} == {rule for rule, _ in described}


def test_every_id_of_the_flow_reader_is_described() -> None:
    assert {rule.value for rule in ReaderRule} <= {rule.id for rule in ALL_RULES}


def test_every_rule_that_is_written_is_checked() -> None:
    for module in pkgutil.walk_packages(rules_room.__path__, f"{rules_room.__name__}."):
        import_module(module.name)
    assert {type(rule) for rule in FLOW_RULES} == set(Rule.__subclasses__())
