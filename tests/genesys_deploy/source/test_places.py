from __future__ import annotations

import pytest

from genesys_deploy.source.places import Places
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

TEXT = "a:\n  b: 1\n  c: [2]\n"


@pytest.mark.parametrize(
    ("keys", "value", "key"),
    [
        ((), "1:1", "1:1"),
        (("a",), "2:3", "1:1"),
        (("a", "b"), "2:6", "2:3"),
        (("a", "none"), "2:3", "2:3"),
        (("a", "c", "none"), "3:6", "3:6"),
        (("none",), "1:1", "1:1"),
    ],
)
def test_the_last_one_on_the_way_stands_in_for_what_is_not_written(
    keys: tuple[str, ...], value: str, key: str
) -> None:
    places = Places(read_yaml(TEXT, IdentityMap("f")).root)
    assert (str(places.of(*keys)), str(places.of_key(*keys))) == (f"f:{value}", f"f:{key}")
