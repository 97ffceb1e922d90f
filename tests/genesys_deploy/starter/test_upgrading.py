from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.source.errors import NotFound, ProductError
from genesys_deploy.source.project import Project
from genesys_deploy.starter.ejecting import eject
from genesys_deploy.starter.errors import NotEjected, OriginalEdited
from genesys_deploy.starter.originals import Originals
from genesys_deploy.starter.upgrading import Fate, Upgraded, accept, carry_out, plan_upgrade

STEP = "flows/steps/guest.j2"
OLD = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name, text in (
        (STEP, OLD),
        ("flows/steps/review.j2", "review\n"),
        ("flows/settings/base.yaml", "a: 1\n"),
        ("data_actions/guest.yaml", "name: Guest\n"),
        ("data_actions/get-account.yaml", "name: Get Account\n"),
    ):
        put(tmp_path / "package", name, text)
    (tmp_path / "team").mkdir()
    return Project(tmp_path / "team", tmp_path / "package")


def put(root: Path | None, name: str, text: str) -> None:
    assert root is not None
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def text_of(project: Project, name: str = STEP) -> str:
    return (project.root / name).read_text(encoding="utf-8")


def only(project: Project) -> Upgraded:
    (one,) = plan_upgrade(project)
    return one


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("steps/guest.j2", STEP),
        ("guest.j2", STEP),
        ("review", "flows/steps/review.j2"),
        ("<package>/flows/steps/review.j2", "flows/steps/review.j2"),
        ("get-account", "data_actions/get-account.yaml"),
    ],
)
def test_a_file_is_copied_by_as_much_of_its_name_as_is_clear(
    project: Project, wanted: str, name: str
) -> None:
    assert eject(project, wanted) == name
    assert project.path_of(name) == project.root / name
    assert Originals.read(project.root).text(project.root, name) == text_of(project, name)


@pytest.mark.parametrize(
    ("wanted", "error", "told"),
    [
        ("guest", NotFound, "may be one of several: flows/steps/guest.j2, data_actions/guest.yaml"),
        ("steps/gest.j2", NotFound, 'did you mean "flows/steps/guest.j2"?'),
        ("base.yaml", NotEjected, "flows/settings/base.yaml need not be copied"),
        ("review", NotEjected, "is in the project already"),
    ],
)
def test_what_is_not_copied_is_told(
    project: Project, wanted: str, error: type[ProductError], told: str
) -> None:
    put(project.root, "flows/steps/review.j2", "ours\n")
    with pytest.raises(error) as caught:
        eject(project, wanted)
    assert told in str(caught.value)
    assert text_of(project, "flows/steps/review.j2") == "ours\n"


def test_a_project_that_rests_on_nothing_has_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(NotEjected, match="does not rest on the package"):
        eject(Project(tmp_path), "review")


NEW = OLD.replace("two", "TWO")


@pytest.mark.parametrize(
    ("ours", "theirs", "fate", "text"),
    [
        (OLD, OLD, Fate.SAME, OLD),
        (OLD.replace("six", "6"), OLD, Fate.SAME, OLD.replace("six", "6")),
        (OLD, NEW, Fate.TAKEN, NEW),
        (NEW, NEW, Fate.SAME, NEW),
        (OLD.replace("six", "6"), NEW, Fate.MERGED, NEW.replace("six", "6")),
        (OLD.replace("two", "2"), NEW, Fate.CONFLICT, OLD.replace("two", "2")),
    ],
)
def test_what_a_newer_package_makes_of_a_copy(
    project: Project, ours: str, theirs: str, fate: Fate, text: str
) -> None:
    eject(project, STEP)
    put(project.root, STEP, ours)
    put(project.below, STEP, theirs)
    upgraded = only(project)
    assert upgraded.fate is fate
    assert ("+TWO" in upgraded.diff) == (fate is not Fate.SAME)
    carry_out(project, [upgraded])
    assert text_of(project) == text
    again = only(project).fate
    assert again is (Fate.CONFLICT if fate is Fate.CONFLICT else Fate.SAME)


