"""What a published flow names, by its text alone."""

from __future__ import annotations

from genesys_deploy.deploy.compare.flow_needs import needs_of_flow
from tests.genesys_deploy.deploy.small_project import FLOW

LOOKUP = """          - dataTableLookup:
              name: Look
              lookupValue: {lit: gold}
              dataTable: {Tiers: {none: true}}
          - callData:
"""


def test_everything_that_stands_in_it_by_name() -> None:
    text = FLOW.replace("          - callData:\n", LOOKUP)
    assert sorted(map(str, needs_of_flow(text))) == [
        'Data Action "Greet"',
        'data table "Tiers"',
        'queue "General"',
    ]
