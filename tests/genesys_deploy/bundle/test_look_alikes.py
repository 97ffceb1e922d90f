from __future__ import annotations

import pytest

from genesys_deploy.bundle.settings.look_alikes import look_alike_queues
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.source.locate import find_project

PROJECT = find_project()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("{}", []),
        ("tiers: {Silver: {queue: General_Socal_Queue}}", ["General_Socal_Queue", "General_Social_Queue"]),
        ("tiers: {Silver: {queue: general_social_queue}}", ["general_social_queue", "General_Social_Queue"]),
        (
            "{guest: {queue: Guests of the shop}, review: {queue: Guest of the shop}}",
            ["Guest of the shop", "Guests of the shop"],
        ),
        ("{guest: {queue: Social_1}, review: {queue: Social_2}}", []),
        ("{guest: {queue: Gold_Queue}, review: {queue: Cold_Queue}}", []),
    ],
)
def test_a_queue_that_is_named_once_and_like_another_is_a_slip(settings: str, told: list[str]) -> None:
    found = list(look_alike_queues(load_settings(PROJECT, "local", [settings])))
    assert [name for finding in found for name in finding.message.split('"')[1::2]] == told


def test_queues_that_must_be_there_are_not_created() -> None:
    text = "tiers: {Silver: {queue: General_Socal_Queue}}"
    assert not list(look_alike_queues(load_settings(PROJECT, "example-org", [text])))
