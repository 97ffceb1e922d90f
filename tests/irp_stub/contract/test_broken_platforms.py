"""The contract tests can fail: each way of being wrong is told by the rule that is meant to, and by no other."""

from __future__ import annotations

import pytest

from irp_stub.contract.rule import Level
from irp_stub.contract.rules import RULES
from tests.irp_stub.contract.asking import ask, failures
from tests.irp_stub.contract.broken_irps import BROKEN, Broken
from tests.irp_stub.contract.model_irp import serve


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.model.__name__)
def test_it_is_told_by_its_rule_and_no_other(broken: Broken) -> None:
    with serve(broken.model()) as url:
        report = ask(url, broken.limits)
    failed = failures(report)
    assert broken.rule in failed
    assert set(failed) - broken.related == {broken.rule}
    musts = {rule.name for rule in RULES if rule.level is Level.MUST}
    assert report.exit_code == (2 if musts & set(failed) else 0)


def test_every_rule_is_broken_by_some_platform() -> None:
    assert {rule.name for rule in RULES} == {broken.rule for broken in BROKEN}
