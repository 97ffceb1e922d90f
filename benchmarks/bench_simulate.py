"""How many whole conversations a second one core runs, with canned outputs and with HTTP answers.

    python benchmarks/bench_simulate.py [SECONDS]

Once with the shipped flow, once with a longer one of some 60 executed actions, five of which call Data Actions.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.simulate.endings import EndingKind
from genesys_deploy.simulate.events import DataActionAnswered
from genesys_deploy.simulate.inputs import Inputs, Message
from genesys_deploy.simulate.library import Library
from genesys_deploy.simulate.program import compile_flow
from genesys_deploy.simulate.run import run
from genesys_deploy.simulate.worlds import CannedWorld, HttpAnswer, Outputs
from genesys_deploy.source.locate import find_project
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from genesys_deploy.simulate.program import Program
    from genesys_deploy.simulate.run import World

ROUNDS = 5
ANSWER = {
    "resolved": True,
    "confidence": 0.99,
    "customer_id": "C1",
    "profile_data": {"tier": "Gold", "name": "J"},
}

BODIES: dict[str, object] = {
    "Check Bot": {"is_bot": False, "known_bot": False, "spam_keyword": False, "young_account": False},
    "Resolve Identity": {
        "resolved": True,
        "confidence": 0.99,
        "customer_id": "CRM_1",
        "matched_by": "user_id",
        "profile_data": {
            "name": "John Doe",
            "tier": "Platinum",
            "updated_at": "2023-12-31T23:30:00Z",
            "preferences": {"preferred_channel": "sms", "language": "en-US"},
        },
    },
    "Get Account": {
        "customer_id": "CRM_1",
        "name": "John Doe",
        "tier": "Platinum",
        "updated_at": "2023-12-31T23:30:00Z",
        "preferences": {"preferred_channel": "sms", "language": "en-US"},
    },
}

ACTION = """
name: Resolve
integrationType: custom-rest-actions
config:
  request: {requestUrlTemplate: "https://irp.example.org/resolve", requestType: POST, requestTemplate: "{}"}
  response:
    translationMap:
      {resolved: $.resolved, confidence: $.confidence, customerId: $.customer_id, tier: $.profile_data.tier,
       name: $.profile_data.name}
    translationMapDefaults: {customerId: '""', tier: '""', name: '""'}
    successTemplate: >-
      {"resolved": ${resolved}, "confidence": ${confidence}, "customerId": ${customerId}, "tier": ${tier},
       "name": ${name}}
contract:
  input: {inputSchema: {type: object, properties: {handle: {type: string}, channel: {type: string}}}}
  output:
    successSchema:
      type: object
      properties:
        {resolved: {type: boolean}, confidence: {type: number}, customerId: {type: string}, tier: {type: string},
         name: {type: string}}
"""

HEAD = """
inboundShortMessage:
  name: Bench
  startUpRef: "/inboundShortMessage/states/state[S_1]"
  defaultLanguage: en-us
  variables:
    - stringVariable: {name: Flow.handle, initialValue: {noValue: true}}
    - stringVariable: {name: Flow.tier, initialValue: {noValue: true}}
    - stringVariable: {name: Flow.customerId, initialValue: {noValue: true}}
    - stringVariable: {name: Flow.status, initialValue: {noValue: true}}
    - booleanVariable: {name: Flow.resolved, initialValue: {noValue: true}}
    - decimalVariable: {name: Flow.confidence, initialValue: {noValue: true}}
    - integerVariable: {name: Flow.step, initialValue: {lit: 0}}
    - dateTimeVariable: {name: Flow.startedAt, initialValue: {exp: GetCurrentDateTimeUtc()}}
  states:
    - state:
        name: First
        refId: S_1
        actions:
"""

ROUND = """
          - decision:
              name: Time left
              condition:
                exp: DateTimeDiff(GetCurrentDateTimeUtc(), Flow.startedAt) <= MakeDuration(0, 0, 0, 4, 0)
              outputs: {"no": {actions: [{disconnect: {name: Late}}]}}
          - updateData:
              name: Normalise
              statements:
                - string: {variable: Flow.handle, value: {exp: 'Lower(Trim(Message.Message.senderAddress))'}}
          - updateData:
              name: Count
              statements: [{integer: {variable: Flow.step, value: {exp: Flow.step + 1}}}]
          - decision:
              name: A handle
              condition: {exp: "!IsNotSetOrEmpty(Flow.handle)"}
              outputs: {"yes": {actions: [{updateData: {name: Yes, statements: [{string: {variable: Flow.status, value: {lit: asked}}}]}}]}}
          - callData:
              name: Resolve
              timeout: {lit: {seconds: 2}}
              category:
                IRP:
                  dataAction:
                    Resolve:
                      inputs: {handle: {exp: Flow.handle}, channel: {lit: twitter}}
                      successOutputs:
                        resolved: {var: Flow.resolved}
                        confidence: {var: Flow.confidence}
                        customerId: {var: Flow.customerId}
                        tier: {var: Flow.tier}
                        name: {noValue: true}
              outputs:
                success: {actions: [{updateData: {name: Answered, statements: [{string: {variable: Flow.status, value: {lit: answered}}}]}}]}
          - decision:
              name: Confident
              condition: {exp: Flow.resolved and Flow.confidence >= 0.85}
              outputs: {"no": {actions: [{disconnect: {name: Unsure}}]}}
          - switch:
              name: Tier
              evaluate:
                firstMatch:
                  string:
                    value: {exp: Flow.tier}
                    cases:
                      - case: {value: {lit: Platinum}, actions: []}
                      - case: {value: {lit: Gold}, actions: [{updateData: {name: Gold, statements: [{string: {variable: Flow.status, value: {exp: 'Append(Flow.tier, " ", Flow.customerId)'}}}]}}]}
          - setParticipantData:
              name: Note
              attributes:
                - attribute: {name: {lit: status}, value: {exp: Flow.status}}
                - attribute: {name: {lit: confidence}, value: {exp: Flow.confidence}}
                - attribute: {name: {lit: customer}, value: {exp: Flow.customerId}}
                - attribute: {name: {lit: channel}, value: {lit: twitter}}
