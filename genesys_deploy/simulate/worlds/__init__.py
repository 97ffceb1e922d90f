"""Worlds that a run may live in: made of canned answers, or calling Data Actions over HTTP.

`HttpWorld` is in a module of its own, `worlds.http`, imported late: who needs no socket need not wait for `requests`.
"""

from __future__ import annotations

from genesys_deploy.simulate.worlds.canned import (
    Canned,
    CannedWorld,
    Failing,
    HttpAnswer,
    Outputs,
    TimingOut,
)

__all__ = ["Canned", "CannedWorld", "Failing", "HttpAnswer", "Outputs", "TimingOut"]
