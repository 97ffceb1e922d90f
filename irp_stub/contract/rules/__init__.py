"""Every rule, in the order in which they are asked."""

from __future__ import annotations

from irp_stub.contract.rules.access import ACCESS
from irp_stub.contract.rules.accounts import ACCOUNTS
from irp_stub.contract.rules.bots import BOTS
from irp_stub.contract.rules.confidence import CONFIDENCE
from irp_stub.contract.rules.guests import GUESTS
from irp_stub.contract.rules.handles import HANDLES
from irp_stub.contract.rules.identity import IDENTITY
from irp_stub.contract.rules.latency import LATENCY
from irp_stub.contract.rules.leads import LEADS
from irp_stub.contract.rules.limits import LIMITS
from irp_stub.contract.rules.refusals import REFUSALS
from irp_stub.contract.rules.robustness import ROBUSTNESS
from irp_stub.contract.rules.shape import SHAPE
from irp_stub.contract.rules.throughout import THROUGHOUT

__all__ = ["RULES"]

_FAMILIES = (
    SHAPE, IDENTITY, HANDLES, GUESTS, BOTS, LEADS, CONFIDENCE, ACCOUNTS, THROUGHOUT, ACCESS, REFUSALS, ROBUSTNESS,
    LIMITS, LATENCY,
)  # fmt: skip

RULES = tuple(rule for family in _FAMILIES for rule in family.rules)
