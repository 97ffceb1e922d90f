"""Platforms that work pass: the small model, the reference, and one that knows the guide's text alone."""

from __future__ import annotations

from dataclasses import replace

from irp_stub.contract.rule import Level
from irp_stub.contract.settings import Limits, Secrets
from irp_stub.contract.verdict import NotRun
from tests.irp_stub.conftest import KEY, Starter
from tests.irp_stub.contract.asking import QUICK, ask, failures
from tests.irp_stub.contract.model_irp import Model, serve

EVERYTHING = Limits(rate=500, flood=True, load_seconds=0.2, flow_timeout=30, budget=30)


def not_run(report: object) -> dict[str, str]:
    results = report.results  # type: ignore[attr-defined]
    return {r.rule.name: r.verdict.reason for r in results if isinstance(r.verdict, NotRun)}


def test_the_model_keeps_every_rule() -> None:
    with serve(Model()) as url:
        report = ask(url, EVERYTHING)
    assert failures(report) == {}
    assert not_run(report) == {}
    assert report.exit_code == 0


def test_the_reference_platform_keeps_every_rule_twice(start: Starter) -> None:
    served = start("--sample")
    secrets = Secrets(KEY, "a-key-that-was-revoked")
    for limits in (EVERYTHING, replace(QUICK, rate=200)):
        report = ask(served.url, limits, secrets=secrets)
        assert failures(report) == {}
    assert set(not_run(report)) == {
        "rate-limit", "rate-limit-generous", "retry-after", "rate-limit-per-sender",
        "latency-timeout", "latency-budget", "load-answered",
    }  # fmt: skip
    assert "Traceback" not in start.log()


def test_only_what_could_not_be_removed_is_named(start: Starter) -> None:
    served = start("--sample")
    report = ask(served.url, secrets=Secrets(KEY))
    assert report.left
    assert all(thing.startswith("review ") for thing in report.left)


def test_read_only_changes_nothing_at_all(start: Starter) -> None:
    served = start("--sample")
    report = ask(served.url, replace(QUICK, read_only=True), secrets=Secrets(KEY))
    assert failures(report) == {}
    assert report.left == ()
    assert served.get("/api/v1/reviews").json()["reviews"] == []
    reasons = not_run(report)
    assert "--read-only" in reasons["handle-change"]
    assert "resolve-shape" not in reasons


def test_a_run_without_load_is_quick_and_keeps_to_its_rate() -> None:
    with serve(Model()) as url:
        report = ask(url, Limits(rate=50, load_seconds=0))
    assert report.seconds < 15
    assert report.requests <= 50 * (report.seconds + 1)


def test_every_must_and_should_says_where_it_comes_from() -> None:
    from irp_stub.contract.rules import RULES

    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.source and rule.why and rule.title for rule in RULES)
    assert {rule.level for rule in RULES} == set(Level)
