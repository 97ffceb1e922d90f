"""The tables under `cases/`: a small flow, what it is given, and what must come of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.genesys_deploy.simulate.building import CASES, cases, run_case, told

TABLES = sorted(path.stem for path in CASES.glob("*.yaml"))


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{table}: {case['name']}") for table in TABLES for case in cases(table)]
)
def test_case(case: dict[str, Any]) -> None:
    seen = told(run_case(case))
    for what, expected in case["then"].items():
        if what in {"values", "outputs"}:
            assert {name: seen[what].get(name, "(absent)") for name in expected} == expected
        else:
            assert seen[what] == expected, what
