"""Pages of the documentation that are made from the code's own tables, so that they cannot lie."""

from __future__ import annotations

from genesys_deploy.report.pages.assumptions import assumptions_page
from genesys_deploy.report.pages.modelled import modelled_page

__all__ = ["assumptions_page", "modelled_page"]
