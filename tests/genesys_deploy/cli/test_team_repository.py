"""A team's own repository on the command line, from its first day on."""

from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.local_org.server import RunningOrg
from tests.genesys_deploy.cli.conftest import Cli, Run

CHANNELS = ("twitter", "instagram", "facebook", "whatsapp", "linkedin", "open")


@pytest.fixture
def team(run: Run, tmp_path: Path) -> Path:
    made = run("init", "social-care", cwd=tmp_path)
    assert (made.code, made.err) == (0, "")
    assert "social-care/.github/workflows/pull-request.yml: written" in made.out
    return tmp_path / "social-care"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["validate"], "no findings"),
        (["test", "--fail-under", "100"], "scenarios passed"),
        (["test", "--settings", "prod"], "scenarios passed"),
        (["prove", "--channel", "linkedin"], "✓ linkedin: 14 of 14 invariants hold"),
        (["render", "--channel", "twitter"], "name: Tell the supervisor what to look at"),
        (["simulate", "--text", "hello"], "Guest_Social_Queue"),
        (["upgrade", "--dry-run"], "all copies are up to date"),
        (["build"], "social-care-"),
    ],
    ids=" ".join,
)
def test_everything_works_in_it(team: Path, run: Run, arguments: list[str], told: str) -> None:
    ran = run(*arguments, cwd=team)
    assert (ran.code, ran.err) == (0, "")
    assert told in ran.out


def test_a_fault_is_told_in_the_file_of_the_team_or_of_the_package(team: Path, run: Run) -> None:
    step = team / "flows" / "steps" / "review.j2"
    step.write_text(
        step.read_text(encoding="utf-8").replace("agentNotice", "agentNotice\n            lit: x"), "utf-8"
    )
    settings = team / "flows" / "settings" / "base.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "review: {priority: 99000000}\n", "utf-8")
    refused = run("validate", cwd=team)
    assert refused.code == 1
    assert "flows/settings/base.yaml:" in refused.err
    found = run("validate", "--set", "review: {priority: 5}", cwd=team)
    assert found.code == 2
    assert "flows/steps/review.j2:11:13: error" in found.out
    assert "<package>/" not in found.out


def test_a_step_is_ejected_edited_and_upgraded(team: Path, run: Run) -> None:
    assert run("eject", "steps/guest.j2", cwd=team).out.strip() == str(team / "flows" / "steps" / "guest.j2")
    assert run("validate", cwd=team).code == 0
    again = run("eject", "guest.j2", cwd=team)
    assert (again.code, "is in the project already" in again.err) == (1, True)
    unknown = run("eject", "steps/gest.j2", cwd=team)
    assert 'did you mean "flows/steps/guest.j2"?' in unknown.err
    assert run("upgrade", cwd=team).code == 0


def test_a_conflict_is_shown_and_nothing_is_written_before_somebody_says_so(team: Path, run: Run) -> None:
    run("eject", "steps/bots.j2", cwd=team)
    step = team / "flows" / "steps" / "bots.j2"
    original = team / ".genesys-deploy" / "originals" / "flows" / "steps" / "bots.j2"
    older = original.read_text(encoding="utf-8").replace("macro dispose()", "macro dispose_of()")
    record = team / ".genesys-deploy" / "originals.json"
    original.write_text(older, encoding="utf-8")
    edited = run("upgrade", cwd=team)
    assert (edited.code, "is not the original that" in edited.err) == (1, True)
    from hashlib import sha256

    now = sha256(step.read_bytes()).hexdigest()
    then = sha256(older.encode()).hexdigest()
    record.write_text(record.read_text(encoding="utf-8").replace(now, then), encoding="utf-8")
    step.write_text(older.replace("macro dispose_of()", "macro put_away()"), encoding="utf-8")
    ours = step.read_text(encoding="utf-8")
    for arguments in (["--dry-run"], []):
        shown = run("upgrade", *arguments, cwd=team)
        assert shown.code == 2
        assert "flows/steps/bots.j2: conflicts" in shown.out
        assert "flows/steps/bots.j2:2: your edit and the new version meet here" in shown.out
        assert "+{% macro dispose() %}" in shown.out
        assert step.read_text(encoding="utf-8") == ours
    assert run("upgrade", "--mark", cwd=team).code == 2
    assert "<<<<<<< flows/steps/bots.j2, yours" in step.read_text(encoding="utf-8")
    step.write_text(ours, encoding="utf-8")
    assert run("upgrade", cwd=team).code == 0


def test_a_second_init_touches_nothing(team: Path, run: Run) -> None:
    (team / "README.md").write_text("ours\n", encoding="utf-8")
    again = run("init", ".", cwd=team)
    assert again.code == 0
    assert "README.md: kept" in again.out
    assert (team / "README.md").read_text(encoding="utf-8") == "ours\n"


def test_two_teams_in_one_org_do_not_meet(
    server: RunningOrg, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, channel in (("social-care", "twitter"), ("retail", "instagram")):
        assert cli(server, "init", str(tmp_path / name)).code == 0
        others = "".join(f"  {other}: ~\n" for other in CHANNELS if other != channel)
        with (tmp_path / name / "flows" / "settings" / "base.yaml").open("a", encoding="utf-8") as base:
            base.write(f"channels:\n{others}")
        monkeypatch.chdir(tmp_path / name)
        assert cli(server, "apply").code == 0
    for name in ("social-care", "retail"):
        monkeypatch.chdir(tmp_path / name)
        planned = cli(server, "plan")
        assert (planned.code, "nothing to do" in planned.out) == (0, True)
        assert cli(server, "drift", "--deep").code == 0
