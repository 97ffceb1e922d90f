"""Explores every way through a flow, and looks for one that breaks an invariant."""

from __future__ import annotations

from genesys_deploy.simulate.prove.explorer import Proof, Way, explore
from genesys_deploy.simulate.prove.invariants import Invariant, read_invariants

__all__ = ["Invariant", "Proof", "Way", "explore", "read_invariants"]
