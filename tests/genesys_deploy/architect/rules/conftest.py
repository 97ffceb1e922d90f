from __future__ import annotations

from collections.abc import Callable

import pytest

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.rules.context import Context, KnownAction
from genesys_deploy.architect.rules.run import FlowText, check_flow_texts
from genesys_deploy.data_action.check import check_data_action
from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.source.finding import Finding
from genesys_deploy.source.source_map import IdentityMap

FILE = "flow.yaml"
HEAD = """\
inboundShortMessage:
  name: Example
  startUpRef: "/inboundShortMessage/states/state[Start_1]"
  states:
    - state:
        name: Start
        refId: Start_1
"""
GET_ACCOUNT = """\
name: Get Account
integrationType: custom-rest-actions
timeoutSeconds: 10
config:
  request: {requestUrlTemplate: "https://irp.example/accounts/${input.customerId}", requestType: GET}
  response: {}
contract:
  input:
    inputSchema:
      type: object
      required: [customerId]
      properties: {customerId: {type: string}, limit: {type: integer}}
  output:
    successSchema:
      type: object
      properties: {tier: {type: string}, visits: {type: integer}, tags: {type: array, items: {type: string}}}
"""

GREETING = """\
commonModule:
  name: Greeting
  variables:
    - stringVariable: {name: Common.name, initialValue: {noValue: true}, isInput: true, isOutput: false}
    - integerVariable: {name: Common.length, initialValue: {noValue: true}, isInput: false, isOutput: true}
  startUpTaskActions: []
"""

Check = Callable[[str], tuple[Finding, ...]]


@pytest.fixture(scope="session")
def known() -> Context:
    """What docs/rules/README.md says of the examples' surroundings."""
    return Context(
        data_actions=(KnownAction(read_data_action_text(GET_ACCOUNT, "get-account.yaml"), "IRP"),),
        queues=frozenset({"General", "Platinum"}),
        skills=frozenset({"Billing"}),
        languages=frozenset({"English"}),
        flows=frozenset({"Greeting"}),
        modules=(read_flow_text(GREETING, IdentityMap("greeting.yaml"))[0],),
        internal_attributes=frozenset({"customerTier", "agentNotice"}),
    )


@pytest.fixture(scope="session")
def check(known: Context) -> Check:
    """Checks a Data Action, a whole flow, or what a state holds (`variables:`, `actions:`); lines are those of the text given."""

    def run(fragment: str) -> tuple[Finding, ...]:
        if "\ncontract:" in fragment:
            return check_data_action(read_data_action_text(fragment, FILE))
        whole = "\nactions:" not in f"\n{fragment}"
        text = fragment if whole else HEAD + "".join(f"{' ' * 8}{line}\n" for line in fragment.splitlines())
        return check_flow_texts([FlowText(text, IdentityMap(FILE))], known, {FILE: text})

    return run
