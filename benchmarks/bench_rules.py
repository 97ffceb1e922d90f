"""What a check of the project's flows costs, part by part, as shares of the whole.

python benchmarks/bench_rules.py
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.reader import read_flow
from genesys_deploy.architect.rules.check import check_flow
from genesys_deploy.architect.rules.run import FlowText, check_flow_texts
from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.check import context_of, texts_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.source.locate import find_project
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 9


def best(work: Callable[[], object]) -> float:
    """Seconds of processor time, the best of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    project = find_project()
    bundle = build_bundle(project, load_settings(project, "local", ()))
    context, texts = context_of(bundle), texts_of(bundle)
    sources = [FlowText(flow.text, flow.origin) for flow in bundle.flows]
    documents = [read_yaml(flow.text, flow.origin) for flow in bundle.flows]
    flows = [read_flow(document.root)[0] for document in documents]
    whole = best(lambda: check_flow_texts(sources, context, texts))
    parts = {
        "YAML to nodes": best(lambda: [read_yaml(flow.text, flow.origin) for flow in bundle.flows]),
        "nodes to flows": best(lambda: [read_flow(document.root) for document in documents]),
        "all rules": best(lambda: [check_flow(flow, context) for flow in flows]),
    }
    actions = sum(flow.text.count("name:") for flow in bundle.flows)
    print(f"{len(flows)} flows, {actions:,} names: {whole * 1000:.0f} ms")
    for name, seconds in parts.items():
        print(f"  {name:16} {seconds / whole:5.0%}   {seconds * 1000:.0f} ms")


if __name__ == "__main__":
    main()
