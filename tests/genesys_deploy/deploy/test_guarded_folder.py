from __future__ import annotations

import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from genesys_deploy.deploy.pull.guarded_folder import GuardedFolder, Written
from genesys_deploy.source.errors import NotFound

LIST = ".pulled"
FILE = PurePosixPath("flows", "workflow", "ä b.yaml")


def pull(root: Path, text: str, *, force: bool = False) -> Written:
    with GuardedFolder(root, LIST, force=force) as folder:
        return folder.write(FILE, text)


def test_a_second_pull_changes_nothing(tmp_path: Path) -> None:
    assert pull(tmp_path, "one\n") is Written.NEW
    before = (tmp_path / ".pulled").read_bytes()
    assert pull(tmp_path, "one\n") is Written.AS_BEFORE
    assert (tmp_path / ".pulled").read_bytes() == before
    assert pull(tmp_path, "two\n") is Written.CHANGED
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "two\n"


@pytest.mark.parametrize("of_ours", [True, False])
def test_an_edit_by_hand_stays_until_force(tmp_path: Path, of_ours: bool) -> None:
    if of_ours:
        pull(tmp_path, "one\n")
    (tmp_path / FILE).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / FILE).write_text("mine\n", encoding="utf-8")
    assert pull(tmp_path, "two\n") is Written.LEFT
    assert pull(tmp_path, "two\n") is Written.LEFT
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "mine\n"
    assert pull(tmp_path, "two\n", force=True) is Written.CHANGED
    assert pull(tmp_path, "three\n") is Written.CHANGED


def test_an_edit_that_the_org_has_too_is_none(tmp_path: Path) -> None:
    pull(tmp_path, "one\n")
    (tmp_path / FILE).write_text("two\n", encoding="utf-8")
    assert pull(tmp_path, "two\n") is Written.AS_BEFORE
    assert pull(tmp_path, "three\n") is Written.CHANGED


def test_a_file_that_was_deleted_comes_back(tmp_path: Path) -> None:
    pull(tmp_path, "one\n")
    (tmp_path / FILE).unlink()
    assert pull(tmp_path, "one\n") is Written.NEW


def test_what_was_written_is_known_after_a_pull_that_was_broken_off(tmp_path: Path) -> None:
    def broken_off() -> None:
        with GuardedFolder(tmp_path, LIST) as folder:
            folder.write(FILE, "one\n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert pull(tmp_path, "two\n") is Written.CHANGED


def test_what_is_no_longer_pulled_is_told(tmp_path: Path) -> None:
    pull(tmp_path, "one\n")
    with GuardedFolder(tmp_path, LIST) as folder:
        folder.write(PurePosixPath("b"), "")
        assert folder.untouched == (str(FILE),)


def test_what_is_passed_over_is_neither_written_nor_gone(tmp_path: Path) -> None:
    pull(tmp_path, "one\n")
    with GuardedFolder(tmp_path, LIST) as folder:
        folder.pass_over(FILE)
        assert folder.untouched == ()
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "one\n"


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum here")
def test_its_list_is_one_that_sha256sum_reads(tmp_path: Path) -> None:
    pull(tmp_path, "one\n")
    subprocess.run(
        ["sha256sum", "--check", "--strict", ".pulled"], cwd=tmp_path, check=True, capture_output=True
    )


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "flows").write_text("a file", encoding="utf-8")
    with pytest.raises(NotFound, match="cannot be"):
        pull(tmp_path, "one\n")


def test_what_is_no_longer_made_goes_unless_it_was_edited(tmp_path: Path) -> None:
    with GuardedFolder(tmp_path, LIST) as folder:
        for name in ("a", "b", "c", "d"):
            folder.write(PurePosixPath(name), name)
    (tmp_path / "b").write_text("mine", encoding="utf-8")
    (tmp_path / "c").unlink()
    (tmp_path / "e").write_text("somebody's", encoding="utf-8")
    with GuardedFolder(tmp_path, LIST) as folder:
        folder.write(PurePosixPath("d"), "d")
        assert folder.remove_untouched() == ("a",)
        assert folder.untouched == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == [LIST, "b", "d", "e"]
