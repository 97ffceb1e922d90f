"""How many Data Actions a second go through their templates.

python benchmarks/bench_data_action.py
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.jsonpath.compiler import compile_path
from genesys_deploy.data_action.jsonpath.evaluate import read
from genesys_deploy.data_action.request import build_request
from genesys_deploy.data_action.response import HttpResponse, read_response
from genesys_deploy.data_action.velocity.template import compile_template
from genesys_deploy.data_action.wire import from_wire

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, REPEATS = 2_000, 5
WANTED_PER_SECOND = 700 * 4
"""700 conversations with four Data Actions each."""

TEXT = {"type": "string"}
INPUTS = ("channel", "user_id", "handle", "handle_raw", "display_name", "conversation_id")
OUTPUTS: dict[str, tuple[str, str, str]] = {
    "resolved": ("$.resolved", "false", "boolean"),
    "confidence": ("$.confidence", "0.0", "number"),
    "customerId": ("$.customer_id", '""', "string"),
    "matchedBy": ("$.matched_by", '""', "string"),
    "tier": ("$.profile_data.tier", '""', "string"),
    "language": ("$.profile_data.preferences.language", '""', "string"),
    "candidate": ("$.candidates[0].customer_id", '""', "string"),
    "reviewId": ("$.review_id", '""', "string"),
}
ANSWER = (
    '{"resolved":true,"confidence":0.99,"customer_id":"CRM_987654321","matched_by":"user_id","profile_data":{"name":'
    '"John Doe","tier":"Platinum","preferences":{"preferred_channel":"sms","language":"en-US"}},"decision_id":"d_1"}'
)


def an_action() -> Any:
    members = ", ".join(f'"{name}": "$!esc.jsonString($!{{input.{name}}})"' for name in INPUTS)
    results = ", ".join(f'"{name}": ${{{name}}}' for name in OUTPUTS)
    return from_wire({
        "name": "Resolve Identity",
        "contract": {
            "input": {"inputSchema": {"type": "object", "properties": dict.fromkeys(INPUTS, TEXT)}},
            "output": {
                "successSchema": {
                    "type": "object",
                    "properties": {name: {"type": kind} for name, (_, _, kind) in OUTPUTS.items()},
                }
            },
        },
        "config": {
            "request": {
                "requestUrlTemplate": "https://irp.example.com/api/v1/resolve",
                "requestType": "POST",
                "headers": {"Content-Type": "application/json", "Authorization": "Bearer ${credentials.apiKey}"},
                "requestTemplate": f"{{{members}}}",
            },
            "response": {
                "translationMap": {name: path for name, (path, _, _) in OUTPUTS.items()},
                "translationMapDefaults": {name: default for name, (_, default, _) in OUTPUTS.items()},
                "successTemplate": f"{{{results}}}",
            },
        },
    })  # fmt: skip


def microseconds(work: Callable[[], object]) -> float:
    """The best of several runs, for one call."""
    best = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        for _ in range(ROUNDS):
            work()
        best = min(best, time.perf_counter() - start)
    return best / ROUNDS * 1e6


def report(name: str, cost: float, baseline: float | None = None) -> None:
    ratio = f"  {cost / baseline:5.2f} of the whole" if baseline else ""
    print(f"{name:<44}{cost:8.1f} µs {1e6 / cost:10,.0f} /s{ratio}")


def main() -> None:
    action = an_action()
    inputs = {name: f"value of {name}" for name in INPUTS}
    credentials = {"apiKey": "k"}
    answer = HttpResponse(200, ANSWER)

    def whole() -> None:
        build_request(action, inputs, credentials)
        read_response(action, answer)

    cost = microseconds(whole)
    report("request and response of one Data Action", cost)
    report(
        "  request: six inputs, escaped",
        microseconds(lambda: build_request(action, inputs, credentials)),
        cost,
    )
    report(
        "  response: eight paths, defaults, contract",
        microseconds(lambda: read_response(action, answer)),
        cost,
    )
    print(
        f"{'  against the rate that a flow needs':<44}{1e6 / cost / WANTED_PER_SECOND:8.1f} times {WANTED_PER_SECOND:,} /s"
    )
    document = {"participants": [{"purpose": "agent", "id": str(n)} for n in range(10)]}
    path = compile_path("$.participants[?(@.purpose == 'agent' && @.id != '3')].id")
    report("a filter over ten items", microseconds(lambda: read(path, document)))
    template = compile_template('#foreach($i in [1..10])#if($i % 2 == 0)"$!{x}$i"#{else},#end#end')
    report("a loop of ten with a condition", microseconds(lambda: template.render({"x": "a"})))


if __name__ == "__main__":
    main()
