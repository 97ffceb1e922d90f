"""No work on another org than the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.source.errors import OrgError

if TYPE_CHECKING:
    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.platform.org import Organization

__all__ = ["guard"]


def guard(settings: Settings, found: Organization) -> None:
    """Make sure that the credentials lead to the org whose id the settings give, if they give one.

    Raises:
        OrgError: they lead to another.
    """
    wanted = settings.org.id
    if wanted is not None and wanted != found.id:
        raise OrgError(
            f"this is another org: the settings say {wanted}, the credentials lead to {found.id} ({found.name})",
            span=settings.span,
            hint="correct org.id, or use that org's credentials",
        )
