"""The file that a team fills in: commented, or written from their answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from irp_stub.contract.errors import CannotVerify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["template_text", "write_template"]

_TEMPLATE = "template.yaml"
_WORDS = {
    "channel": "on which channel (twitter, instagram, …)",
    "customer_id": "the customer id",
    "user_id": "the user id on the channel",
    "handle": "the handle",
    "display_name": "the name that is shown (empty: none)",
    "tier": "the tier (empty: none)",
}
_HEAD = "# Whom the platform knows, for `irp-stub verify --data`. What was left empty is not asked about.\n\n"


@dataclass(frozen=True, slots=True)
class _Section:
    """Something that rules are about; `accounts` lists what is asked of each account."""

    name: str
    about: str
    accounts: tuple[tuple[str, ...], ...]

    @property
    def several(self) -> bool:
        return len(self.accounts) > 1


_FULL = ("customer_id", "user_id", "handle")
_SECTIONS = (
    _Section(
        "known", "A customer's account, known by user id and handle", ((*_FULL, "display_name", "tier"),)
    ),
    _Section("handle_only", "An account that its handle alone resolves", (("customer_id", "handle"),)),
    _Section("renamed", "An account that may change its handle, and gets it back", (_FULL,)),
    _Section(
        "contested", "Two customers' accounts; the first comes with the second's handle", (_FULL, _FULL)
    ),
    _Section("held", "An account whose handle a stranger will use", (_FULL,)),
    _Section("look_alike", "A handle that others will look like", (("customer_id", "handle"),)),
    _Section(
        "same_person",
        "Two accounts of one customer on two platforms",
        (("channel", *_FULL), ("channel", *_FULL)),
    ),
    _Section("doubtful", "An account of which the platform should not be sure", (_FULL,)),
)


def template_text(ask: Callable[[str], str] | None = None) -> str:
    """The template; with `ask`, what somebody answers. An empty customer id leaves its section out."""
    if ask is None:
        return (files("irp_stub.contract") / _TEMPLATE).read_text(encoding="utf-8")
    channel = ask(f"Test customers: {_WORDS['channel']}").strip() or "twitter"
    sections = "".join(_section(section, channel, ask) for section in _SECTIONS)
    return f"{_HEAD}{sections}{_bots(channel, ask)}guest_channel: {_quoted(channel)}\n"


def write_template(path: Path, text: str) -> None:
    """Make the file.

    Raises:
        CannotVerify: it is there already, or cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise CannotVerify(
            f"{path} is there already; nothing was changed", hint="name another file"
        ) from None
    except OSError as error:
        raise CannotVerify(f"{path} cannot be written: {error.strerror}") from None


def _section(section: _Section, channel: str, ask: Callable[[str], str]) -> str:
    made = []
    for number, fields in enumerate(section.accounts, 1):
        about = f"{section.about}, {number} of {len(section.accounts)}" if section.several else section.about
        given = dict(_answers(about, fields, ask))
        if "customer_id" not in given:
            return ""
        made.append({"channel": channel} | given)
    lines = [
        f"{'  - ' if section.several else '  '}{{{', '.join(f'{k}: {_quoted(v)}' for k, v in account.items())}}}"
        for account in made
    ]
    return f"# {section.about}.\n{section.name}:\n" + "\n".join(lines) + "\n\n"


def _answers(about: str, fields: tuple[str, ...], ask: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The customer id first: without one nothing more is asked."""
    for name in sorted(fields, key=lambda name: name != "customer_id"):
        left_out = " (empty: leave it out)" if name == "customer_id" else ""
        given = ask(f"{about}: {_WORDS[name]}{left_out}").strip()
        if given:
            yield name, given
        elif name == "customer_id":
            return


def _bots(channel: str, ask: Callable[[str], str]) -> str:
    known = ask("An account in your list of bots: the user id (empty: leave it out)").strip()
    spam = ask("A text with one of your spam keywords (empty: leave it out)").strip()
    lines = [f"  known: {{channel: {_quoted(channel)}, user_id: {_quoted(known)}}}"] if known else []
    lines += [f"  spam: {_quoted(spam)}"] if spam else []
    return "bots:\n" + "\n".join(lines) + "\n\n" if lines else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
