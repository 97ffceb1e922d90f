from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.source.errors import NotFound, ProductError, SourceProblems
from genesys_deploy.source.locate import Project, find_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(find_project().flows / "settings", tmp_path / "flows" / "settings")
    return Project(tmp_path)


@pytest.mark.parametrize("overlay", ["local", "demo", "example-org"])
def test_the_shipped_settings_are_right(overlay: str) -> None:
    settings = load_settings(find_project(), overlay)
    assert set(settings.channels) == {"twitter", "instagram", "facebook", "whatsapp", "linkedin", "open"}
    assert settings.fresh_tiers == ("Platinum",)


def test_an_overlay_replaces_values_and_keeps_the_rest(project: Project) -> None:
    settings = load_settings(project, "example-org", ["identity: {threshold: 0.9}"])
    assert settings.irp.url == "https://irp.example.com"
    assert settings.irp.timeouts.resolve_identity == 2
    assert settings.identity.threshold == 0.9
    assert settings.ownership.queues == "reference"


@pytest.mark.parametrize(
    ("overlay", "place", "message"),
    [
        (
            "identity: {treshold: 0.9}",
            "1:12",
            'unknown key "treshold" in identity\n  did you mean "threshold"?',
        ),
        ('identity: {threshold: "0.9"}', "1:23", "identity.threshold must be a number, not 0.9"),
        (
            "identity: {threshold: 85}",
            "1:23",
            "identity.threshold is 85.0; a confidence is above 0 and at most 1",
        ),
        (
            "bots: {known_bot: kill}",
            "1:19",
            "bots.known_bot cannot be kill\n  one of: disconnect, dispose, flag",
        ),
        ("tiers:\n  Diamond: {priority: 3}", "2:12", '"tiers.Diamond.queue" is missing'),
        ("guest: {queue: ''}", "1:16", "a queue has no name"),
        ("tiers:\n  Gold:\n    queue: ''", "3:12", "a queue has no name"),
        ("review: {priority: 99000000}", "1:20", "priority 99000000 is beyond"),
        ("bots:\n  disposal: {priority: -99000000}", "2:24", "priority -99000000 is beyond"),
        ("identity: {keep_minutes: -1}", "1:26", "identity.keep_minutes is -1; it cannot be negative"),
        ("keep_releases: 0", "1:16", "keep_releases is 0; 1 is the least"),
        ("irp:\n  timeouts: {check_bot: 0}", "2:25", "irp.timeouts.check_bot is 0 s; 60 s is the most"),
        ("irp: {url: irp.example.com}", "1:12", "irp.url 'irp.example.com' is no address"),
        ("irp: {crm_url: crm}", "1:16", "irp.crm_url 'crm' is no address"),
        ("irp: {url: 'https://me:secret@irp.example.com'}", "1:12", "irp.url carries credentials"),
        (
            "irp: {budget_seconds: 2}",
            "1:23",
            "irp.budget_seconds is 2, but the bot check and the resolution may take 3",
        ),
        ("languages: {es-MX: Spanish}", "1:13", "languages: es-MX is no language"),
        ("languages: {en: ''}", "1:17", "languages: the skill of en has no name"),
        ("channels: {facebook: {integration: ~}}", "1:22", 'channel facebook: "integration" is missing'),
        (
            "channels: {Big: {messenger_type: open, recipient: r, user_id: u, id_scope: global}}",
            "1:12",
            "'Big'",
        ),
        (
            "channels: {twitter: {handle: {atribute: x}}}",
            "1:30",
            "a handle is an expression or {attribute: NAME}",
        ),
        ("flow_name: Flow", "1:12", "flow_name must contain {channel}"),
        ("- a", "1:1", "settings must be a mapping"),
        ("a: 1\na: 2", "2:1", '"a" stands here a second time'),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_remedy(
    project: Project, overlay: str, place: str, message: str
) -> None:
    (project.flows / "settings" / "mine.yaml").write_text(overlay + "\n", encoding="utf-8")
    with pytest.raises(SourceProblems) as caught:
        load_settings(project, "mine")
    (first, *_) = caught.value.findings
    assert message in str(first)
    assert str(first.span) == f"flows/settings/mine.yaml:{place}"


def test_every_file_tells_all_of_its_problems_at_once(project: Project) -> None:
    folder = project.flows / "settings"
    base = (folder / "base.yaml").read_text(encoding="utf-8")
    (folder / "base.yaml").write_text(f"{base}project: again\n", encoding="utf-8")
    (folder / "mine.yaml").write_text("identity: {threshold: [}\n", encoding="utf-8")
    with pytest.raises(SourceProblems) as caught:
        load_settings(project, "mine", ["- a"])
    files = [finding.span.file for finding in caught.value.findings if finding.span]
    assert files == ["flows/settings/base.yaml", "flows/settings/mine.yaml", "given settings"]


def test_an_overlay_s_values_that_do_not_fit_are_told_at_once(project: Project) -> None:
    text = "identity: {threshold: 2}\nlanguages: {en: ''}\nreview: {queue: ' '}\n"
    (project.flows / "settings" / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceProblems) as caught:
        load_settings(project, "mine")
    assert [finding.span.start.line for finding in caught.value.findings if finding.span] == [1, 3, 2]


def test_a_null_takes_away_what_lies_below(project: Project) -> None:
    nulls = "channels: {facebook: ~, open: null}\nlanguages: {fr: ~, it: ~}"
    settings = load_settings(project, "local", [nulls])
    assert set(settings.channels) == {"twitter", "instagram", "whatsapp", "linkedin"}
    assert set(settings.languages) == {"en", "es", "de"}


def test_the_base_settings_of_a_team_lie_over_the_package_s(tmp_path: Path) -> None:
    folder = tmp_path / "flows" / "settings"
    folder.mkdir(parents=True)
    (folder / "base.yaml").write_text("project: ours\nidentity: {threshold: 0.9}\n", encoding="utf-8")
    (folder / "prod.yaml").write_text("irp: {url: prod}\n", encoding="utf-8")
    project = Project(tmp_path, find_project().root)
    settings = load_settings(project, "demo")
    assert (settings.project, settings.identity.threshold, settings.create_lead) == ("ours", 0.9, True)
    with pytest.raises(SourceProblems, match=r"flows/settings/prod\.yaml:1:12"):
        load_settings(project, "prod")
    with pytest.raises(SourceProblems, match=r"<package>/flows/settings/base\.yaml"):
        load_settings(project, "local", ["irp: {timeouts: {check_bot: 3}}"])


def test_a_secret_in_the_url_is_not_repeated(project: Project) -> None:
    with pytest.raises(ProductError) as caught:
        load_settings(project, "local", ["irp: {url: 'https://me:hunter2@irp.example.com'}"])
    assert "hunter2" not in str(caught.value)


def test_settings_that_are_not_there_name_those_that_are(project: Project) -> None:
    with pytest.raises(NotFound, match="there are: demo, example-org, local"):
        load_settings(project, "prod")
