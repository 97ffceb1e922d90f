from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irp_stub.identity.confusables import leet_key, scripts_of, skeleton
from irp_stub.identity.handle import is_disguise_of, normalise, read_handle
from irp_stub.identity.rarity import rarity


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("@John_Doe", "john_doe"),
        ("  john_doe ", "john_doe"),
        ("https://www.linkedin.com/in/johndoe/", "johndoe"),
        ("linkedin.com/in/johndoe", "johndoe"),
        ("https://x.com/@John_Doe", "john_doe"),
        ("john.me", "john.me"),
        ("Straße", "straße"),
        ("jose\u0301", "josé"),
    ],
)
def test_two_writings_of_a_handle_have_one_name(written: str, name: str) -> None:
    assert normalise(written) == name


@pytest.mark.parametrize("value", [None, "", "  ", "@", "unknown", "NULL", "0000", "---", "n/a"])
def test_placeholders_are_no_handles(value: str | None) -> None:
    assert read_handle(value) is None


@pytest.mark.parametrize(
    ("handle", "raw", "disguised"),
    [
        ("john_doe", "@John_Doe", False),
        ("josé", "José", False),
        ("иван", "Иван", False),
        ("ｊｏｈｎ", None, True),
        ("john", "ｊｏｈｎ", True),
        ("jo\u200bhn", None, True),
        ("john", "jo\u200bhn", True),
        ("john\u202e", None, True),
        ("kelvin", "\u212aelvin", True),
        ("\u212aelvin", None, True),
        ("john", "someone_else", True),
        ("john", "𝐣𝐨𝐡𝐧", True),
    ],
)
def test_a_disguised_handle_is_known_as_such(handle: str, raw: str | None, disguised: bool) -> None:
    read = read_handle(handle, raw)
    assert read is not None
    assert read.disguised is disguised


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ("paypal_support", "paypaI_support"),
        ("paypal_support", "раураl_suрроrt"),
        ("john_doe", "j0hn_doe"),
        ("modern_art", "rnodern_art"),
        ("modern_art", "rn0dern_art"),
        ("john_doe", "ｊｏｈｎ＿ｄｏｅ"),
        ("john_doe", "jo\u200bhn_doe"),
        ("ελλας", "eλλaς".replace("e", "ε").replace("a", "а")),
    ],
)
def test_skeletons_of_look_alikes_are_equal(known: str, shown: str) -> None:
    read = read_handle(shown)
    assert read is not None
    assert skeleton(known) in (read.skeleton, read.raw_skeleton)


@pytest.mark.parametrize(
    ("known", "shown", "expected"),
    [
        ("jessica", "j3ssic4", True),
        ("bestseller", "8e57se11er", True),
        ("jim_west", "j1m_west", True),
        ("tesla", "te5la", True),
        ("johndoe", "john_doe", False),
        ("mall", "mail", False),
        ("alex16", "alex19", False),
        ("wow_art", "vvow_art", True),
    ],
)
def test_leet_is_a_disguise_but_not_every_difference_is(known: str, shown: str, expected: bool) -> None:
    mine, theirs = read_handle(shown), read_handle(known)
    assert mine is not None
    assert theirs is not None
    assert mine.leet == theirs.leet
    assert is_disguise_of(mine, known) is expected


@given(st.text(max_size=40))
def test_a_skeleton_ignores_case_that_is_not_confusable(text: str) -> None:
    assert skeleton(text) == skeleton(text + "\u200b\u200d\ufeff")


@given(st.text(max_size=60), st.one_of(st.none(), st.text(max_size=60)))
def test_any_text_can_be_read(handle: str, raw: str | None) -> None:
    read = read_handle(handle, raw)
    if read is not None:
        assert read.name
        assert isinstance(read.leet, str)
        assert read.disguised in (True, False)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_goes_another_way_to_the_same_keys(text: str) -> None:
    assert skeleton(text + "ø") == skeleton(text) + skeleton("ø")
    assert leet_key(text + "ø") == leet_key(text) + leet_key("ø")


def test_scripts_tell_letters_apart_and_ignore_what_all_share() -> None:
    assert scripts_of("john_doe42") == {"Latin"}
    assert scripts_of("jоhn") == {"Latin", "Cyrillic"}
    assert scripts_of("42_") == set()


def test_rarity_rises_with_what_a_handle_tells() -> None:
    assert rarity("john") == 0.0
    assert 0.0 < rarity("john_kowalski") < rarity("x7q_kowalczyk91") <= 1.0


def test_accents_and_letters_with_a_mark_are_in_the_wide_net() -> None:
    known = read_handle("johnson")
    assert known is not None
    for shown in ("jöhnson", "johηsοn", "jøhnson"):
        read = read_handle(shown)
        assert read is not None
        assert known.leet == read.leet
        assert is_disguise_of(read, known.name)
