"""Agents and how well they fit."""

from __future__ import annotations

from typing import Final

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.signatures import Function
from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Record, Reference

__all__ = ["FUNCTIONS"]

_PAIR: Final = Type("agentScorePair")


def _pair(agent: Reference | None, score: int | None) -> Record:
    return Record(_PAIR, {"agent": agent, "score": score})


def _pairs(agents: tuple[Reference | None, ...], scores: tuple[int | None, ...]) -> tuple[Record, ...]:
    if len(agents) != len(scores):
        raise EvaluationError(
            f"there are {len(agents)} agents and {len(scores)} scores; it takes as many of each"
        )
    return tuple(map(_pair, agents, scores))


FUNCTIONS: Final = (
    Function(
        "MakeListAgentScorePair",
        {
            "agents: userCollection, scores: integerCollection -> agentScorePairCollection": _pairs,
        },
        "corpus",
    ),
    Function(
        "MakeAgentScorePair",
        {"agent: user?, score: integer? -> agentScorePair": _pair},
        "derived from MakeListAgentScorePair",
    ),
)
