"""Two versions of a Data Action, and what lies between them for the flows and for the remote service."""

from __future__ import annotations

from genesys_deploy.data_action.diff.compare import diff_action, diff_actions
from genesys_deploy.data_action.diff.meaning import Kind, Meaning, Touch
from genesys_deploy.data_action.diff.model import ActionDiff, Change

__all__ = ["ActionDiff", "Change", "Kind", "Meaning", "Touch", "diff_action", "diff_actions"]
