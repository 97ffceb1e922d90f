"""How many whole conversations a second one core runs, with canned outputs and with HTTP answers.

    python benchmarks/bench_simulate.py [SECONDS]

The conversation is that of a flow with some 60 executed actions, five of which call Data Actions.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import time
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.simulate.inputs import Inputs, Message
from genesys_deploy.simulate.library import Library
from genesys_deploy.simulate.program import compile_flow
from genesys_deploy.simulate.run import run
from genesys_deploy.simulate.worlds import CannedWorld, HttpAnswer, Outputs
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.simulate.program import Program
    from genesys_deploy.simulate.run import World

CALLS = 5
ROUNDS = 5
TARGETS = {"canned outputs": 2000, "HTTP answers through the templates": 700}
ANSWER = {
    "resolved": True,
    "confidence": 0.99,
    "customer_id": "C1",
    "profile_data": {"tier": "Gold", "name": "J"},
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


def main(seconds: float = 2.0) -> int:
    contract = read_data_action_text(ACTION, "resolve.yaml")
    program = _program(contract)
    worlds: dict[str, World] = {
        "canned outputs": CannedWorld({"Resolve": Outputs(_outputs())}),
        "HTTP answers through the templates": CannedWorld(
            {"Resolve": HttpAnswer(200, json.dumps(ANSWER))}, contracts={"Resolve": contract}
        ),
    }
    missed = 0
    for what, world in worlds.items():
        rate, actions, events = _measure(program, world, seconds)
        target = TARGETS[what]
        missed += rate < target
        print(
            f"{what:36} {rate:7.0f} conversations/s ({rate / target:.1f} x the target of {target}), "
            f"{actions} actions, {events} events, {1e6 / rate / actions:.1f} µs an action"
        )
    if "--profile" in sys.argv:
        _profile(program, worlds["canned outputs"])
    return int(missed > 0)


def _outputs() -> dict[str, object]:
    return {"resolved": True, "confidence": 0.99, "customerId": "C1", "tier": "Gold", "name": "J"}


def _program(contract: DataAction) -> Program:
    flow, findings = read_flow_text(
        HEAD.strip("\n") + "\n" + ROUND.strip("\n").join(["\n"] * (ROUNDS + 1)) + TAIL,
        IdentityMap("bench.yaml"),
    )
    program = compile_flow(flow, Library(data_actions={"Resolve": contract}))
    for finding in (*findings, *program.findings):
        print(finding)
    return program


def _inputs() -> Inputs:
    return Inputs(message=Message("m1", "twitter", " John_Doe ", "John", "Hello"))


def _measure(program: Program, world: World, seconds: float) -> tuple[float, int, int]:
    done = run(program, _inputs(), world)
    assert done.ending.queue == "General", done.ending
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        for _ in range(20):
            run(program, _inputs(), world)
        count += 20
    return count / (time.perf_counter() - began), done.actions_executed, len(done.events)


def _profile(program: Program, world: World) -> None:
    with cProfile.Profile() as profile:
        for _ in range(500):
            run(program, _inputs(), world)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    given = [float(word) for word in sys.argv[1:] if not word.startswith("-")]
    sys.exit(main(*given))
