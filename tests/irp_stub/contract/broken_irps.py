"""Platforms that are each wrong in one way."""

from __future__ import annotations

from tests.irp_stub.contract import broken_answers, broken_defences, broken_identity, broken_services
from tests.irp_stub.contract.breaking import BROKEN, Broken

__all__ = ["BROKEN", "Broken", "broken_answers", "broken_defences", "broken_identity", "broken_services"]