@pytest.mark.parametrize(
    ("ours", "theirs", "line", "lines"),
    [
        ("0\n" + OLD.replace("six", "6"), OLD.replace("six", "SIX"), 7, (("6",), ("SIX",))),
        (OLD.replace("two\n", ""), OLD.replace("two", "TWO"), 2, ((), ("TWO",))),
        (OLD.replace("two", "2\n2"), OLD.replace("two\n", ""), 2, (("2", "2"), ())),
        (OLD.replace("seven", "7"), OLD.replace("seven", "SEVEN"), 7, (("7",), ("SEVEN",))),
    ],
)
def test_a_conflict_is_told_at_the_team_s_own_line(
    project: Project, ours: str, theirs: str, line: int, lines: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    eject(project, STEP)
    put(project.root, STEP, ours)
    put(project.below, STEP, theirs)
    (conflict,) = only(project).conflicts
    assert (conflict.line, (conflict.ours, conflict.theirs)) == (line, lines)


def test_git_s_marks_are_written_where_they_are_asked_for(project: Project) -> None:
    eject(project, STEP)
    put(project.root, STEP, OLD.replace("two", "2"))
    put(project.below, STEP, NEW)
    carry_out(project, [only(project)], mark=True)
    marked = text_of(project).splitlines()
    assert marked[1:3] == [f"<<<<<<< {STEP}, yours", "2"]
    put(project.root, STEP, NEW.replace("TWO", "2 and TWO"))
    assert only(project).fate is Fate.SAME


def test_what_somebody_reconciled_is_accepted(project: Project) -> None:
    eject(project, STEP)
    put(project.root, STEP, OLD.replace("two", "2"))
    put(project.below, STEP, NEW)
    accept(project, STEP)
    assert only(project).fate is Fate.SAME
    assert text_of(project) == OLD.replace("two", "2")


def test_a_copy_of_nobody_knows_what_is_told_and_can_be_accepted(project: Project) -> None:
    put(project.root, STEP, NEW)
    assert only(project).fate is Fate.UNKNOWN
    accept(project, STEP)
    assert only(project).fate is Fate.SAME


def test_a_file_that_the_package_has_no_longer_is_told(project: Project) -> None:
    eject(project, STEP)
    assert project.below is not None
    (project.below / STEP).unlink()
    assert only(project).fate is Fate.GONE
    accept(project, STEP)
    assert plan_upgrade(project) == ()


def test_a_step_that_wraps_the_package_s_is_no_copy(project: Project) -> None:
    put(project.root, "flows/steps/review.j2", '{% from "package/steps/review.j2" import review %}\n')
    put(project.root, "flows/settings/base.yaml", "a: 2\n")
    assert plan_upgrade(project) == ()


STEPS = """\
{% macro guest() %}
- end: {}
{% endmacro %}

{% macro wait(seconds, least=1, word="s") %}{{ seconds }}{% endmacro %}
"""
WRAPPER = """\
{# As the package has it; write what is to come before or after. #}
{% from "package/steps/guest.j2" import guest as packaged_guest, wait as packaged_wait with context %}

{% macro guest() %}{{ packaged_guest() }}{% endmacro %}

{% macro wait(seconds, least=1, word='s') %}{{ packaged_wait(seconds, least, word) }}{% endmacro %}
"""


def test_a_step_is_wrapped_macro_by_macro(project: Project) -> None:
    put(project.below, STEP, STEPS)
    assert eject(project, STEP, wrap=True) == STEP
    assert text_of(project) == WRAPPER


@pytest.mark.parametrize("wanted", ["steps/guest.j2", "get-account"])
def test_what_has_no_macros_cannot_be_wrapped(project: Project, wanted: str) -> None:
    with pytest.raises(NotEjected, match="no macros"):
        eject(project, wanted, wrap=True)
    assert not list(project.root.rglob("*.*"))


def test_what_changed_below_a_wrapper_is_shown_once(project: Project) -> None:
    put(project.below, STEP, STEPS)
    eject(project, STEP, wrap=True)
    put(project.below, STEP, STEPS.replace("end", "finish"))
    upgraded = only(project)
    assert (upgraded.fate, upgraded.is_open) == (Fate.BELOW, False)
    assert "+- finish: {}" in upgraded.diff
    carry_out(project, [upgraded])
    assert text_of(project) == WRAPPER
    assert only(project).fate is Fate.SAME


def test_what_changed_below_the_settings_is_shown_once(project: Project) -> None:
    base = "flows/settings/base.yaml"
    put(project.root, base, "a: 2\n")
    Originals("ours").with_text(project.root, base, "a: 1\n").write(project.root)
    put(project.below, base, "a: 3\n")
    upgraded = only(project)
    assert (upgraded.fate, "+a: 3" in upgraded.diff) == (Fate.BELOW, True)
    carry_out(project, [upgraded])
    assert (text_of(project, base), only(project).fate) == ("a: 2\n", Fate.SAME)


def test_an_original_that_was_edited_is_not_merged_with(project: Project) -> None:
    eject(project, STEP)
    put(project.root, f".genesys-deploy/originals/{STEP}", "other\n")
    with pytest.raises(OriginalEdited, match="is not the original"):
        plan_upgrade(project)
