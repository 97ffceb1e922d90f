"""Names of Data Actions side by side: the platform forbids to change a contract, so each contract has a version."""

from __future__ import annotations

import re

__all__ = ["next_name", "version_of"]

_VERSION = re.compile(r" v(?P<number>[2-9]|[1-9]\d+)\Z")


def version_of(name: str, declared: str) -> int:
    """Which version of `declared` the name stands for: itself is 1, `… v2` is 2; 0 for something else."""
    if name == declared:
        return 1
    match = _VERSION.fullmatch(name.removeprefix(declared)) if name.startswith(declared) else None
    return int(match["number"]) if match else 0


def next_name(name: str, declared: str) -> str:
    """What the version after `name` is called; after something of another name, the declared one."""
    version = version_of(name, declared)
    return f"{declared} v{version + 1}" if version else declared
