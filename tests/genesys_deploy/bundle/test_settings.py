from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from genesys_deploy.bundle.overlay import load_settings
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
            "",
            "identity.threshold is 85.0; a confidence is above 0 and at most 1",
        ),
        (
            "bots: {known_bot: kill}",
            "1:19",
            "bots.known_bot cannot be kill\n  one of: disconnect, dispose, flag",
        ),
        ("tiers:\n  Diamond: {priority: 3}", "2:12", '"tiers.Diamond.queue" is missing'),
        ("guest: {queue: ''}", "1:8", "a queue has no name"),
        ("review: {priority: 99000000}", "", "priority 99000000 is beyond"),
        ("irp: {url: irp.example.com}", "", "irp.url 'irp.example.com' is no address"),
        ("irp: {url: 'https://me:secret@irp.example.com'}", "", "irp.url carries credentials"),
        (
            "irp: {budget_seconds: 2}",
            "",
            "irp.budget_seconds is 2, but the bot check and the resolution may take 3",
        ),
        ("languages: {es-MX: Spanish}", "", "languages: es-MX is no language"),
        ("channels: {facebook: {integration: ~}}", "", 'channel facebook: "integration" is missing'),
        (
            "channels: {twitter: {handle: {atribute: x}}}",
            "1:30",
            "a handle is an expression or {attribute: NAME}",
        ),
        ("flow_name: Flow", "", "flow_name must contain {channel}"),
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
    assert first.span is not None
    if place:
        assert str(first.span) == f"flows/settings/mine.yaml:{place}"


def test_a_secret_in_the_url_is_not_repeated(project: Project) -> None:
    with pytest.raises(ProductError) as caught:
        load_settings(project, "local", ["irp: {url: 'https://me:hunter2@irp.example.com'}"])
    assert "hunter2" not in str(caught.value)


def test_settings_that_are_not_there_name_those_that_are(project: Project) -> None:
    with pytest.raises(NotFound, match="there are: demo, example-org, local"):
        load_settings(project, "prod")
