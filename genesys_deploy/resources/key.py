"""What identifies an object of an org across orgs: its kind and its name, never its id."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Key", "Kind", "Ownership"]


class Kind(StrEnum):
    """What an object is, in the words in which people read it."""

    DIVISION = "division"
    SKILL = "skill"
    LANGUAGE = "language"
    QUEUE = "queue"
    CREDENTIAL = "credential"
    INTEGRATION = "integration"
    OPEN_MESSAGING_INTEGRATION = "Open Messaging integration"
    DATA_TABLE = "data table"
    TABLE_ROWS = "rows of data table"
    DATA_ACTION = "Data Action"
    FLOW = "flow"
    RECIPIENT = "message recipient"
    TRIGGER = "trigger"


class Ownership(StrEnum):
    """Whose an object is.

    `own` is created and kept as declared; `adopt` is somebody's, of which only the declared fields are kept;
    `reference` must be there and is never written.
    """

    OWN = "own"
    ADOPT = "adopt"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """One object of an org; `scope` is what the name is unique within.

    That is the flow type of a flow (`inboundShortMessage`), the messenger type of a recipient, else nothing.
    `within` identifies nothing; it decides between several of one name: a division, or a Data Action's heading,
    which may have been another one formerly.
    """

    kind: Kind
    name: str
    scope: str = ""
    within: str = field(default="", compare=False)
    formerly_within: str = field(default="", compare=False)

    def __str__(self) -> str:
        scope = f" ({self.scope})" if self.scope else ""
        return f'{self.kind} "{self.name}"{scope}'
