"""The page's files over HTTP: what they are, and what a browser is told about them."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served, Starter

PAGE = files("irp_stub.console") / "page"
NAMES = sorted(one.name for one in PAGE.iterdir())
TEXTS = {name: (PAGE / name).read_text(encoding="utf-8") for name in NAMES}


def get(served: Served, path: str) -> requests.Response:
    return requests.get(served.url + path, timeout=20, allow_redirects=False)


@pytest.mark.parametrize("path", ["/console", "/console/", *(f"/console/{name}" for name in NAMES)])
def test_every_file_is_served_and_guarded(sample: Served, path: str) -> None:
    answer = get(sample, path)
    assert answer.status_code == 200
    policy = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    told = {name: answer.headers[name] for name in ("x-frame-options", "x-content-type-options", "referrer-policy", "cache-control")}  # fmt: skip
    assert told == {
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
    }


KINDS = {"html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml"}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_files_have_their_type(sample: Served, name: str) -> None:
    assert get(sample, f"/console/{name}").headers["content-type"] == KINDS[name.rpartition(".")[2]]


@pytest.mark.parametrize("path", ["/console/none.js", "/console/..%2fpages.py", "/console/../pages.py", "/console/a/b", "/console/%00"])  # fmt: skip
def test_nothing_else_is_served(sample: Served, path: str) -> None:
    session = requests.Session()
    request = requests.Request("GET", sample.url).prepare()
    request.url = sample.url + path
    assert session.send(request, timeout=20).status_code == 404


def test_a_page_is_read_only(sample: Served) -> None:
    assert requests.post(f"{sample.url}/console", timeout=20).status_code == 405


def test_nothing_comes_from_elsewhere() -> None:
    addresses = {found for text in TEXTS.values() for found in re.findall(r"https?://[^\s\"')]+", text)}
    assert addresses == {"http://www.w3.org/2000/svg"}


def test_no_script_and_no_style_is_inline() -> None:
    page = TEXTS["index.html"]
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", page) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".js")])
def test_texts_never_become_markup_and_nothing_is_kept(name: str) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|sessionStorage|indexedDB|document\.cookie"  # fmt: skip
    assert re.findall(forbidden, TEXTS[name]) == []


def test_the_page_names_no_element_that_is_not_there() -> None:
    ids = set(re.findall(r'\bid="([\w-]+)"', TEXTS["index.html"]))
    ids |= set(re.findall(r'\bid: "([\w-]+)"', "".join(TEXTS.values())))
    asked = {found for name in NAMES if name.endswith(".js") for found in re.findall(r'byId\("([\w-]+)"\)', TEXTS[name])}  # fmt: skip
    assert asked - ids == set()


DOCUMENTED = (Path(__file__).resolve().parents[3] / "docs" / "irp.md").read_text(encoding="utf-8")


def test_the_keys_that_are_documented_are_those_of_the_page() -> None:
    section = DOCUMENTED.partition("## The stewards' console")[2].partition("\n## ")[0]
    listed = TEXTS["keys.js"].partition("];")[0]
    known = {key for keys in re.findall(r'\["([^"]+)", "', listed) for key in keys.split()}
    told = set(re.findall(r"<kbd>(.+?)</kbd>", section))
    assert len(told) > 8
    assert told - known == set()


def test_serve_says_where_the_console_is(start: Starter) -> None:
    served = start("--sample")
    assert served.process.stdout is not None
    assert served.process.stdout.readline() == f"console at {served.url}/console\n"
