"""Flows to draw: one with everything in it, and those that others have published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow

EVERYTHING = """\
inboundShortMessage:
  name: 'Everything <&> "quoted"'
  startUpRef: "/inboundShortMessage/states/state[one]"
  states:
    - state:
        name: One & only
        refId: one
        actions:
          - updateData: {name: Prepare, statements: [{string: {variable: Flow.a, value: {lit: x}}}]}
          - setParticipantData: {name: Note it, attributes: [{attribute: {name: {lit: n}, value: {exp: Flow.a}}}]}
          - decision:
              name: A rather long question that has to be wrapped into several lines to be read?
              condition: {exp: 'Flow.a < "b"'}
              outputs:
                "yes":
                  actions:
                    - sendResponse: {name: Tell, messageBody: {lit: "Hello & <goodbye>"}}
                    - callData:
                        name: Ask
                        timeout: {lit: {seconds: 2}}
                        category: {IRP: {dataAction: {Resolve: {}}}}
                        outputs:
                          success: {actions: [{changeState: {name: Go on, targetStateRef: "/inboundShortMessage/states/state[two]"}}]}
                          failure: {actions: [{disconnect: {name: Close}}]}
                "no":
                  actions:
                    - loop:
                        name: Again
                        loopCount: {lit: 3}
                        outputs:
                          loop:
                            actions:
                              - findQueue:
                                  name: Look
                                  findName: {exp: Flow.a}
                                  findResult: {var: Flow.q}
                                  outputs:
                                    found: {actions: [{loopExit: {name: Enough}}]}
                              - wait: {name: Pause, duration: {lit: {seconds: 1}}}
          - callTask: {name: Call it, targetTaskRef: "/inboundShortMessage/tasks/task[t]"}
    - state:
        name: Two
        refId: two
        actions:
          - switch:
              name: Which?
              evaluate:
                firstTrue:
                  default: {actions: [{transferToAcd: {name: Others, targetQueue: {lit: {name: General}}, priority: {lit: 5}}}]}
                  cases:
                    - case: {value: {exp: 'Flow.tier == "Gold"'}, actions: [{transferToAcd: {name: Gold, targetQueue: {exp: Flow.q}}}]}
                    - case: {value: {exp: Flow.b}, actions: [{endWorkflow: {name: End}}]}
                    - case: {value: {exp: Flow.c}}
          - digitalMenu: {name: Not modelled, outputs: {paths: [{path: {name: p, actions: [{disconnect: {name: Bye}}]}}]}}
    - state: {name: Never, refId: never, actions: [{disconnect: {name: Not reached}}]}
  tasks:
    - task:
        name: T
        refId: t
        actions: [{endTask: {name: Back, outputPath: {name: done}}}]
"""


@pytest.fixture(scope="session")
def everything() -> Flow:
    """Every kind of node, every form of branch, a part that is never reached, characters that need escaping."""
    return read_flow_text(EVERYTHING, IdentityMap("everything.yaml"))[0]
