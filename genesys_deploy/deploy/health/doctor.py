"""Everything that a plan or an apply needs, looked at before it is missed."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from genesys_deploy.bundle.contents import contents_of
from genesys_deploy.bundle.settings.secrets import MissingSecrets
from genesys_deploy.deploy.health.diagnosis import Check, Diagnosis
from genesys_deploy.deploy.health.guard import guard
from genesys_deploy.deploy.health.permissions import (
    Role,
    missing_permissions,
    needed_permissions,
    role_definition,
)
from genesys_deploy.deploy.health.quota import NAMESPACE, check_quota, demand_of
from genesys_deploy.deploy.health.surroundings import check_clock, check_service
from genesys_deploy.source.errors import OrgError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.platform.org import Org

__all__ = ["examine"]

_HEALTH = "/healthz"


def examine(
    bundle: Bundle,
    environment: Mapping[str, str],
    role: Role,
    log_in: Callable[[], Org],
    sample: Callable[[], Collection[int]] = tuple,
) -> Diagnosis:
    """Look at secrets, org, permissions, clock, quotas and services; nothing is written, no check stops the others.

    Args:
        bundle: what is to be applied.
        environment: where the secrets are.
        role: what the OAuth client is to do.
        log_in: reaches the org; the one that answers is closed again.
        sample: how many Data Actions single messages called, for what is typical; asked where an org answers.
    """
    needed = needed_permissions(contents_of(bundle, None).resources, role)
    checks = [_secrets(bundle, environment)] if role is Role.APPLY else []
    host, missing = "", None
    try:
        with closing(log_in()) as org:
            host = org.host
            checks.append(_right_org(bundle.settings, org))
            missing = missing_permissions(org, needed)
            checks += [_permissions(needed, missing), check_clock(host), _quota(bundle, org, sample())]
    except OrgError as error:
        checks.append(_failed("permissions" if host else "org", error))
    checks.extend(_services(bundle.settings, host))
    return Diagnosis(tuple(checks), needed, missing, role_definition(needed, f"genesys-deploy {role}"))


def _secrets(bundle: Bundle, environment: Mapping[str, str]) -> Check:
    try:
        contents_of(bundle, environment)
    except MissingSecrets as error:
        return _failed("secrets", error)
    return Check("secrets", "every variable that holds one is set")


def _right_org(settings: Settings, org: Org) -> Check:
    try:
        found = org.organization()
        guard(settings, found)
    except OrgError as error:
        return _failed("org", error)
    unguarded = "" if settings.org.id else "; nothing guards against another: set org.id"
    return Check("org", f"logged in to {found.name} ({found.id}) at {org.host}{unguarded}")


def _permissions(needed: tuple[str, ...], missing: tuple[str, ...]) -> Check:
    if not missing:
        return Check("permissions", f"all {len(needed)} that are needed are held")
    told = f"{len(missing)} of {len(needed)} are missing: {', '.join(missing)}"
    remedy = "add them to a role of the OAuth client (Admin > Roles), or create the role below"
    return Check("permissions", told, remedy, ok=False)


def _quota(bundle: Bundle, org: Org, sample: Collection[int]) -> Check:
    demand = demand_of((flow.model() for flow in bundle.flows), bundle.data_actions, sample)
    try:
        return check_quota(demand, org.limits(NAMESPACE))
    except OrgError:
        # An org that does not tell its limits can be published to all the same.
        return check_quota(demand, {})


def _services(settings: Settings, host: str) -> Iterator[Check]:
    irp = settings.irp
    yield check_service("irp", irp.url, host, _HEALTH)
    if irp.crm_url and irp.crm_url != irp.url:
        yield check_service("irp.crm", irp.crm_url, host)


def _failed(name: str, error: OrgError | MissingSecrets) -> Check:
    return Check(name, error.message, error.hint or "", ok=False)
