"""How fast expressions are checked and evaluated, against the targets: 20,000 a second, 5 µs.

The expressions are those of the published flows in the facts folder; where it is absent, our own worked examples.
"""

from __future__ import annotations

import json
import re
import time
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions import Expression, Scope, Type, compile_expression
from genesys_deploy.source.document import Mapping, Node, Scalar, Sequence
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.architect.expressions.values import Value

ROOT = Path(__file__).resolve().parents[1]
FLOWS = ROOT.parent / "shared" / "corpus" / "flows"
EXAMPLES = ROOT / "tests/genesys_deploy/architect/expressions/cases/examples.jsonl"
PLACEHOLDER = re.compile(r"(?:\{\{\s*|\$\{)(\w+)\s*\}\}?")
TARGET_RATE = 20_000
TARGET_SECONDS = 5e-6
COMPARISONS = (
    'Flow.tier == "Platinum"',
    "Flow.confidence >= 0.85",
    'IsNotSetOrEmpty(Flow.tier) or Flow.tier == "Gold"',
    'If(Flow.confidence >= 0.85, "yes", "no")',
)
VALUES: dict[str, Value] = {"flow.tier": "Platinum", "flow.confidence": Decimal("0.9")}


def expressions() -> list[str]:
    if not FLOWS.is_dir():
        return [json.loads(line)["expression"] for line in EXAMPLES.read_text("utf-8").splitlines()]
    found: list[str] = []
    for path in sorted(FLOWS.iterdir()):
        text = PLACEHOLDER.sub(r"\1", path.read_text("utf-8-sig"))
        collect(read_yaml(text, IdentityMap(path.name)).root, found)
    return found


def collect(node: Node, found: list[str]) -> None:
    match node:
        case Mapping(entries=entries):
            found.extend(
                entry.value.text
                for entry in entries
                if entry.key.text == "exp" and isinstance(entry.value, Scalar)
            )
            for entry in entries:
                collect(entry.value, found)
        case Sequence(items=items):
            for item in items:
                collect(item, found)


def best(work: Callable[[], object], repeats: int = 9) -> float:
    """Processor seconds of the quickest of several runs, which is the one that was disturbed least."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def checking() -> None:
    texts, scope = expressions(), Scope({}, is_open=True)
    rate = len(texts) / best(lambda: [compile_expression(text, scope) for text in texts])
    print(
        f"parse + check: {rate:,.0f} of {len(texts)} expressions a second, {rate / TARGET_RATE:.1f} × the target"
    )


def evaluating() -> None:
    scope = Scope({"Flow.tier": Type("string"), "Flow.confidence": Type("decimal")})
    for text in COMPARISONS:
        seconds = best(partial(many, compile_expression(text, scope))) / 10_000
        ratio = TARGET_SECONDS / seconds
        print(f"evaluation: {seconds * 1e6:5.2f} µs, {ratio:4.1f} × as fast as the target   {text}")


def many(expression: Expression) -> None:
    for _ in range(10_000):
        expression.evaluate(VALUES)


if __name__ == "__main__":
    checking()
    evaluating()
