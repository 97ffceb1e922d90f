"""The page's modules in Node: each is sound, and those that know no page do what they should."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from irp_stub.identity.change import ReviewKind

NODE = shutil.which("node")
PAGE = Path(str(files("irp_stub.console") / "page"))
HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(NODE is None, reason="there is no Node.js")


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that says what kind of modules they are: Node does not ask a server for the type."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(PAGE, folder, dirs_exist_ok=True)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


@pytest.mark.parametrize("name", sorted(one.name for one in PAGE.glob("*.js")))
def test_a_module_is_sound(modules: Path, name: str) -> None:
    done = subprocess.run(
        [str(NODE), "--check", modules / name], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_knows_no_page(modules: Path) -> None:
    environment = os.environ | {
        "CONSOLE_PAGE": modules.as_uri(),
        "REVIEW_KINDS": ",".join(ReviewKind),
        "TZ": "UTC",
    }
    done = subprocess.run(
        [str(NODE), "--test", HERE / "page" / "modules.test.mjs"],
        capture_output=True, text=True, timeout=60, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
