from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from genesys_deploy.bundle.template_cache import template_cache
from genesys_deploy.bundle.templates import Templates
from genesys_deploy.source.errors import SourceError
from genesys_deploy.source.locate import Project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "genesys-deploy" / "templates"


def project(root: Path, text: str) -> Project:
    (root / "flows").mkdir(parents=True, exist_ok=True)
    (root / "flows" / "main.j2").write_text(text, encoding="utf-8")
    return Project(root)


def rendered(project: Project) -> str:
    return Templates(project).render("main.j2", {"n": 1}).text


def test_a_template_that_was_changed_is_compiled_again(tmp_path: Path, cache: Path) -> None:
    assert rendered(project(tmp_path, "a: {{ n }}\n")) == "a: 1\n"
    assert len(list(cache.iterdir())) == 1
    assert rendered(project(tmp_path, "b: {{ n }}\n")) == "b: 1\n"
    assert len(list(cache.iterdir())) == 1


def test_errors_name_the_project_that_they_are_of(tmp_path: Path) -> None:
    text = "a: 1\nb: {{ missing }}\n"
    for name in ("one", "other"):
        made = Templates(project(tmp_path / name, text))
        with pytest.raises(SourceError) as caught:
            made.render("main.j2", {})
        assert str(caught.value.span) == "flows/main.j2:2:1"


@pytest.mark.parametrize("kept", [b"", b"j2", b"no bytecode at all"])
def test_what_is_no_bytecode_is_passed_over(tmp_path: Path, cache: Path, kept: bytes) -> None:
    one = project(tmp_path, "a: {{ n }}\n")
    rendered(one)
    (file,) = cache.iterdir()
    for content in (kept, file.read_bytes()[:40]):
        file.write_bytes(content)
        assert rendered(one) == "a: 1\n"


def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o770)
    assert template_cache() is None
    assert rendered(project(tmp_path, "a: {{ n }}\n")) == "a: 1\n"
    assert list(cache.iterdir()) == []


def test_nor_is_a_link_to_one(tmp_path: Path, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    cache.symlink_to(tmp_path / "elsewhere")
    assert template_cache() is None
    assert rendered(project(tmp_path, "a: {{ n }}\n")) == "a: 1\n"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_cache_is_for_the_user_alone(cache: Path) -> None:
    assert template_cache() is not None
    assert cache.stat().st_mode & 0o777 == 0o700