"""

TAIL = """
          - transferToAcd: {name: Transfer, targetQueue: {lit: {name: General}}, priority: {lit: 5}}
"""


@dataclass(frozen=True)
class Case:
    """One program in one world; `target` is in conversations a second."""

    name: str
    program: Program
    world: World
    inputs: Inputs
    target: int


def main(seconds: float = 2.0) -> int:
    cases = (*_shipped(), *_long())
    missed = 0
    for case in cases:
        rate, actions, events = _measure(case, seconds)
        missed += rate < case.target
        print(
            f"{case.name:34} {rate:6.0f} conversations/s ({rate / case.target:.1f} x the target of {case.target}), "
            f"{actions} actions, {events} events, {1e6 / rate / actions:.1f} µs an action"
        )
    if "--profile" in sys.argv:
        _profile(cases[0])
    return int(missed > 0)


def _shipped() -> tuple[Case, Case]:
    """A Platinum customer on X: bot check, resolution, fresh profile, queue."""
    project = find_project(start=Path(__file__).parent)
    bundle = build_bundle(project, load_settings(project), ["twitter"])
    rendered = bundle.flow("twitter")
    contracts = {action.name: action for action in bundle.data_actions}
    flow, _ = read_flow_text(rendered.text, rendered.origin)
    program = compile_flow(flow, Library(data_actions=contracts))
    inputs = Inputs(
        message=Message("m1", "twitter", "123456789", "John", "Hello"),
        participant_data={"context.handle": "@John_Doe"},
    )
    http = {name: HttpAnswer(200, json.dumps(body)) for name, body in BODIES.items()}
    through = CannedWorld(http, contracts=contracts)
    canned = CannedWorld({name: _outputs_of(name, through, program, inputs) for name in BODIES})
    return (
        Case("shipped flow, canned outputs", program, canned, inputs, 2000),
        Case("shipped flow, HTTP answers", program, through, inputs, 700),
    )


def _outputs_of(name: str, world: World, program: Program, inputs: Inputs) -> Outputs:
    """What the HTTP answer becomes, so that both worlds say the same."""
    answered = (
        event for event in run(program, inputs, world).events if isinstance(event, DataActionAnswered)
    )
    return Outputs(next(event.outputs for event in answered if event.name == name))


def _long() -> tuple[Case, Case]:
    contract = read_data_action_text(ACTION, "resolve.yaml")
    text = HEAD.strip("\n") + "\n" + (ROUND.strip("\n") + "\n") * ROUNDS + TAIL
    flow, _ = read_flow_text(text, IdentityMap("bench.yaml"))
    program = compile_flow(flow, Library(data_actions={"Resolve": contract}))
    inputs = Inputs(message=Message("m1", "twitter", " John_Doe ", "John", "Hello"))
    http = CannedWorld({"Resolve": HttpAnswer(200, json.dumps(ANSWER))}, contracts={"Resolve": contract})
    canned = CannedWorld({"Resolve": _outputs_of("Resolve", http, program, inputs)})
    return (
        Case("long flow, canned outputs", program, canned, inputs, 2000),
        Case("long flow, HTTP answers", program, http, inputs, 700),
    )


def _measure(case: Case, seconds: float) -> tuple[float, int, int]:
    """Rate by processor time, since other people may use the machine."""
    done = run(case.program, case.inputs, case.world)
    assert done.ending.kind is EndingKind.QUEUE, done.ending
    count, began = 0, time.process_time()
    while time.process_time() - began < seconds:
        for _ in range(20):
            run(case.program, case.inputs, case.world)
        count += 20
    return count / (time.process_time() - began), done.actions_executed, len(done.events)


def _profile(case: Case) -> None:
    with cProfile.Profile() as profile:
        for _ in range(500):
            run(case.program, case.inputs, case.world)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    given = [float(word) for word in sys.argv[1:] if not word.startswith("-")]
    sys.exit(main(*given))
