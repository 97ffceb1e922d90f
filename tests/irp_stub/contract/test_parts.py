"""Pace, disguises, masks, the data set's file, and the load generator's honesty."""

from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.data_action.request import HttpRequest
from genesys_deploy.source.locate import find_project
from irp_stub.contract.catalogue import Purpose, load_catalogue
from irp_stub.contract.dataset import Account, Bots, DataSet, LookAlike, parse_data_set, sample_data_set
from irp_stub.contract.disguise import disguises_of
from irp_stub.contract.errors import CannotVerify
from irp_stub.contract.exchange import Exchange
from irp_stub.contract.flow_settings import FlowSettings, flow_settings
from irp_stub.contract.load import Load
from irp_stub.contract.masking import Mask
from irp_stub.contract.pace import Pace
from irp_stub.contract.rules import RULES
from irp_stub.contract.run import verify
from irp_stub.contract.settings import Secrets
from irp_stub.contract.start import addresses, open_probe
from irp_stub.contract.template import template_text
from irp_stub.contract.verdict import NotRun
from tests.irp_stub.contract.asking import QUICK, SECRETS, ask, failures
from tests.irp_stub.contract.model_irp import Model, serve


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.mark.parametrize("rate", [1, 3, 50])
def test_no_second_sees_more_than_was_allowed(rate: int) -> None:
    clock = Clock()
    pace = Pace(rate, clock.read, clock.sleep)
    starts = []
    for number in range(5 * rate):
        pace.wait()
        starts.append(clock.now)
        clock.now += 0.001 * (number % 7)
    for first in starts:
        assert sum(first <= start < first + 0.999 for start in starts) <= rate


def test_a_burst_is_not_held_back() -> None:
    clock = Clock()
    pace = Pace(8, clock.read, clock.sleep)
    for _ in range(8):
        pace.wait()
    assert clock.now == 100.0


@pytest.mark.parametrize("handle", ["john_doe", "paypal_support", "ann", "xyz", "1234"])
def test_disguises_are_never_the_handle(handle: str) -> None:
    assert handle not in disguises_of(handle)
    assert disguises_of(handle)


def test_the_guides_own_disguise_is_among_them() -> None:
    assert any(form.startswith("j0hn") for form in disguises_of("john"))


def test_masks_hide_keys_and_people_and_leave_what_the_run_made_up() -> None:
    mask = Mask(Secrets("s3cret"), sample_data_set(), "run1")
    body = mask.body(
        '{"user_id": "123456789", "handle": "x-run1-y", "display_name": "Z", "n": 1, "k": "s3cret"}'
    )
    assert "123456789" not in body
    assert '"Z"' not in body
    assert "x-run1-y" in body
    assert "s3cret" not in body
    assert "JOHN_DOE" not in mask.text("the handle as 'JOHN_DOE'")
    assert mask.text("no JSON s3cret john_doe").count("s3cret") == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("known: {channel: twitter}", "known.customer_id"),
        ("knwon: {}", "known"),
        ("known: {channel: twitter, customer_id: C, user_id: 42}", "quotes"),
        ("known: [", "theirs.yaml:2"),
    ],
)
def test_a_wrong_file_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(CannotVerify, match=r"theirs\.yaml") as error:
        parse_data_set(text, "theirs.yaml")
    assert told in str(error.value)


def test_an_empty_data_set_passes_nothing_that_it_could_not_ask() -> None:
    with serve(Model()) as url:
        report = ask(url, data=DataSet())
    unasked = {r.rule.name: r.verdict.reason for r in report.results if isinstance(r.verdict, NotRun)}
    assert {"known-user-id", "handle-change", "cross-platform", "known-bot", "look-alikes-not-merged"} <= set(
        unasked
    )
    assert unasked["known-user-id"] == "the data set has no `known`"


def test_a_data_action_that_is_left_out_is_not_run_with_its_reason() -> None:
    data = DataSet(without={"Create Lead": "the marketing cloud makes them"})
    with serve(Model()) as url:
        report = ask(url, QUICK, data)
    (result,) = [r for r in report.results if r.rule.name == "lead-created"]
    assert isinstance(result.verdict, NotRun)
    assert "the marketing cloud makes them" in result.verdict.reason


