"""A real browser's opinion: in its fonts too, every text stays inside its shape."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from typing import TYPE_CHECKING

import pytest

from genesys_deploy.report.svg import flow_svg

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.architect.flow.model import Flow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=5000",
    "--dump-dom",
]
PAGE = """<!doctype html><meta charset="utf-8"><body>%s<pre id="told"></pre><script>
const outside = [];
for (const node of document.querySelectorAll("g.node")) {
  const shape = node.querySelector(".shape").getBBox();
  for (const text of node.querySelectorAll("text")) {
    const box = text.getBBox();
    if (box.x < shape.x || box.x + box.width > shape.x + shape.width ||
        box.y < shape.y || box.y + box.height > shape.y + shape.height) outside.push(text.textContent);
  }
}
document.getElementById("told").textContent =
  JSON.stringify({nodes: document.querySelectorAll("g.node").length, outside});
</script>"""


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_texts_stay_inside_their_shapes(everything: Flow, tmp_path: Path) -> None:
    page = tmp_path / "picture.html"
    page.write_text(PAGE % flow_svg(everything), encoding="utf-8")
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=True)
    found = re.search(r'<pre id="told">(.*?)</pre>', done.stdout)
    assert found is not None
    told = json.loads(unescape(found[1]))
    assert told["nodes"] > 20
    assert told["outside"] == []
