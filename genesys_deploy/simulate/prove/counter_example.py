"""A way that breaks an invariant, as a scenario that anybody can run, keep and mend."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import yaml

from genesys_deploy.simulate import requests as ask
from genesys_deploy.simulate.prove.facts import BEFORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.simulate.prove.explorer import Way
    from genesys_deploy.simulate.prove.facts import Witness

__all__ = ["as_scenario"]

# They differ with the release and with the time of day.
OF_THE_MOMENT = frozenset({"flowRelease", "resolvedAt", "agentNotice"})


def as_scenario(way: Way, flow: str, overlay: str) -> str:
    """The YAML of a scenario file; run, it ends as it did here."""
    witness = way.witness
    scenario = {
        "name": way.invariant.name,
        "message": _message(witness),
        "world": _world(witness),
        "then": _then(witness),
    }
    about = {"flow": flow, **({"overlay": overlay} if overlay else {})}
    document = {**about, "scenarios": [scenario]}
    head = f"# Breaks: {way.invariant.always}\n# since {way.reason}\n"
    return head + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)


def _message(witness: Witness) -> dict[str, Any]:
    inputs = witness.state.inputs
    message = inputs.message
    told: dict[str, Any] = {
        "from": message.sender_address if message else "",
        "name": message.sender_name if message else None,
    }
    if message is not None and message.body is None:
        told["attachment"] = True
    if inputs.authenticated:
        told["authenticated"] = True
    if not inputs.is_new_conversation:
        told["further"] = True
    before = {
        origin.removeprefix(f"{BEFORE}."): str(value)
        for origin, value in witness.trail.determined.items()
        if origin.startswith(f"{BEFORE}.") and value is not None
    }
    return told | ({"attributes": before} if before else {})


def _world(witness: Witness) -> dict[str, Any]:
    answers: dict[str, list[Any]] = defaultdict(list)
    for choice in witness.trail.choices or ():
        if isinstance(choice.request, ask.CallDataAction):
            answers[choice.request.name].append(_answer(choice.answer, witness.trail.determined))
    return {name: given[0] if len(given) == 1 else given for name, given in answers.items()}


def _answer(answer: ask.Answer, determined: Mapping[str, object]) -> Any:
    takes = answer.elapsed.total_seconds()
    match answer:
        case ask.ActionTimedOut():
            return "timeout"
        case ask.ActionFailed(outputs=outputs):
            return {"failure": _settled(outputs, determined), "takes": takes}
        case ask.ActionSucceeded(outputs=outputs):
            return {"outputs": _settled(outputs, determined), "takes": takes}
    return "failure"


def _settled(outputs: Mapping[str, object], determined: Mapping[str, object]) -> dict[str, object]:
    values = {
        name: determined.get(value.origin) if isinstance(value, ask.Open) else value
        for name, value in outputs.items()
    }
    return {name: value for name, value in values.items() if value is not None}


def _then(witness: Witness) -> dict[str, Any]:
    ending = witness.ending
    place = {"queue": ending.queue} if ending.queue else {"ending": str(ending.kind)}
    held: Mapping[str, object] = witness.state.participant_data
    data = {
        name: value
        for name, value in held.items()
        if value and not isinstance(value, ask.Open) and name not in OF_THE_MOMENT
    }
    return place | {"attributes": {name: data[name] for name in sorted(data)}}