ANSWERS = {
    "Test customers": "instagram",
    "known": ["C-9", "1001", "@née: x", "", "Gold"],
    "handle_only": ["C-2", "ben"],
    "renamed": ["", ],
    "contested": ["C-4", "1004", "dan", "C-5", "1005", 'e"va'],
    "held": [""],
    "look_alike": ["C-7", "paolo"],
    "same_person": ["C-8", "twitter", "1", "gus", "C-8", "linkedin", "2", ""],
    "doubtful": [""],
    "bots": ["", "free: crypto"],
}  # fmt: skip


def test_the_wizard_asks_for_all_that_rules_are_about() -> None:
    given = iter(
        [each for value in ANSWERS.values() for each in ([value] if isinstance(value, str) else value)]
    )
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(given)

    data = parse_data_set(template_text(answer), "made.yaml")
    assert data.known == Account("instagram", "C-9", "1001", "@née: x", None, "Gold")
    assert data.handle_only == Account("instagram", "C-2", None, "ben")
    assert [account.handle for account in data.contested] == ["dan", 'e"va']
    assert [(account.channel, account.user_id) for account in data.same_person] == [
        ("twitter", "1"),
        ("linkedin", "2"),
    ]
    assert data.look_alike == LookAlike("instagram", "C-7", "paolo")
    assert data.bots == Bots(spam="free: crypto")
    assert (data.renamed, data.held, data.doubtful, data.guest_channel) == (None, None, None, "instagram")
    assert next(given, None) is None
    assert sum("(empty: leave it out)" in question for question in asked) == 12


def test_answers_that_are_all_empty_ask_about_nobody() -> None:
    data = parse_data_set(template_text(lambda _: ""), "made.yaml")
    assert (data.accounts(), data.bots, data.guest_channel) == ((), None, "twitter")


@pytest.mark.parametrize(("share", "seconds"), [(0.5, 0.5), (0.95, 1.0), (0.99, 1.0), (0.1, 0.1)])
def test_quantiles_are_of_the_nearest_rank(share: float, seconds: float) -> None:
    exchange = Exchange(HttpRequest("GET", "/", {}), None, 0.0)
    load = Load(tuple(number / 10 for number in range(1, 11)), (exchange,) * 10)
    assert load.quantile(share) == seconds


def test_a_changed_data_action_changes_what_is_asked(tmp_path: Path) -> None:
    for path in find_project().data_actions.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace("$.confidence", "$.score"), encoding="utf-8")
    with (
        serve(Model()) as url,
        open_probe(addresses(url, None), tmp_path, sample_data_set(), SECRETS, QUICK) as probe,
    ):
        report = verify(probe, [rule for rule in RULES if rule.name == "resolve-shape"])
    assert "without $.score" in failures(report)["resolve-shape"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("identity: {threshold: 0.9}\nirp: {timeouts: {resolve_identity: 3}}", FlowSettings(0.9, 3.0)),
        ("identity: {threshold: high}", FlowSettings()),
        ("[", FlowSettings()),
    ],
)
def test_the_flows_settings_say_what_is_sure_and_what_is_late(
    tmp_path: Path, text: str, told: FlowSettings
) -> None:
    path = tmp_path / "base.yaml"
    path.write_text(text, encoding="utf-8")
    assert flow_settings(path) == told


def test_the_shipped_settings_are_read() -> None:
    assert flow_settings() == FlowSettings(0.85, 2.0)


def test_of_a_project_that_rests_on_the_package_both_layers_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "flows" / "settings"
    folder.mkdir(parents=True)
    (folder / "base.yaml").write_text("identity: {threshold: 0.9}\n", encoding="utf-8")
    (tmp_path / "genesys-deploy.yaml").write_text("extends: package\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert flow_settings() == FlowSettings(0.9, 2.0)
    assert set(load_catalogue(None, {"irp_url": "", "crm_url": ""})) == set(Purpose)


def test_the_key_is_sent_by_whatever_name_the_credential_has(tmp_path: Path) -> None:
    for path in find_project().data_actions.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("${credentials.apiKey}", "${credentials.token}")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    with (
        serve(Model()) as url,
        open_probe(addresses(url, None), tmp_path, sample_data_set(), SECRETS, QUICK) as probe,
    ):
        assert failures(verify(probe, RULES)) == {}
