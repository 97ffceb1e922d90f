from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irp_stub.guard.account_age import created_at, is_young
from irp_stub.guard.keys import Keyring, Scope, hashed
from irp_stub.guard.masking import masked
from irp_stub.guard.rate_limit import SlidingWindow
from irp_stub.guard.spam import SpamKeywords
from irp_stub.guard.tokens import LIFETIME, issue_token, read_token
from irp_stub.store.records import ApiKey

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WEEK = timedelta(days=7)


def snowflake(moment: datetime) -> str:
    return str((int(moment.timestamp() * 1000) - 1_288_834_974_657) << 22)


@pytest.mark.parametrize(
    ("channel", "user_id", "young"),
    [
        ("twitter", snowflake(NOW - timedelta(days=6)), True),
        ("twitter", snowflake(NOW - timedelta(days=8)), False),
        ("twitter", "123456789", False),
        ("twitter", "not-a-number", False),
        ("twitter", "٣" * 18, False),
        ("twitter", None, False),
        ("twitter", "9" * 19, False),
        ("instagram", snowflake(NOW), False),
    ],
)
def test_the_age_of_an_x_account_stands_in_its_id(channel: str, user_id: str | None, young: bool) -> None:
    assert is_young(created_at(channel, user_id), NOW, WEEK) is young


@pytest.mark.parametrize(
    ("created", "young"),
    [
        (None, False),
        (NOW - WEEK, False),
        (NOW - WEEK + timedelta(seconds=1), True),
        (NOW + timedelta(minutes=5), True),
        (NOW + timedelta(days=5), False),
        ((NOW - timedelta(days=1)).replace(tzinfo=None), True),
    ],
)
def test_unknown_is_not_young(created: datetime | None, young: bool) -> None:
    assert is_young(created, NOW, WEEK) is young


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Get FREE CRYPTO today", True),
        ("𝐅𝐑𝐄𝐄 сrурto", True),
        ("f\u200bree cry\u200bpto", True),
        ("FR33 CRYPT0", True),
        ("free\n  crypto", True),
        ("ｆｒｅｅ　ｃｒｙｐｔｏ", True),
        ("a CASINO BONUS for you", True),
        ("a CASlNO B0NUS for you", True),
        ("freecrypto", False),
        ("carefree cryptography", False),
        ("is the shipping free? crypto is not for me", False),
        ("", False),
        (None, False),
    ],
)
def test_spam_keywords_are_found_however_they_are_drawn(text: str | None, found: bool) -> None:
    assert SpamKeywords(["free crypto", "casino bonus"]).found_in(text) is found


def test_no_keywords_find_nothing() -> None:
    assert not SpamKeywords([" "]).found_in("free crypto")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(0.0, 25.0), min_size=1, max_size=120))
def test_no_window_of_any_place_holds_more_than_the_limit(gaps: list[float]) -> None:
    clock = Clock()
    window = SlidingWindow(5, 60.0, clock=clock)
    allowed: list[float] = []
    for gap in gaps:
        clock.now += gap
        wait = window.refused_for("a")
        recent = [moment for moment in allowed if clock.now - moment < 60.0]
        assert (wait > 0.0) is (len(recent) >= 5)
        if wait:
            assert wait == pytest.approx(60.0 - (clock.now - recent[0]))
        else:
            allowed.append(clock.now)


class KnownKeys:
    def __init__(self, keys: tuple[ApiKey, ...]) -> None:
        self._keys = keys

    def keys(self, now: float) -> tuple[ApiKey, ...]:
        return self._keys

    def revoke_all(self) -> None:
        self._keys = ()


def test_keys_are_found_by_their_secret_only_and_expire() -> None:
    salt = b"s" * 32
    keys = (
        ApiKey("a", "a", hashed("secret-a", salt), frozenset({Scope.RESOLVE})),
        ApiKey("b", "b", hashed("secret-b", salt), frozenset({Scope.CRM}), expires_at=100.0),
    )
    ring = Keyring(salt, KnownKeys(keys))  # type: ignore[arg-type]
    assert ring.find("secret-a", 0.0) == keys[0]
    assert ring.find("secret-b", 99.0) == keys[1]
    assert ring.find("secret-b", 101.0) is None
    assert ring.find("", 0.0) is None
    assert hashed("secret-a", salt) != hashed("secret-a", b"t" * 32)


def test_who_was_recognised_is_so_no_longer_than_key_and_token_are_good() -> None:
    salt = b"s" * 32
    key = ApiKey("a", "a", hashed("secret-a", salt), frozenset({Scope.RESOLVE}))
    known = KnownKeys((key,))
    ring = Keyring(salt, known)  # type: ignore[arg-type]
    token = issue_token("a", salt, 0.0)
    for now in (0.0, 1.0, float(LIFETIME - 1)):
        assert ring.find(token, now) == ring.find("secret-a", now) == key
    assert ring.find(token, float(LIFETIME)) is None
    assert ring.find("secret-b", float(LIFETIME)) is None
    known.revoke_all()
    assert ring.find("secret-a", LIFETIME + 5.0) is None


def test_many_callers_are_all_recognised() -> None:
    salt = b"s" * 32
    keys = tuple(ApiKey(name, name, hashed(name, salt), frozenset()) for name in "abcdefghijkl")
    ring = Keyring(salt, KnownKeys(keys))  # type: ignore[arg-type]
    for _ in range(2):
        assert [ring.find(key.name, 0.0) for key in keys] == list(keys)


@pytest.mark.parametrize(
    ("spoil", "known"),
    [
        (lambda token: token, True),
        (lambda token: token[:-2] + ("AA" if token[-2:] != "AA" else "BB"), False),
        (lambda token: "irp_" + "x" * 40, False),
        (lambda token: token.removeprefix("irp_"), False),
        (lambda token: "irp_é.ü", False),
        (lambda token: "irp_.", False),
    ],
)
def test_a_token_is_good_unforged_and_for_an_hour(spoil: Callable[[str], str], known: bool) -> None:
    token = spoil(issue_token("k_1", b"s" * 32, 1000.0))
    late = 1000.0 + LIFETIME
    assert (read_token(token, b"s" * 32, late - 1) == ("k_1", late)) is known
    assert read_token(token, b"s" * 32, late) is None
    assert read_token(token, b"t" * 32, 1000.0) is None


def test_a_mask_tells_two_people_apart_and_names_neither() -> None:
    first, second = masked("john_doe", b"salt"), masked("jane_doe", b"salt")
    assert first != second
    assert "ohn" not in first
    assert masked(None) == masked("") == "-"
