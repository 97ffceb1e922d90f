"""The rules as the table that the documentation shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from irp_stub.contract.rule import Rule

__all__ = ["rule_table"]


def rule_table(rules: Iterable[Rule]) -> str:
    """Markdown; rules that may make the platform keep something have a pen."""
    lines = ["| Rule | | What is asked | Why | Source |", "|---|---|---|---|---|"]
    for rule in rules:
        pen = " ✎" if rule.writes else ""
        lines.append(f"| `{rule.name}`{pen} | {rule.level} | {rule.title} | {rule.why} | {rule.source} |")
    return "\n".join(lines) + "\n"
