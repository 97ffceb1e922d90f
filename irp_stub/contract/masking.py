"""Keys never stand in a report; handles, ids and names of people do so only where they are asked for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from irp_stub.guard.masking import masked

if TYPE_CHECKING:
    from irp_stub.contract.dataset import DataSet
    from irp_stub.contract.settings import Secrets

__all__ = ["Mask"]

_PERSONAL = frozenset(
    {"user_id", "handle", "handle_raw", "display_name", "name", "email", "text", "social_graph"}
)
_HIDDEN = "***"


class Mask:
    """`keep_people` shows people as they are; what a run made up itself is always shown."""

    def __init__(self, secrets: Secrets, data: DataSet, run: str, *, keep_people: bool = False) -> None:
        self._secrets = sorted(secrets.values(), key=len, reverse=True)
        self._keep_people, self._run = keep_people, run
        self._people = _pattern(data)

    def text(self, text: str, secret: str = _HIDDEN) -> str:
        """A text without keys and people; `secret` is put where a key stood."""
        for value in self._secrets:
            text = text.replace(value, secret)
        if self._keep_people or self._people is None:
            return text
        return self._people.sub(lambda found: masked(found.group()), text)

    def body(self, text: str) -> str:
        """A body likewise, JSON on one line; of that also the fields that are about people."""
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            return self.text(text)
        shown = document if self._keep_people else self._fields(document)
        return self.text(json.dumps(shown, ensure_ascii=False))

    def _fields(self, value: Any, *, personal: bool = False) -> Any:
        match value:
            case dict():
                return {
                    key: self._fields(item, personal=personal or key in _PERSONAL)
                    for key, item in value.items()
                }
            case list():
                return [self._fields(item, personal=personal) for item in value]
            case str() if personal and self._run not in value:
                return masked(value)
            case _:
                return value


def _pattern(data: DataSet) -> re.Pattern[str] | None:
    names = {
        name
        for account in data.accounts()
        for name in (account.user_id, account.handle, account.display_name)
        if name
    }
    if data.look_alike:
        names |= {data.look_alike.handle, *data.look_alike.disguises}
    if not names:
        return None
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
