"""How many messages an org carries."""

from __future__ import annotations

import pytest

from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.deploy.health.quota import AT_ONCE, NAMESPACE, PER_MINUTE, Demand, check_quota, demand_of
from genesys_deploy.local_org.server import serve
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.resources import Secret
from genesys_deploy.source.locate import find_project

LIMITS = {PER_MINUTE: 2500, AT_ONCE: 50}


@pytest.mark.parametrize(
    ("demand", "limits", "told"),
    [
        (
            Demand(5, 2, 131, 5),
            LIMITS,
            (
                "a message calls 5 at most, typically 2 (the middle of 131 messages of the scenarios); "
                "the org allows 2500 a minute, that is 1250 typical messages or 500 of those that call most; "
                "50 at the same time: 600 messages a minute while the IRP lets each call wait 5 s"
            ),
        ),
        (
            Demand(3, None, 0, 0),
            LIMITS,
            "a message calls 3 at most; the org allows 2500 a minute, that is 833 messages",
        ),
        (Demand(3, 0, 9, 5), {PER_MINUTE: 300}, "that is 100 of those that call most"),
        (Demand(3, 3, 9, 0), LIMITS, "2500 a minute, that is 833 messages"),
        (Demand(0, 0, 9, 0), LIMITS, "a message calls 0 at most, typically 0"),
        (
            Demand(None, 2, 9, 5),
            {PER_MINUTE: 300},
            "may call any number, since a loop calls them, typically 2",
        ),
        (Demand(3, 2, 9, 5), {}, "the org does not say how many it allows"),
    ],
)
def test_it_is_told_in_one_line(demand: Demand, limits: dict[str, int], told: str) -> None:
    check = check_quota(demand, limits)
    assert (check.ok, "\n" in check.told) == (True, False)
    assert told in check.told


def test_an_org_that_cannot_carry_one_message_a_minute() -> None:
    check = check_quota(Demand(3, 2, 9, 5), {PER_MINUTE: 2})
    assert (check.ok, PER_MINUTE in check.remedy) == (False, True)


@pytest.mark.parametrize(("create_lead", "most"), [(True, 4), (False, 3)])
def test_the_flows_say_what_they_demand(*, create_lead: bool, most: int) -> None:
    project = find_project()
    bundle = build_bundle(project, load_settings(project, extra=[f"create_lead: {str(create_lead).lower()}"]))
    demand = demand_of((flow.model() for flow in bundle.flows), bundle.data_actions, [0, 1, 2, 2, 3, 3])
    assert (demand.most, demand.typical, demand.sample) == (most, 2, 6)
    assert demand.seconds == max(action.timeout_seconds for action in bundle.data_actions)


def test_an_org_tells_its_limits() -> None:
    with serve() as server:
        org = connect(Credentials("local-client", Secret("local-secret"), server.url))
        assert org.limits(NAMESPACE) == LIMITS
        assert org.limits("gamification") == {}
        org.close()
