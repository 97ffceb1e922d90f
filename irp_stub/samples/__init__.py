"""What comes with the package: sample customers, bots that are known, words that spam is made of."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["sample_bots", "sample_customers", "sample_queue", "spam_keywords"]


def sample_customers() -> list[bytes]:
    """Lines of the import format."""
    return (files(__package__) / "customers.ndjson").read_bytes().splitlines()


def sample_queue() -> list[bytes]:
    """What leaves stewards something to review, in the order in which it happened; a JSON object a line."""
    return (files(__package__) / "demo.ndjson").read_bytes().splitlines()


def sample_bots() -> list[tuple[str, str]]:
    """Channel (`*` for any) and user id."""
    pairs = (line.split() for line in _lines("known_bots.txt"))
    return [(channel, user_id) for channel, user_id in pairs]


def spam_keywords() -> list[str]:
    return _lines("spam_keywords.txt")


def _lines(name: str) -> list[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
