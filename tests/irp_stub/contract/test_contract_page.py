"""The page about the contract shows the rules, the options and the data set as they are."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from irp_stub.cli.verifying import verify_command
from irp_stub.contract.dataset import DataSet
from irp_stub.contract.rule_table import rule_table
from irp_stub.contract.rules import RULES
from tests.irp_stub.contract.broken_irps import BROKEN

PAGE = (Path(__file__).parents[3] / "docs" / "contract.md").read_text(encoding="utf-8")


def test_the_table_of_rules_is_whole() -> None:
    assert rule_table(RULES) in PAGE, "write the table anew with irp_stub.contract.rule_table"


@pytest.mark.parametrize("part", [field.name for field in dataclasses.fields(DataSet)])
def test_every_part_of_the_data_set_is_told(part: str) -> None:
    assert f"`{part}`" in PAGE


def test_options_that_are_named_exist() -> None:
    import re

    known = {option for parameter in verify_command.params for option in parameter.opts} | {
        "--irp-url",
        "--irp-key-env",
        "--irp-data",
        # Those of `genesys-deploy action diff`, to which the page's last section leads.
        "--flows",
        "--markdown",
    }
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)) - {"--sample"} <= known


def test_as_many_broken_platforms_as_are_told() -> None:
    assert len(BROKEN) > 90
