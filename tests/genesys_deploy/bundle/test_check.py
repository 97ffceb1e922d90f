from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.check import check_bundle
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.source.locate import Project, find_project

SHIPPED = find_project()


def found(project: Project, overlay: str, *extra: str) -> list[str]:
    return [
        str(finding)
        for finding in check_bundle(build_bundle(project, load_settings(project, overlay, extra)))
    ]


@pytest.mark.parametrize(
    "setting",
    [
        "{}",
        "bots: {check: false}",
        "bots: {check: false, rate_limited: guest}",
        "bots: {known_bot: flag, spam_keyword: flag, young_account: flag}",
        "bots: {known_bot: dispose, spam_keyword: disconnect, young_account: flag, rate_limited: guest}",
        "identity: {resolve: false}",
        "identity: {review_mode: async}",
        "identity: {threshold: 1.0, keep_minutes: 0, notice_minutes: 0}",
        "tiers: {Platinum: {fresh_profile: false}}",
        "tiers: {Gold: {fresh_profile: true, skills: [New Customer]}}",
        'tiers: {"Gold \\"Plus\\"": {queue: General_Social_Queue}}',
        "create_lead: true",
        "guest: {queue: Elsewhere, skills: []}",
        "irp: {budget_seconds: 3.5, timeouts: {check_bot: 0.5, resolve_identity: 1.5}}",
        "channels: {twitter: {handle: Message.Message.senderAddress, account_created_at: Message.Message.id}}",
        "channels: {linkedin: {handle: Message.Message.senderAddressInfo.name}}",
        "division: 'Sales: EMEA'",
    ],
)
def test_the_flows_are_free_of_findings_under_every_setting(setting: str) -> None:
    assert found(SHIPPED, "local", setting) == []


@pytest.mark.parametrize("overlay", ["demo", "example-org"])
def test_the_shipped_overlays_are_free_of_findings(overlay: str) -> None:
    assert found(SHIPPED, overlay) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "rule"),
    [
        (
            "flows/steps/merge.j2",
            "exp: Flow.botCheckStatus",
            "exp: Flow.botChekStatus",
            "flows/steps/merge.j2:20:18: ",
            "Flow.botChekStatus",
        ),
        (
            "flows/steps/resolve.j2",
            "Flow.irpErrorStatus == 429",
            'Flow.irpErrorStatus == "429"',
            "flows/steps/resolve.j2:",
            "does not take (integer, string)",
        ),
        (
            "flows/steps/resolve.j2",
            "          Resolve Identity:",
            "          Resolve Identiy:",
            "flows/steps/resolve.j2:",
            "Resolve Identi",
        ),
        (
            "flows/steps/confidence.j2",
            "state[Review_30]",
            "state[Reviw_30]",
            "flows/steps/confidence.j2:",
            "Reviw_30",
        ),
        (
            "flows/steps/guest.j2",
            "name: {{ settings.guest.queue | quoted }}",
            "name: Gest_Queue",
            "flows/steps/guest.j2:",
            "Gest_Queue",
        ),
        (
            "flows/steps/route.j2",
            "priority:\n      lit: {{ place.priority }}",
            "priority:\n      lit: high",
            "flows/steps/route.j2:59:12: ",
            "takes a whole number",
        ),
    ],
)
def test_a_slip_is_found_where_it_was_made(
    tmp_path: Path, file: str, old: str, new: str, place: str, rule: str
) -> None:
    for folder in ("flows", "data_actions"):
        shutil.copytree(SHIPPED.root / folder, tmp_path / folder)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(finding.startswith(place) and rule in finding for finding in found(Project(tmp_path), "local"))
