"""The facts folder that may lie beside the checkout; tests that read it are skipped where it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

__all__ = ["SHARED", "needs_shared"]

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the facts folder ../shared is not there")
