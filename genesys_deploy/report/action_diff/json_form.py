"""A comparison of Data Actions as JSON.

```
{"version": 1, "summary": "…", "breaking": true, "flowsLookedAt": 6 | null,
 "actions": [{"name": "…", "makesVersion": true, "breaking": true,
   "changes": [{"kind": "output-removed", "what": "…", "names": ["tier"], "breaking": true, "breaksFlows": true,
                "breaksService": false, "flows": "…", "service": "…", "old": PLACE, "new": PLACE}],
   "calls": [{"name": "…", "flows": ["…"], "breaks": true, "place": PLACE,
              "effects": [{"kind": "output-removed", "what": "…", "breaks": true, "place": PLACE}]}]}]}
```

PLACE is {"file": "…", "line": 3, "column": 7} or null; lines and columns count from 1. Keys may be added within a version.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genesys_deploy.data_action.diff import Change
    from genesys_deploy.report.action_diff.calls import AffectedCall
    from genesys_deploy.report.action_diff.comparison import ComparedAction, Comparison
    from genesys_deploy.source.document import Plain
    from genesys_deploy.source.span import Span

__all__ = ["VERSION", "as_json"]

VERSION = 1


def as_json(comparison: Comparison) -> str:
    report = {
        "version": VERSION,
        "summary": comparison.summary,
        "breaking": any(action.diff.breaking for action in comparison.actions),
        "flowsLookedAt": comparison.flows,
        "actions": [_action(action) for action in comparison.actions],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _action(action: ComparedAction) -> dict[str, Plain]:
    return {
        "name": action.diff.name,
        "makesVersion": action.diff.makes_version,
        "breaking": action.diff.breaking,
        "changes": [_change(change) for change in action.diff.changes],
        "calls": [_call(call) for call in action.calls],
    }


def _change(change: Change) -> dict[str, Plain]:
    return {
        "kind": change.kind.value,
        "what": change.what,
        "names": list(change.names),
        "breaking": change.breaking,
        "breaksFlows": change.meaning.breaks_flows,
        "breaksService": change.meaning.breaks_service,
        "flows": change.for_flows,
        "service": change.for_service,
        "old": _place(change.old),
        "new": _place(change.new),
    }


def _call(call: AffectedCall) -> dict[str, Plain]:
    return {
        "name": call.name,
        "flows": list(call.flows),
        "breaks": call.breaks,
        "place": _place(call.span),
        "effects": [
            {
                "kind": effect.change.kind.value,
                "what": effect.what,
                "breaks": effect.breaks,
                "place": _place(effect.span),
            }
            for effect in call.effects
        ],
    }


def _place(span: Span | None) -> Plain:
    return {"file": span.file, "line": span.start.line, "column": span.start.column} if span else None
