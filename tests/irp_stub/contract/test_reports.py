"""Reports of what a hostile platform answers stay reports."""

from __future__ import annotations

import json
import shlex

import pytest
from junitparser import JUnitXml

from genesys_deploy.data_action.request import HttpRequest
from genesys_deploy.data_action.response import HttpResponse
from irp_stub.contract.compare import changes_since
from irp_stub.contract.dataset import DataSet
from irp_stub.contract.exchange import Exchange
from irp_stub.contract.masking import Mask
from irp_stub.contract.report.as_json import json_report
from irp_stub.contract.report.badge import badge
from irp_stub.contract.report.evidence import Presenter
from irp_stub.contract.report.html import html_report
from irp_stub.contract.report.junit import junit_report
from irp_stub.contract.report.terminal import line_of
from irp_stub.contract.rules import RULES
from irp_stub.contract.settings import Secrets
from irp_stub.contract.verdict import Failed, NotRun, Passed, Report, Result, Verdict

NASTY = "</pre><script>alert('1')</script>\x00\ud800 $(rm -rf x) `id` s3cret"
REQUEST = HttpRequest("POST", "http://irp/a?b='c'", {"X-API-Key": "s3cret"}, NASTY)
EXCHANGE = Exchange(REQUEST, HttpResponse(500, NASTY, {"X": NASTY}), 0.5)
PRESENTER = Presenter(Mask(Secrets("s3cret"), DataSet(), "run"), "IRP_KEY")


def report(*verdicts: Verdict, **figures: float) -> Report:
    results = tuple(Result(rule, verdict) for rule, verdict in zip(RULES, verdicts, strict=False))
    return Report("http://irp/<b>", "run", "2026-01-01T00:00:00+00:00", results, figures=figures)


BROKEN = report(Failed(NASTY, EXCHANGE), Passed(), NotRun(NASTY))


def test_a_page_runs_nothing_that_a_platform_says() -> None:
    page = html_report(BROKEN, PRESENTER)
    assert "<script" not in page
    assert "http://irp/<b>" not in page


def test_junit_is_read_by_others() -> None:
    (suite,) = JUnitXml.fromstring(junit_report(BROKEN, PRESENTER).encode("utf-8", "replace"))
    assert (suite.tests, suite.failures, suite.skipped) == (3, 1, 1)


def test_json_is_json_and_says_how_it_ended() -> None:
    document = json.loads(json_report(BROKEN, PRESENTER))
    assert document["exit_code"] == 2
    assert [result["verdict"] for result in document["results"]] == ["failed", "passed", "not run"]


@pytest.mark.parametrize("form", [html_report, junit_report, json_report])
def test_no_form_tells_the_key(form: object) -> None:
    assert callable(form)
    assert "s3cret" not in form(BROKEN, PRESENTER)


def test_a_curl_line_is_one_command_with_the_key_as_a_variable() -> None:
    evidence = PRESENTER.evidence(BROKEN.results[0])
    assert evidence
    words = shlex.split(evidence.curl)
    assert words[:5] == ["curl", "-sS", "-i", "-X", "POST"]
    assert "X-API-Key: $IRP_KEY" in words
    assert words[-1] == NASTY.replace("s3cret", "***")
    assert '"X-API-Key: $IRP_KEY"' in line_of(BROKEN.results[0], PRESENTER)


@pytest.mark.parametrize(
    ("verdicts", "colour"),
    [((Passed(),), "#2e8540"), ((Failed("x"),), "#b3261e"), ((Passed(), Passed(), Failed("x")), "#b8860b")],
)
def test_the_badge_has_the_colour_of_the_worst(verdicts: tuple[Verdict, ...], colour: str) -> None:
    assert colour in badge(report(*verdicts))


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (report(Passed()), report(Failed("x")), ["worse: resolve-shape: passed → failed"]),
        (report(Passed()), report(NotRun("x")), ["worse: resolve-shape: passed → not run"]),
        (report(Failed("x")), report(NotRun("x")), ["better: resolve-shape: failed → not run"]),
        (report(Passed()), report(Passed(), Failed("x")), []),
        (report(p99=100), report(p99=151), ["worse: latency p99: 100 ms → 151 ms"]),
        (report(p99=100), report(p99=149), []),
        (report(p99=2), report(p99=10), []),
    ],
)
def test_what_changed_is_told(before: Report, now: Report, told: list[str]) -> None:
    earlier = json.loads(json_report(before, PRESENTER))
    assert [str(change) for change in changes_since(earlier, now)] == told
