"""One release: who applied what, when, and what it changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NOTHING", "RELEASE", "Release"]

RELEASE = "release"
BEGUN, COMPLETE = "begun", "complete"
NOTHING = "nothing"
"""What is in force after a project was destroyed."""


@dataclass(frozen=True, slots=True)
class Release:
    """`bundle` identifies the content, `changed` names the objects that it changed; `time` is ISO 8601.

    `archive` is the hash of the built bundle that it was applied from; empty where that was a folder.

    Its number is the org's to give: 0 until then. It is not `complete` from the first write to the last, so that
    a run that was killed is not forgotten. `back_to` is the number of the release that a rollback goes back to.
    One that was `taken_over` changed nothing: an import wrote it; without a bundle, the org was not as declared.
    """

    bundle: str
    commit: str = ""
    actor: str = ""
    time: str = ""
    changed: tuple[str, ...] = ()
    number: int = 0
    complete: bool = False
    back_to: int = 0
    taken_over: bool = False
    archive: str = ""

    def to_row(self) -> dict[str, str]:
        story = {
            "commit": self.commit,
            "actor": self.actor,
            "time": self.time,
            "changed": self.changed,
            **({"backTo": self.back_to} if self.back_to else {}),
            **({"takenOver": True} if self.taken_over else {}),
            **({"archive": self.archive} if self.archive else {}),
        }
        return {
            "key": f"{RELEASE}-{self.number}",
            "kind": RELEASE,
            "name": self.bundle,
            "content": json.dumps(story, ensure_ascii=False),
            "version": COMPLETE if self.complete else BEGUN,
        }

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Release:
        """What cannot be read, because somebody edited it, is empty."""
        try:
            story = json.loads(row.get("content", ""))
        except ValueError:
            story = {}
        told = story if isinstance(story, dict) else {}
        texts = {name: str(told.get(name, "")) for name in ("commit", "actor", "time", "archive")}
        number = row.get("key", "").rpartition("-")[2]
        back_to = told.get("backTo")
        return cls(
            row.get("name", ""),
            **texts,
            changed=tuple(map(str, told.get("changed", ()))),
            number=int(number) if number.isdecimal() else 0,
            complete=row.get("version") == COMPLETE,
            back_to=back_to if isinstance(back_to, int) else 0,
            taken_over=told.get("takenOver") is True,
        )
