"""Writes the generated pages and pictures; with --check it only says which are stale, and ends with 1."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.registry import ALL_RULES
from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.local_org.assumptions import ASSUMPTIONS as OF_LOCAL_ORG
from genesys_deploy.local_org.http.page import local_org_page
from genesys_deploy.report.findings.rule_index import rule_index
from genesys_deploy.report.pages import assumptions_page, modelled_page
from genesys_deploy.report.picture.depth import Depth
from genesys_deploy.report.svg import flow_svg
from genesys_deploy.simulate.scenario.schema import scenario_schema
from genesys_deploy.source.locate import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[1]


def picture() -> str:
    project = Project(ROOT)
    flow = build_bundle(project, load_settings(project, "demo"), ["twitter"]).flow("twitter").model()
    return flow_svg(flow, Depth.OVERVIEW, widest=900)


def schema() -> str:
    return json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/assumptions.md": lambda: assumptions_page(OF_LOCAL_ORG),
    "docs/flow.svg": picture,
    "docs/local-org.md": local_org_page,
    "docs/modelled.md": modelled_page,
    "docs/rules/README.md": lambda: rule_index(ALL_RULES),
    "flows/scenarios/scenario.schema.json": schema,
}


def main() -> int:
    stale = []
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"stale: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
