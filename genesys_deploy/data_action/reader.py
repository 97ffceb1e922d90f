"""Data Actions from files: our YAML and the platform's own export JSON."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from genesys_deploy.data_action.model import DataAction

__all__ = ["load_data_actions", "read_data_action"]

_NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


def read_data_action(
    path: Path, settings: Mapping[str, str] = _NO_SETTINGS, name: str | None = None
) -> DataAction:
    """Read one file; `name` is how messages call it (default: its path as given).

    Raises:
        SourceError: not readable, not of this shape, or a setting that does not exist.
    """
    raise NotImplementedError


def load_data_actions(folder: Path, settings: Mapping[str, str] = _NO_SETTINGS) -> tuple[DataAction, ...]:
    """Every `.yaml`, `.yml` and `.json` file directly in the folder, in the order of their names."""
    raise NotImplementedError
