"""A platform with a queue, and a browser at its console."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser import CHROMIUM, Browser
from tests.irp_stub.conftest import KEY, Served, Starter

if TYPE_CHECKING:
    from collections.abc import Iterator

READY = "document.documentElement.dataset.ready === '1' && !document.querySelector('[aria-busy=true]')"
# A browser notes every refusal itself; whether the page took it well is what tests look at.
NOTED = "Failed to load resource"


class Desk:
    """What a steward does at the console, and sees."""

    def __init__(self, browser: Browser, served: Served) -> None:
        self.browser = browser
        self.served = served

    def open(self, place: str = "") -> None:
        self.browser.call("Page.navigate", url="about:blank")
        self.browser.open(f"{self.served.url}/console{place}")

    def sign_in(self, key: str = KEY) -> None:
        self.browser.run("document.getElementById('key').focus()")
        self.browser.type(key)
        self.browser.key("Enter")

    def at_work(self, place: str = "") -> None:
        """Signed in, with the first review open."""
        self.open(place)
        self.sign_in()
        self.settled("document.querySelector('#review h2')")

    def settled(self, condition: str = "true") -> None:
        self.browser.until(f"({condition}) && {READY}")

    def text(self, selector: str) -> str:
        return str(self.browser.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def is_there(self, script: str) -> bool:
        return bool(self.browser.run(f"Boolean({script})"))

    def rows(self) -> list[str]:
        script = "[...document.querySelectorAll('#reviews .sender')].map(one => one.textContent)"
        return list(self.browser.run(script))

    def chosen(self) -> str:
        return self.text("#reviews [aria-current] .sender")

    def pick(self, sender: str) -> None:
        """Open the review of a sender."""
        name = json.dumps(sender)
        row = (
            f"[...document.querySelectorAll('#reviews button')].find(one => one.textContent.includes({name}))"
        )
        self.browser.run(f"{row}.click()")
        self.settled(
            f"document.querySelector('#review .handles, #review .lead').parentNode.textContent.includes({name})"
        )

    def confirm(self) -> str:
        """Say yes, once it is told what will happen; gives what was told."""
        self.settled(
            "document.getElementById('confirm').open && !document.getElementById('confirm-yes').disabled"
        )
        told = self.text("#confirm")
        self.browser.key("Enter")
        self.settled("!document.getElementById('confirm').open")
        return told

    def notice(self) -> str:
        self.settled("!document.getElementById('notice').hidden")
        return self.text("#notice-text")


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """At rest, signed in nowhere; whatever the page complains of fails the test."""
    chromium.complaints.clear()
    chromium.call("Network.enable")
    chromium.call("Network.clearBrowserCookies")
    chromium.resize(1280, 800)
    chromium.prefer(prefers_color_scheme="light", prefers_reduced_motion="reduce")
    yield chromium
    chromium.call(
        "Network.emulateNetworkConditions",
        offline=False,
        latency=0,
        downloadThroughput=-1,
        uploadThroughput=-1,
    )
    assert [one for one in chromium.complaints if NOTED not in one] == []


@pytest.fixture
def served(start: Starter) -> Served:
    """A platform of its own: its queue is worked off."""
    return start("--demo")


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One platform for tests that change nothing."""
    starter = Starter(tmp_path_factory.mktemp("irp"))
    yield starter("--demo")
    starter.end_all()


@pytest.fixture
def desk(browser: Browser, served: Served) -> Desk:
    return Desk(browser, served)


@pytest.fixture
def window(browser: Browser, looked_at: Served) -> Desk:
    return Desk(browser, looked_at)
