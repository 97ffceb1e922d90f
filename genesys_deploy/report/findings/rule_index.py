"""The index of the rules' pages, generated from what the rules say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from genesys_deploy.architect.rules.description import Described

__all__ = ["rule_index"]

_INTRODUCTION: Final = """\
# Rules

What `genesys-deploy validate` has to say about flows and Data Actions. Ids are stable. An **error** is what the platform refuses
or what loses a message; a **warning** is most likely not meant; a note (*info*) is worth knowing.

A finding that is right in general and wrong in one place is suppressed there, with a reason, at the end of the
line or alone on the line above, in a template as in YAML:

```
  - callData:   # noqa: unhandled-outcome the next action looks at the outputs
{# noqa: unread-variable read by the agent's script #}
```

The examples of the pages are run as tests. Where they show `actions:` they stand in a state of an inbound message
flow. They know of two queues (General, Platinum), a skill (Billing), a language skill (English), a common
module (Greeting: input `Common.name`, output `Common.length`, an integer), and a Data Action `Get Account` of the integration `IRP`: input `customerId` (required) and `limit`,
outputs `tier`, `visits` and `tags`, 10 seconds of time. The attributes `customerTier` and `agentNotice` are internal.
"""


def rule_index(rules: Iterable[Described]) -> str:
    """Markdown: how to read and suppress findings, and a table of all rules, each with its page."""
    rows = (f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {rule.summary} |" for rule in rules)
    return "\n".join((_INTRODUCTION, "| rule | severity | what is reported |", "|---|---|---|", *rows)) + "\n"
