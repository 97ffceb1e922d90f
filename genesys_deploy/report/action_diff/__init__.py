"""Two versions of Data Actions together with the flows that call them, and the ways to tell it."""

from __future__ import annotations

from genesys_deploy.report.action_diff.comparison import Comparison, compare_with_flows
from genesys_deploy.report.action_diff.json_form import as_json
from genesys_deploy.report.action_diff.markdown import as_markdown
from genesys_deploy.report.action_diff.terminal import as_text

__all__ = ["Comparison", "as_json", "as_markdown", "as_text", "compare_with_flows"]
