"""How long a flow at the platform's limit, 10,000 actions, takes to read, compare and draw.

python benchmarks/bench_flow.py
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import yaml

from genesys_deploy.architect.flow.control_flow import control_flow
from genesys_deploy.architect.flow.normal import normalised
from genesys_deploy.architect.flow.reader import read_flow
from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.report.mermaid import flow_mermaid
from genesys_deploy.report.svg import flow_svg
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

STATES, DECISIONS, REPEATS = 100, 33, 3
HEAD = "inboundShortMessage:\n  name: Big\n  startUpRef: /inboundShortMessage/states/state[s0]\n  states:\n"
STATE = "    - state:\n        name: State {0}\n        refId: s{0}\n        actions:\n"
DECISION = """\
          - decision:
              name: Question {0}?
              condition:
                exp: Flow.number == {0}
              outputs:
                "yes":
                  actions:
                    - updateData:
                        name: Note {0}
                        statements:
                          - string:
                              variable: Flow.text
                              value:
                                lit: "{0}"
                "no":
                  actions:
                    - sendResponse:
                        name: Tell {0}
                        messageBody:
                          exp: Append("Answer ", Flow.text)
"""


def a_flow() -> str:
    decisions = "".join(DECISION.format(number) for number in range(DECISIONS))
    end = "          - disconnect:\n              name: Close\n"
    return HEAD + "".join(STATE.format(number) + decisions + end for number in range(STATES))


def best(what: Callable[[], object]) -> float:
    """Seconds of processor time, the best of several rounds."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        what()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    text = a_flow()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document = read_yaml(text, IdentityMap("big.yaml"))
    flow, _ = read_flow(document.root)
    actions = sum(1 for _ in every_action(flow))
    composing = best(lambda: yaml.compose(text, Loader=loader))
    print(
        f"{actions} actions in {text.count(chr(10))} lines; PyYAML alone composes them in {composing:.2f} s"
    )
    tries: dict[str, Callable[[], object]] = {
        "read YAML with places": lambda: read_yaml(text, IdentityMap("big.yaml")),
        "read the flow": lambda: read_flow(document.root),
        "control-flow graph": lambda: control_flow(flow),
        "normal form": lambda: normalised(flow),
        "SVG": lambda: flow_svg(flow),
        "Mermaid": lambda: flow_mermaid(flow),
    }
    for name, what in tries.items():
        taken = best(what)
        print(
            f"{name:24} {taken:6.2f} s  {taken / composing:5.2f} of PyYAML's time  {actions / taken:9,.0f} actions/s"
        )


if __name__ == "__main__":
    main()
