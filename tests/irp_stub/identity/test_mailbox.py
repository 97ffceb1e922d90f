"""Which e-mail addresses may link a person, and which values stand for nobody."""

from __future__ import annotations

import pytest

from irp_stub.identity.handle import is_placeholder
from irp_stub.identity.mailbox import is_personal, normalise_address


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (" John.Doe@Mail.NET ", "john.doe@mail.net"),
        ("no address", None),
        ("a@b", None),
        ("a@b@c.net", None),
        ("", None),
        (None, None),
        ("a@" + "." * 200_000 + " ", None),
        ("x" * 310 + "@mail.net", "x" * 310 + "@mail.net"),
        ("x" * 312 + "@mail.net", None),
    ],
)
def test_addresses_are_compared_without_case(given: str | None, address: str | None) -> None:
    assert normalise_address(given) == address


@pytest.mark.parametrize(
    "address",
    [
        "info@shop.net",
        "noreply@shop.net",
        "no-reply+42@shop.net",
        "no_reply.orders@shop.net",
        "do-not-reply@shop.net",
        "donotanswer@shop.net",
        "mailer-daemon@shop.net",
        "notifications@shop.net",
        "null@shop.net",
        "ann@example.com",
        "ann@mail.example.org",
        "ann@localhost.localhost",
        "ann@shop.invalid",
    ],
)
def test_role_mailboxes_and_placeholders_are_nobodys(address: str) -> None:
    assert not is_personal(address)


@pytest.mark.parametrize(
    "address",
    ["ann@mail.net", "ann+info@mail.net", "noreen@mail.net", "infoline.ann@mail.net", "ann@notexample.com"],
)
def test_people_read_the_others(address: str) -> None:
    assert is_personal(address)


@pytest.mark.parametrize(
    "value",
    [
        "unknown",
        "null",
        "-",
        "0",
        "0000000",
        "n/a",
        "undefined",
        "999999",
        "${user_id}",
        "{{contact.id}}",
        "?",
    ],
)
def test_placeholders(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize("value", ["1", "11111", "100000", "unknown_ann", "nullarbor", "_ann_", "$ann"])
def test_what_only_looks_like_one(value: str) -> None:
    assert not is_placeholder(value)
