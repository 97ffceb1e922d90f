"""The page itself, in a headless Chromium: typed on, clicked on, read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.browser import CHROMIUM, Browser
from tests.genesys_deploy.playground.conftest import LivePlaying, Playing

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium"),
]

PICTURE = "document.getElementById('picture').shadowRoot"
PLATINUM = {"handle": "@John_Doe", "text": "Where is my order?", "scene": "platinum", "run": "1"}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """At rest, without animation; whatever the page complains of fails the test."""
    chromium.complaints.clear()
    chromium.resize(1500, 900)
    chromium.prefer(prefers_color_scheme="light", prefers_reduced_motion="reduce")
    yield chromium
    assert chromium.complaints == []


def text_of(browser: Browser, selector: str) -> str:
    return str(browser.run(f"document.querySelector({json.dumps(selector)}).innerText"))


def lit(browser: Browser) -> list[str]:
    """The boxes of the picture that light."""
    titles = browser.run(
        f"JSON.stringify([...{PICTURE}.querySelectorAll('.node.run .title')].map(one => one.textContent))"
    )
    return list(json.loads(titles))


def test_a_link_says_the_message_and_runs_it(playing: Playing, browser: Browser) -> None:
    browser.open(f"{playing.url}/?{urlencode(PLATINUM)}")
    assert "Platinum_Social_Queue" in text_of(browser, "#outcome .ending")
    assert "Verify preferences" in text_of(browser, "#agent-card .notice")
    assert "CRM_987654321" in text_of(browser, "#agent-card")
    assert {"Platinum customer", "Get Account", "Note the fresh profile"} <= set(lit(browser))
    assert not {"Gold customer", "The check failed", "Note the guest"} & set(lit(browser))
    again = str(browser.run("location.href"))
    browser.open(again)
    assert "Platinum_Social_Queue" in text_of(browser, "#outcome .ending")
    assert browser.run("location.href") == again


def test_only_the_lines_between_lit_boxes_light(playing: Playing, browser: Browser) -> None:
    browser.open(f"{playing.url}/?{urlencode({**PLATINUM, 'depth': 'full'})}")
    strays = browser.run(
        f"""(() => {{
          const root = {PICTURE};
          const runs = new Set([...root.querySelectorAll('.node.run')].map(one => one.dataset.path));
          const lit = [...root.querySelectorAll('.way.run')];
          return lit.length < 10 ? -1 : lit.filter(one => !runs.has(one.dataset.from) ||
            (one.dataset.to && !runs.has(one.dataset.to))).length;
        }})()"""
    )
    assert strays == 0


def test_typing_and_enter_send_and_go_on(playing: Playing, browser: Browser) -> None:
    browser.open(f"{playing.url}/?flow=twitter&scene=gold")
    browser.run("document.getElementById('text').select()")
    browser.type("Good <b>morning</b>")
    browser.key("Enter")
    browser.until("document.querySelectorAll('#history button').length === 1")
    browser.type("And now?")
    browser.key("Enter")
    browser.until("document.querySelectorAll('#history button').length === 2")
    history = text_of(browser, "#history")
    assert "Good <b>morning</b>" in history
    assert "\nAnd now?\n" in history
    assert history.count("→ General_Social_Queue") == 2
    assert "None." in text_of(browser, "#outcome")
    browser.run("document.querySelector('#history button').click()")
    assert "Resolve Identity" in text_of(browser, "#outcome")


def test_a_box_shows_its_step(playing: Playing, browser: Browser) -> None:
    browser.open(f"{playing.url}/?{urlencode(PLATINUM)}")
    box = "[...{root}.querySelectorAll('.node')].find(one => one.textContent.includes('{name}'))"
    click = ".dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true}))"
    browser.run(box.format(root=PICTURE, name="Which tier?") + click)
    detail = text_of(browser, "#trail .detail")
    assert '== "Platinum"' in detail
    assert "= true" in detail
    assert "flows/steps/route.j2:" in detail
    browser.run(box.format(root=PICTURE, name="Note the candidate") + click)
    assert "This message did not come here." in text_of(browser, "#step")


def test_keys_reach_everything(playing: Playing, browser: Browser) -> None:
    browser.open(f"{playing.url}/?{urlencode(PLATINUM)}")
    browser.key("Escape")
    browser.key("j")
    assert text_of(browser, "#position").startswith("step 1 of ")
    assert len(lit(browser)) <= 3
    browser.key("j")
    browser.key("k")
    assert text_of(browser, "#position").startswith("step 1 of ")
    browser.key("p")
    browser.key("ArrowDown")
    browser.key("Enter")
    assert browser.run(
        "document.querySelector('#trail .detail') !== null || document.querySelector('#step .detail') !== null"
    )
    browser.key("?")
    assert browser.run("document.getElementById('keys').open")
    assert "new conversation" in text_of(browser, "#keys")
    browser.key("Escape")
    assert not browser.run("document.getElementById('keys').open")
    browser.key("n")
    assert "Nothing was sent yet." in text_of(browser, "#history")
    browser.key("t")
    browser.key("n")
    assert browser.run("document.activeElement.id") == "text"


def test_own_outputs_are_sent_and_bad_json_is_told(playing: Playing, browser: Browser) -> None:
    outputs = '{"resolved": true, "confidence": 0.9, "customerId": "C_7", "tier": "Silver"}'
    browser.open(f"{playing.url}/?{urlencode({'run': '1', 'answer': f'Resolve Identity:{outputs}'})}")
    assert "C_7" in text_of(browser, "#agent-card")
    browser.run("[...document.querySelectorAll('#answers textarea')].find(one => !one.hidden).value = '{no'")
    browser.run("document.getElementById('send').click()")
    assert "Resolve Identity:" in text_of(browser, "#answers")
    assert browser.run("document.querySelectorAll('[aria-invalid=true]').length") == 1
    assert browser.run("document.querySelectorAll('#history button').length") == 1


def test_the_button_saves_the_scenario(playing: Playing, browser: Browser) -> None:
    browser.open(f"{playing.url}/?{urlencode(PLATINUM)}")
    browser.run("document.getElementById('tab-scenario').click()")
    browser.until("document.getElementById('yaml').textContent.includes('queue: Platinum_Social_Queue')")
    assert (
        browser.run("document.getElementById('file').value")
        == "where-is-my-order-goes-to-platinum-social-queue"
    )
    assert list(playing.scenarios.glob("where-*")) == []
    browser.run("document.getElementById('save').click()")
    browser.until("document.getElementById('saved').textContent.startsWith('Written to flows/scenarios/')")
    (written,) = playing.scenarios.glob("where-*")
    assert written.read_text(encoding="utf-8") == browser.run("document.getElementById('yaml').textContent")


@pytest.mark.parametrize(
    "link", [{"scene": "live"}, {"answer": 'Resolve Identity:"live"'}, {"answer": "Resolve Identity:live"}]
)
def test_a_link_never_calls_a_live_service_by_itself(
    live: LivePlaying, browser: Browser, link: dict[str, str]
) -> None:
    browser.open(f"{live.url}/?{urlencode({**link, 'run': '1'})}")
    assert (live.asked, text_of(browser, "#history")) == ([], "Nothing was sent yet.")
    browser.key("Enter")
    browser.until("document.querySelectorAll('#history button').length === 1")
    asked = list(live.asked)
    assert "/api/v1/resolve" in asked
    assert "C_1" in text_of(browser, "#agent-card")
    browser.run("document.getElementById('tab-scenario').click()")
    browser.until("document.getElementById('yaml').textContent.includes('minutes_later')")
    assert "live" not in str(browser.run("document.getElementById('yaml').textContent")).partition("then:")[0]
    browser.run("document.getElementById('send').click()")
    browser.until("document.querySelectorAll('#history button').length === 2")
    assert live.asked == asked


def test_a_channel_without_a_handle_takes_none(playing: Playing, browser: Browser) -> None:
    browser.open(f"{playing.url}/?{urlencode({'flow': 'whatsapp', 'handle': '@x', 'run': '1'})}")
    assert browser.run("document.getElementById('handle').disabled")
    assert "Guest_Social_Queue" in text_of(browser, "#outcome .ending")


def test_somebodys_export_is_played(exported: Playing, browser: Browser) -> None:
    browser.open(f"{exported.url}/?{urlencode({'text': 'you', 'run': '1'})}")
    assert text_of(browser, "#outcome .bubble") == "Hello you"
    assert "General" in text_of(browser, "#outcome .ending")
    assert set(browser.run("[...document.getElementById('scene').options].filter(one => !one.disabled).map(one => one.value)")) == {
        "nobody", "failure", "timeout", "busy"
    }  # fmt: skip


@pytest.mark.parametrize(("width", "height"), [(1500, 900), (1000, 800), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_width_and_scheme(
    playing: Playing, browser: Browser, width: int, height: int, scheme: str
) -> None:
    browser.resize(width, height)
    browser.prefer(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
    browser.open(f"{playing.url}/?{urlencode(PLATINUM)}")
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    background = str(browser.run("getComputedStyle(document.body).backgroundColor"))
    picture = str(browser.run(f"getComputedStyle({PICTURE}.querySelector('svg')).getPropertyValue('--page')"))
    assert (background, picture.strip()) == {
        "light": ("rgb(255, 255, 255)", "#ffffff"),
        "dark": ("rgb(13, 17, 23)", "#0d1117"),
    }[scheme]
    assert browser.screenshot().startswith(b"\x89PNG")


def test_an_animated_way_ends_where_the_still_one_does(playing: Playing, browser: Browser) -> None:
    browser.open(f"{playing.url}/?{urlencode(PLATINUM)}")
    still, last = lit(browser), text_of(browser, "#position")
    browser.prefer(prefers_color_scheme="light", prefers_reduced_motion="no-preference")
    browser.open(f"{playing.url}/?{urlencode(PLATINUM)}")
    browser.until(
        f"document.getElementById('position').textContent === '{last}' && {PICTURE}.querySelectorAll('.node.run .title').length === {len(still)}"
    )
    assert lit(browser) == still


def test_every_control_has_a_name(playing: Playing, browser: Browser) -> None:
    browser.open(f"{playing.url}/?{urlencode(PLATINUM)}")
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    nameless = browser.run(
        """[...document.querySelectorAll('button, input, select, textarea')].filter(one =>
          !(one.labels?.length || one.getAttribute('aria-label') || one.textContent.trim())).map(one => one.outerHTML)"""
    )
    assert nameless == []
    assert browser.run(f"{PICTURE}.querySelectorAll('.node[tabindex=\"0\"]').length") == 1
