from __future__ import annotations

import pytest

from genesys_deploy.bundle.bundle import Bundle, build_bundle
from genesys_deploy.bundle.contents import contents_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.bundle.settings.secrets import MissingSecrets
from genesys_deploy.resources import Kind, Ownership
from genesys_deploy.source.document import plain
from genesys_deploy.source.locate import find_project
from genesys_deploy.source.yaml_reader import read_yaml

PROJECT = find_project()
SECRETS = {"IRP_API_KEY": "the-key", "OPEN_MESSAGING_SECRET": "the-signature"}


def bundle(overlay: str = "demo", *extra: str) -> Bundle:
    return build_bundle(PROJECT, load_settings(PROJECT, overlay, extra))


def test_one_flow_a_channel_each_from_the_template_and_valid_yaml() -> None:
    made = bundle()
    assert [flow.name for flow in made.flows] == [
        f"Social Identity - {channel}"
        for channel in ("twitter", "instagram", "facebook", "whatsapp", "linkedin", "open")
    ]
    for flow in made.flows:
        document = read_yaml(flow.text, flow.origin)
        assert not document.findings
        assert plain(document.root)["inboundShortMessage"]["name"] == flow.name  # type: ignore[call-overload, index]


def test_no_line_of_a_flow_is_without_a_template() -> None:
    for flow in bundle().flows:
        for origin in flow.origin.origins:
            assert (PROJECT.root / origin.file).is_file()


def test_the_release_follows_the_content() -> None:
    assert bundle().release == bundle().release
    assert bundle().release != bundle("demo", "guest: {priority: 1}").release
    assert bundle().release != bundle("demo", "irp: {url: 'http://127.0.0.1:1'}").release
    assert bundle().release in bundle().flow("twitter").text


def test_the_five_data_actions_reach_the_irp() -> None:
    actions = {action.name: action.request.url for action in bundle("example-org").data_actions}
    assert set(actions) == {"Check Bot", "Create Lead", "Get Account", "Log Unresolved", "Resolve Identity"}
    assert actions["Resolve Identity"] == "https://irp.example.com/api/v1/resolve"


def test_every_data_action_outlasts_the_flow() -> None:
    made = bundle()
    longest = max(
        getattr(made.settings.irp.timeouts, name)
        for name in type(made.settings.irp.timeouts).__dataclass_fields__
    )
    assert all(action.timeout_seconds > longest for action in made.data_actions)


def test_resources_are_all_that_the_flows_need() -> None:
    resources = contents_of(bundle(), SECRETS).resources
    there = {resource.key for resource in resources}
    assert len(there) == len(resources)
    assert {need for resource in resources for need in resource.needs} <= there
    assert len([key for key in there if key.kind is Kind.FLOW]) == 6


@pytest.mark.parametrize(
    ("overlay", "ownership"), [("demo", Ownership.OWN), ("example-org", Ownership.REFERENCE)]
)
def test_queues_of_a_real_org_are_other_peoples(overlay: str, ownership: Ownership) -> None:
    owners = {
        r.ownership for r in contents_of(bundle(overlay), SECRETS).resources if r.key.kind is Kind.QUEUE
    }
    assert owners == {ownership}


@pytest.mark.parametrize("missing", [{"IRP_API_KEY"}, {"OPEN_MESSAGING_SECRET"}, set(SECRETS)])
def test_missing_secrets_are_named_all_at_once(missing: set[str]) -> None:
    environment = {name: value for name, value in SECRETS.items() if name not in missing}
    with pytest.raises(MissingSecrets) as refused:
        contents_of(bundle(), environment)
    assert set(refused.value.purposes) == missing
    assert all(f"{variable} is not set: " in refused.value.message for variable in missing)


def test_secrets_are_never_shown() -> None:
    shown = repr(contents_of(bundle(), SECRETS).resources)
    assert "the-key" not in shown
    assert "the-signature" not in shown
