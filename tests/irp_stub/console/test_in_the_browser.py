"""The console in a headless Chromium: worked at as a steward does, mostly by keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.browser import CHROMIUM

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served
    from tests.irp_stub.console.conftest import Desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium"),
]

SPEED = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
GRACE, PAYPAL, BRUNO = "CRM_200000001", "CRM_200000004", "CRM_200000003"


def open_reviews(served: Served) -> list[str]:
    reviews = served.get("/api/v1/reviews").json()["reviews"]
    return [review.get("handle_raw") or review["user_id"] for review in reviews]


def test_signing_in_keeps_the_key_nowhere(desk: Desk) -> None:
    desk.open()
    assert desk.is_there("document.getElementById('console').hidden")
    desk.sign_in("a-wrong-key")
    desk.settled("!document.getElementById('sign-in-problem').hidden")
    assert "not known" in desk.text("#sign-in-problem")
    desk.at_work()
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, document.cookie, document.getElementById('key').value])"
    assert "irp_session" not in desk.browser.run(kept)
    assert "a-key-for-tests" not in desk.browser.run(kept)
    (cookie,) = desk.browser.call("Network.getCookies", urls=[desk.served.url])["cookies"]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    desk.open()
    desk.settled("document.querySelector('#review h2')")
    desk.browser.run("document.getElementById('sign-out').click()")
    desk.settled("!document.getElementById('sign-in').hidden")
    assert desk.browser.call("Network.getCookies", urls=[desk.served.url])["cookies"] == []


def test_the_queue_is_walked_by_keys(window: Desk) -> None:
    window.at_work()
    rows = window.rows()
    assert (len(rows), window.chosen()) == (15, rows[0])
    for key, expected in (("j", 1), ("j", 2), ("ArrowDown", 3), ("k", 2), ("ArrowUp", 1), ("k", 0), ("k", 0)):
        window.browser.key(key)
        window.settled(
            f"document.querySelectorAll('#reviews button')[{expected}].hasAttribute('aria-current')"
        )
        assert window.is_there("document.activeElement === document.querySelector('#reviews [aria-current]')")
    window.browser.key("j")
    window.browser.key("Enter")
    window.settled("document.activeElement.id === 'review'")
    assert "Paypal Support Desk" in window.text("#review h2")
    window.browser.key("p")
    assert window.is_there("document.activeElement.id === 'person'")
    window.browser.key("Escape")
    assert window.is_there("document.activeElement === document.querySelector('#reviews [aria-current]')")
    assert "Impersonation, раураl_support on twitter" in window.text("#status")


def test_filters_count_and_choose(window: Desk) -> None:
    window.at_work()
    assert window.text("#kinds").split() == ["All", "15", "Impersonation", "6", "Recycled", "3", "Low", "confidence", "3", "New", "leads", "3"]  # fmt: skip
    window.browser.key("f")
    window.settled("document.querySelectorAll('#reviews li').length === 6")
    window.browser.run("document.getElementById('age').value = '604800'")
    window.browser.run("document.getElementById('age').dispatchEvent(new Event('change'))")
    window.settled("!document.getElementById('queue-empty').hidden")
    assert "Nothing of this kind." in window.text("#queue-empty")
    assert window.text("#review") == "There is nothing to decide."
    window.browser.run("document.querySelector('#queue-empty button').click()")
    window.settled("document.querySelectorAll('#reviews li').length === 15")
    window.browser.run("document.getElementById('channel').value = 'whatsapp'")
    window.browser.run("document.getElementById('channel').dispatchEvent(new Event('change'))")
    window.settled("document.querySelectorAll('#reviews li').length === 1")


def test_letters_that_are_not_what_they_seem_are_named(window: Desk) -> None:
    window.at_work()
    window.pick("раураl_support")
    odd = window.text("#review .oddities")
    assert "U+0440" in odd
    assert "cyrillic small letter er, where the customer has “p”" in odd
    assert window.browser.run("document.querySelectorAll('.spelt mark.foreign').length") == 5
    window.pick("na▯dia_r")
    assert "zero width space, where the customer has nothing" in window.text("#review .oddities")
    assert window.text(".spelt mark.hidden") == "200B"


def test_why_it_is_asked_is_told(window: Desk) -> None:
    window.at_work()
    window.pick("otto_lindqvist")
    window.settled("document.querySelector('.why .steps')")
    why = window.text("#review .why")
    assert "It may be CRM_200000012 (confidence 0.70)" in why
    assert "handle old" in why
    window.pick("gracehall_studio")
    window.settled("document.querySelector('.why .signs')")
    assert "two accounts on twitter" in window.text("#review .why")
    assert "Bruno Keller and Grace Hall" in window.text("#review .why")


def test_the_graph_is_drawn(desk: Desk) -> None:
    for relation, user_id in (("must_link", "grace-2"), ("cannot_link", "not-grace")):
        body = {"channel": "open", "user_id": user_id, "customer_id": GRACE, "relation": relation}
        assert desk.served.post("/api/v1/identities", body).ok
    desk.at_work()
    desk.pick("gracehall_studio")
    desk.settled("document.querySelector('#person svg')")
    boxes = "[...document.querySelectorAll('#person svg .box')].map(one => one.getAttribute('class') + ': ' + one.getAttribute('aria-label'))"
    told = "\n".join(desk.browser.run(boxes))
    assert "box customer: customer Grace Hall, CRM_200000001, Gold" in told
    assert "box handle former: handle grace_hall, " in told
    assert "box email: e-mail grace.hall@hall-mail.net, proven" in told
    assert "box alias: CRM_200000101 was merged into it, " in told
    assert "box ruled-out: not-grace on open is not this customer's" in told
    labels = desk.browser.run(
        "[...document.querySelectorAll('#person svg .label')].map(one => one.textContent)"
    )
    assert {"must-link", "cannot-link", "imported", "proven", "merged"} <= set(labels)
    assert desk.text("#person .history").startswith("Account ruled out")


def test_markup_in_names_is_text(desk: Desk, tmp_path: Any) -> None:
    evil = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
    served = desk.served
    body = {"source": "twitter", "user_id": evil[:200], "handle": evil, "display_name": evil}
    served.post("/api/v1/leads", body)
    desk.at_work()
    desk.pick("<script>window.hit = 1</script>")
    assert "<script>window.hit = 1</script>" in desk.text("#review .lead")
    assert desk.browser.run(
        "window.hit === undefined && document.querySelectorAll('main img, main script').length === 0"
    )
    desk.pick("tomas-novak")
    assert "<script>alert(1)</script>" in desk.text("#review .lead")


DECIDED = [
    ("r", "paypaI_support", "never linked to CRM_200000004", "is rejected."),
    ("l", "otto_lindqvist", "belongs to CRM_200000012 from now on", "is linked to CRM_200000012."),
    ("b", "раураl_support", "known bot from now on", "is blocked."),
    ("r", "leila_k", "stays a lead of its own", "leila_k stays a lead."),
]


@pytest.mark.parametrize(("key", "sender", "told", "noticed"), DECIDED)
def test_each_decision_is_told_confirmed_and_made(desk: Desk, key: str, sender: str, told: str, noticed: str) -> None:  # fmt: skip
    desk.at_work()
    desk.pick(sender)
    desk.browser.key(key)
    desk.settled("!document.getElementById('confirm-yes').disabled")
    desk.browser.key("Escape")
    desk.settled("!document.getElementById('confirm').open")
    assert sender in open_reviews(desk.served)
    desk.browser.key(key)
    assert told in desk.confirm()
    assert noticed in desk.notice()
    assert sender not in open_reviews(desk.served)
    assert sender not in desk.rows()
    assert desk.chosen() != ""


def test_fast_fingers_never_answer_the_question_before(desk: Desk) -> None:
    desk.at_work()
    desk.pick("otto_lindqvist")
    desk.browser.key("r")
    desk.settled("!document.getElementById('confirm-yes').disabled")
    # Closed and asked anew before the page hears of the closing.
    again = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'l', bubbles: true}))"
    desk.browser.run(f"document.getElementById('confirm').close(); {again}")
    told = desk.confirm()
    assert "Link otto_lindqvist to Otto Lindqvist?" in told
    assert "is linked to CRM_200000012." in desk.notice()
    graph = desk.served.get("/api/v1/customers/CRM_200000012/graph").json()
    assert (graph["ruled_out"], [one["rule"] for one in graph["identities"]]) == ([], ["steward"])


def test_a_lead_is_linked_to_a_customer_that_is_looked_for(desk: Desk) -> None:
    desk.at_work()
    desk.pick("marie.dupont.lyon")
    desk.browser.key("l")
    desk.settled("document.getElementById('finder').open")
    desk.browser.type("ines.mor")
    desk.settled("document.querySelectorAll('#finder-found li').length === 1")
    desk.browser.key("Enter")
    assert "belongs to CRM_200000008" in desk.confirm()
    assert "linked" in desk.notice()
    resolved = desk.served.resolve(channel="instagram", user_id="17841400000000907")
    assert resolved["customer_id"] == "CRM_200000008"


def test_a_merge_by_review_and_back(desk: Desk) -> None:
    before = [desk.served.get(f"/api/v1/customers/{one}/graph").json() for one in (GRACE, BRUNO)]
    desk.at_work()
    desk.pick("gracehall_studio")
    desk.browser.key("m")
    told = desk.confirm()
    assert "Merge Bruno Keller into Grace Hall?" in told
    assert f"{BRUNO} becomes part of {GRACE}" in told
    assert f"both records are {GRACE} now" in desk.notice()
    assert desk.served.get(f"/api/v1/customers/{BRUNO}/graph").json()["customer"]["customer_id"] == GRACE
    desk.browser.key("u")
    assert "two customers again" in desk.confirm()
    desk.settled("document.getElementById('notice-text').textContent.includes('two customers again')")
    after = [desk.served.get(f"/api/v1/customers/{one}/graph").json() for one in (GRACE, BRUNO)]
    for each in after:
        each["merges"] = [merge for merge in each["merges"] if merge["undone_at"] is None]
    assert after == before


def test_a_merge_outside_of_reviews(desk: Desk) -> None:
    desk.at_work()
    desk.browser.key("/")
    desk.settled("document.getElementById('finder').open")
    desk.browser.type("samuel@okafor.dev")
    desk.settled("document.querySelectorAll('#finder-found li').length === 2")
    desk.browser.key("ArrowDown")
    desk.browser.key("Enter")
    desk.settled("document.querySelector('#person h2').textContent === 'Samuel Okafor'")
    desk.browser.run(
        "[...document.querySelectorAll('#person button')].find(one => one.textContent.startsWith('Merge')).click()"
    )
    desk.settled("document.getElementById('finder').open")
    desk.browser.type("CRM_200000102")
    desk.settled("document.querySelectorAll('#finder-found li').length === 1")
    desk.browser.key("Enter")
    told = desk.confirm()
    assert "one mailbox" in told
    assert "CRM_200000102 (Sam Okafor) becomes part of CRM_200000002: 1 accounts" in told.replace(
        "1 account,", "1 accounts,"
    )
    desk.settled("document.querySelector('#person .merges')")
    desk.browser.run("document.querySelector('#person .merges button').click()")
    desk.confirm()
    desk.settled("document.querySelector('#person .merges').textContent.includes('undone')")
    assert desk.served.get("/api/v1/customers/CRM_200000102/graph").json()["customer"]["name"] == "Sam Okafor"


def test_an_account_is_ruled_out_and_linked_by_hand(desk: Desk) -> None:
    desk.at_work()
    desk.pick("gracehall_studio")
    desk.settled("document.querySelector('#person svg')")
    for relation, told, noticed in (
        ("cannot_link", "is not Grace Hall?", "never CRM_200000001's"),
        ("must_link", "to Grace Hall?", "belongs to CRM_200000001 now"),
    ):
        desk.browser.run("document.querySelector('#person .buttons button').click()")
        desk.browser.type("facebook")
        desk.browser.run("document.getElementById('linker-user').value = 'fb-77'")
        desk.browser.run(f"document.getElementById('linker-relation').value = '{relation}'")
        desk.browser.run("document.querySelector('#linker .main').click()")
        assert told in desk.confirm()
        desk.settled(f"document.getElementById('notice-text').textContent.includes({json.dumps(noticed)})")
    resolved = desk.served.resolve(channel="facebook", user_id="fb-77")
    assert resolved["customer_id"] == GRACE
    desk.browser.run("document.querySelector('#person .buttons button').click()")
    desk.browser.type("twitter")
    desk.browser.run("document.getElementById('linker-user').value = '123456789'")
    desk.browser.run("document.querySelector('#linker .main').click()")
    desk.confirm()
    desk.settled("document.getElementById('linker').open")
    assert "belongs to CRM_987654321" in desk.text("#linker-problem")


def test_what_somebody_else_decided_meanwhile_is_said(desk: Desk) -> None:
    desk.at_work()
    desk.pick("paypaI_support")
    (review,) = [one for one in desk.served.get("/api/v1/reviews").json()["reviews"] if one.get("handle_raw") == "paypaI_support"]  # fmt: skip
    desk.browser.key("l")
    desk.settled("!document.getElementById('confirm-yes').disabled")
    desk.served.post(f"/api/v1/reviews/{review['review_id']}/decision", {"decision": "block"})
    desk.browser.key("Enter")
    assert "environment blocked it. Your decision was not taken." in desk.notice()
    assert "paypaI_support" not in desk.rows()


def test_what_cannot_be_done_says_why_before_it_is_sent(desk: Desk) -> None:
    desk.at_work()
    desk.pick("gracehall_studio")
    desk.browser.key("l")
    desk.settled("document.querySelector('#confirm .refused')")
    assert f"this account belongs to {BRUNO}" in desk.text("#confirm")
    assert desk.is_there("document.getElementById('confirm-yes').disabled")
    desk.browser.key("Escape")
    assert "gracehall_studio" in desk.rows()


def test_a_refused_decision_comes_back(desk: Desk) -> None:
    desk.at_work()
    desk.pick("otto_lindqvist")
    desk.browser.key("l")
    desk.settled("!document.getElementById('confirm-yes').disabled")
    linked = {"channel": "twitter", "user_id": "1650000000000000904", "customer_id": GRACE}
    assert desk.served.post("/api/v1/identities", linked).ok
    desk.browser.key("Enter")
    assert f"Not decided: this account belongs to {GRACE}" in desk.notice()
    desk.settled("true")
    assert desk.chosen() == "otto_lindqvist"


def ended(desk: Desk) -> None:
    """Whoever holds the cookie ends the session: on the server."""
    (cookie,) = desk.browser.call("Network.getCookies", urls=[desk.served.url])["cookies"]
    session = requests.Session()
    session.trust_env = False
    session.cookies.set(cookie["name"], cookie["value"])
    token = session.get(f"{desk.served.url}/api/v1/session", timeout=20).json()["csrf_token"]
    assert session.delete(f"{desk.served.url}/api/v1/session", headers={"X-CSRF-Token": token}, timeout=20).ok


def test_an_ended_session_is_said_and_work_goes_on_where_it_was(desk: Desk) -> None:
    desk.at_work()
    desk.pick("sam_okafor")
    ended(desk)
    desk.browser.key("r")
    desk.settled("!document.getElementById('sign-in').hidden")
    assert "Your session has ended" in desk.text("#sign-in-why")
    assert desk.is_there("!document.querySelector('dialog[open]')")
    desk.sign_in()
    desk.settled("document.querySelector('#reviews [aria-current]')")
    assert desk.chosen() == "sam_okafor"
    assert "sam_okafor" in open_reviews(desk.served)


def test_a_platform_that_is_away_is_said_and_comes_back(window: Desk) -> None:
    window.at_work()
    window.browser.call("Network.emulateNetworkConditions", offline=True, **SPEED)
    window.browser.key(".")
    window.settled("!document.getElementById('away').hidden")
    assert "The platform does not answer" in window.text("#away")
    assert len(window.rows()) == 15
    window.browser.call("Network.emulateNetworkConditions", offline=False, **SPEED)
    window.browser.run("document.getElementById('try-again').click()")
    window.settled("document.getElementById('away').hidden")


def test_a_decision_that_nobody_answered_is_not_taken_for_made(desk: Desk) -> None:
    desk.at_work()
    desk.pick("otto_lindqvist")
    desk.browser.key("r")
    desk.settled("!document.getElementById('confirm-yes').disabled")
    desk.browser.call("Network.emulateNetworkConditions", offline=True, **SPEED)
    desk.browser.key("Enter")
    desk.settled("!document.getElementById('away').hidden")
    assert "Whether this was decided shows when it is back" in desk.notice()
    assert desk.chosen() == "otto_lindqvist"
    desk.browser.call("Network.emulateNetworkConditions", offline=False, **SPEED)
    desk.browser.run("document.getElementById('try-again').click()")
    desk.settled("document.getElementById('away').hidden")
    assert "otto_lindqvist" in open_reviews(desk.served)


def test_among_candidates_one_is_linked_or_all_are_rejected(desk: Desk) -> None:
    for channel, customer in (("facebook", GRACE), ("open", PAYPAL)):
        body = {"channel": channel, "user_id": "twin", "handle": "twin_handle", "customer_id": customer}
        assert desk.served.post("/api/v1/identities", body).ok
    for user_id in ("t-1", "t-2"):
        asked = desk.served.resolve(channel="instagram", user_id=user_id, handle="twin_handle")
        assert len(asked["candidates"]) == 2
    desk.at_work()
    desk.browser.run("[...document.querySelectorAll('#reviews button')].filter(one => one.textContent.includes('twin_handle'))[0].click()")  # fmt: skip
    desk.settled("document.querySelectorAll('.candidate').length === 2")
    desk.browser.key("2")
    desk.settled("document.querySelector('#person h2')?.textContent === 'Paypal Support Desk'")
    assert desk.is_there("document.activeElement.matches('input[type=radio]:checked')")
    desk.browser.key("l")
    assert "to Paypal Support Desk?" in desk.confirm()
    desk.settled("document.getElementById('notice-text').textContent.includes('linked')")
    assert desk.served.resolve(channel="instagram", user_id="t-1")["customer_id"] == PAYPAL
    desk.pick("twin_handle")
    desk.browser.key("r")
    told = desk.confirm()
    assert "is not Grace Hall or Paypal Support Desk?" in told
    assert f"never linked to {GRACE} or {PAYPAL}" in told


def test_on_a_telephone_one_review_follows_the_other(desk: Desk) -> None:
    desk.at_work()
    desk.browser.resize(390, 844)
    desk.pick("sam_okafor")
    desk.browser.run("[...document.querySelectorAll('#review .moves button')][1].click()")
    desk.settled("document.querySelector('#review').textContent.includes('otto_lindqvist')")
    desk.browser.run("document.getElementById('verb-reject').click()")
    desk.confirm()
    desk.settled("document.querySelector('#review').textContent.includes('john_doe')")
    assert desk.is_there("document.activeElement.id === 'review'")


def test_what_came_in_meanwhile_is_marked(desk: Desk) -> None:
    desk.at_work()
    desk.served.post("/api/v1/leads", {"source": "open", "user_id": "somebody-new"})
    desk.browser.run("document.dispatchEvent(new Event('visibilitychange'))")
    desk.settled("document.getElementById('refresh').classList.contains('news')")
    assert "somebody-new" not in desk.rows()
    desk.browser.key(".")
    desk.settled("document.querySelectorAll('#reviews li').length === 16")
    assert "somebody-new" in desk.rows()
    assert desk.is_there("!document.getElementById('refresh').classList.contains('news')")


def test_an_empty_queue_says_so(desk: Desk) -> None:
    for review in desk.served.get("/api/v1/reviews").json()["reviews"]:
        desk.served.post(f"/api/v1/reviews/{review['review_id']}/decision", {"decision": "reject"})
    desk.open()
    desk.sign_in()
    desk.settled(
        "!document.getElementById('queue-empty').hidden && !document.getElementById('console').hidden"
    )
    assert "Nothing waits." in desk.text("#queue-empty")
    assert desk.text("#waiting") == "nothing waits"


def test_pages_of_the_queue_are_loaded_as_one_walks(desk: Desk) -> None:
    for number in range(60):
        desk.served.post("/api/v1/leads", {"source": "open", "user_id": f"many-{number}"})
    desk.at_work()
    assert len(desk.rows()) == 50
    desk.browser.run("document.querySelectorAll('#reviews button')[49].click()")
    desk.settled("document.querySelectorAll('#reviews button')[49].hasAttribute('aria-current')")
    desk.browser.key("j")
    desk.settled("document.querySelectorAll('#reviews li').length === 75")
    assert desk.is_there("document.getElementById('more').hidden")


def test_keys_are_listed_and_silent_while_one_types(window: Desk) -> None:
    window.at_work()
    window.browser.key("?")
    assert "undo the merge" in window.text("#keys")
    window.browser.key("Escape")
    window.settled("!document.getElementById('keys').open")
    before = window.chosen()
    window.browser.key("/")
    window.settled("document.getElementById('finder').open")
    window.browser.key("j")
    assert window.browser.run("document.getElementById('finder-text').value") == "j"
    window.browser.key("Escape")
    window.settled("!document.getElementById('finder').open")
    assert window.chosen() == before


NAMELESS = """[...document.querySelectorAll('button, input, select, [role=img], svg, nav, aside, article, dialog')].filter(one =>
  one.getClientRects().length && !(one.labels?.length || one.getAttribute('aria-label') || one.getAttribute('aria-labelledby') || one.textContent.trim()))
  .map(one => one.outerHTML)"""


def test_everything_has_a_name(window: Desk) -> None:
    window.open()
    assert window.browser.run(NAMELESS) == []
    window.at_work()
    window.pick("gracehall_studio")
    window.settled("document.querySelector('#person svg')")
    assert window.browser.run(NAMELESS) == []
    assert window.browser.run("document.querySelectorAll('main [role=listitem]').length") > 5


# Of every text that is seen: its colour against what lies behind it, after WCAG 2.2.
FAINT = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const parsed = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => rgb.slice(0, 3).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = parsed(getComputedStyle(at).backgroundColor);
      if (colour[3] > 250) return colour;
    }
    return parsed('Canvas');
  };
  const own = (one) => [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
  const ratio = (one) => {
    const drawn = one.namespaceURI.endsWith('svg');
    const box = drawn && one.closest('.box')?.querySelector('rect');
    const fill = box ? getComputedStyle(box).fill : 'none';
    const back = fill === 'none' ? behind(one.closest('svg')?.parentElement ?? one) : parsed(fill);
    const [first, second] = [light(parsed(getComputedStyle(one)[drawn ? 'fill' : 'color'])), light(back)];
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  };
  return [...document.querySelectorAll('body *')].filter((one) => one.getClientRects().length && own(one) && !one.closest(':disabled, .unseen, title, option'))
    .map((one) => [ratio(one), one.textContent.trim().slice(0, 40)]).filter(([each]) => each < 4.5);
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(desk: Desk, scheme: str) -> None:
    desk.browser.prefer(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
    desk.open()
    desk.sign_in("wrong")
    desk.settled("!document.getElementById('sign-in-problem').hidden")
    assert desk.browser.run(FAINT) == []
    desk.at_work()
    for sender in ("grасe_hаll", "na▯dia_r", "marie.dupont.lyon", "hana_suzuki"):
        desk.pick(sender)
        desk.settled("document.querySelector('.why .steps, .lead')")
        assert desk.browser.run(FAINT) == [], sender
    desk.browser.key("b")
    desk.settled("!document.getElementById('confirm-yes').disabled")
    assert desk.browser.run(FAINT) == []
    desk.confirm()
    assert desk.browser.run(FAINT) == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1000, 760), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_width_and_scheme(window: Desk, width: int, height: int, scheme: str) -> None:
    window.browser.prefer(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
    window.at_work()
    window.browser.resize(width, height)
    window.pick("gracehall_studio")
    window.settled("document.querySelector('#person svg')")
    assert window.browser.run("document.documentElement.scrollWidth <= innerWidth")
    assert window.browser.run(
        "document.querySelector('#person svg').getBoundingClientRect().right <= innerWidth"
    )
    background = str(window.browser.run("getComputedStyle(document.body).backgroundColor"))
    assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 19, 24)"}[scheme]
    is_narrow = width < 900
    assert window.is_there("document.getElementById('queue').getClientRects().length === 0") == is_narrow
    if is_narrow:
        window.browser.run("document.querySelector('#review header .narrow-only').click()")
        assert window.is_there("document.getElementById('queue').getClientRects().length > 0")


def test_a_link_leads_to_its_review(window: Desk) -> None:
    (review,) = [one for one in window.served.get("/api/v1/reviews").json()["reviews"] if one.get("handle_raw") == "otto_lindqvist"]  # fmt: skip
    window.at_work(f"#review/{review['review_id']}")
    window.settled(f"location.hash === {json.dumps('#review/' + review['review_id'])}")
    assert window.chosen() == "otto_lindqvist"
