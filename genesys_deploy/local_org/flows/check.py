"""What a publish job finds out about an uploaded flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.local_org.data_actions.model import Action, data_action
from genesys_deploy.local_org.flows.model import Flow as StoredFlow
from genesys_deploy.local_org.flows.references import Known, reference_faults
from genesys_deploy.local_org.objects.datatables import DataTable
from genesys_deploy.local_org.objects.routing import Language, Queue, Skill
from genesys_deploy.source.errors import SyntaxFault
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.local_org.org import Org

__all__ = ["FILE", "CheckedFlow", "check_flow", "published_action"]

FILE = "flow.yaml"
"""How messages call the uploaded file: `flow.yaml:12:5: …`."""


@dataclass(frozen=True, slots=True)
class CheckedFlow:
    """`faults` keep it from being published; `flow` is None where the text is not even YAML."""

    flow: Flow | None
    faults: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def check_flow(org: Org, text: str) -> CheckedFlow:
    """Read the flow and look up everything that it names. Waits for nobody; takes the lock by itself."""
    try:
        flow, findings = read_flow_text(text, IdentityMap(FILE))
    except SyntaxFault as error:
        return CheckedFlow(None, (str(error),))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return _judged(flow, findings)
    with org.lock:
        known = _known(org)
    return _judged(flow, (*findings, *reference_faults(flow, known)))


def published_action(org: Org, category: str, name: str) -> Action | None:
    """The published Data Action that a flow finds under that category and name."""
    wanted = category.casefold(), name.casefold()
    with org.lock:
        return org.table(Action).find(
            lambda action: (action.category.casefold(), action.name.casefold()) == wanted
        )


def _judged(flow: Flow, findings: tuple[Finding, ...]) -> CheckedFlow:
    faults = tuple(str(finding) for finding in findings if finding.severity is Severity.ERROR)
    warnings = tuple(str(finding) for finding in findings if finding.severity is Severity.WARNING)
    return CheckedFlow(flow, faults, warnings)


def _known(org: Org) -> Known:
    def action(category: str, name: str) -> DataAction | None:
        found = published_action(org, category, name)
        return data_action(found) if found else None

    modules = org.table(StoredFlow).where(
        lambda flow: flow.kind == "commonModule" and bool(flow.published) and not flow.deleted
    )
    return Known(
        {
            "queue": _names(row.name for row in org.table(Queue)),
            "skill": _names(row.name for row in org.table(Skill)),
            "languageSkill": _names(row.name for row in org.table(Language)),
            "dataTable": _names(row.name for row in org.table(DataTable)),
            "commonModule": _names(row.name for row in modules),
        },
        action,
    )


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)
