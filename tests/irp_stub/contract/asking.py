"""Asks a platform that is served every rule, as quickly as it answers."""

from __future__ import annotations

from irp_stub.contract.dataset import DataSet, sample_data_set
from irp_stub.contract.rules import RULES
from irp_stub.contract.run import verify
from irp_stub.contract.settings import Limits, Secrets
from irp_stub.contract.start import addresses, open_probe
from irp_stub.contract.verdict import Failed, Report
from tests.irp_stub.contract.model_irp import EXPIRED, KEY

__all__ = ["QUICK", "SECRETS", "ask", "failures"]

QUICK = Limits(rate=5000, load_seconds=0)
SECRETS = Secrets(KEY, EXPIRED)


def ask(
    url: str, limits: Limits = QUICK, data: DataSet | None = None, secrets: Secrets = SECRETS, *rules: str
) -> Report:
    wanted = [rule for rule in RULES if not rules or rule.name in rules]
    with open_probe(addresses(url, None), None, data or sample_data_set(), secrets, limits) as probe:
        return verify(probe, wanted)


def failures(report: Report) -> dict[str, str]:
    """The rules that failed, each with its sentence."""
    return {
        result.rule.name: result.verdict.sentence
        for result in report.results
        if isinstance(result.verdict, Failed)
    }
