from __future__ import annotations

from itertools import pairwise

import pytest

from genesys_deploy.deploy.pull.file_names import file_name, file_names
from genesys_deploy.platform.org import Held
from genesys_deploy.resources import Key, Kind, Wire


@pytest.mark.parametrize("name", ["Social Identity - twitter", "Grüße", "v1.2", "a_b-c (d) [e]", "日本語"])
def test_ordinary_names_stay(name: str) -> None:
    assert file_name(name) == name


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a/b", "a_b~"),
        ("../../etc/passwd", "_.._.._etc_passwd~"),
        ("..", "_~"),
        ("", "_~"),
        (".hidden", "_.hidden~"),
        ("-rf", "_-rf~"),
        ("con", "_con~"),
        ("NUL.yaml", "_NUL.yaml~"),
        ("ends with a dot.", "ends with a dot~"),
        (" spaces ", "spaces~"),
        ('a:b*c?d"e<f>g|h\\i', "a_b_c_d_e_f_g_h_i~"),
        ("a\nb\x00c\x7f", "a_b_c_~"),
        ("u\u0308", "ü~"),
        ("é" * 200, "é" * 75 + "~"),
    ],
)
def test_other_names_are_made_safe_and_told_apart(name: str, begins: str) -> None:
    safe = file_name(name)
    assert safe.startswith(begins)
    assert len(safe.encode()) <= 200
    assert file_name(name) == safe


def test_no_two_names_become_one() -> None:
    names = sorted(file_name(name) for name in ("a/b", "a:b", "a_b", "a?b", "a\\b"))
    assert all(one != other for one, other in pairwise(names))


def flow(identifier: str, name: str, kind: str = "INBOUNDSHORTMESSAGE") -> Held:
    return Held(Key(Kind.FLOW, name, kind), identifier, Wire({}))


def action(identifier: str, name: str, category: str) -> Held:
    return Held(Key(Kind.DATA_ACTION, name), identifier, Wire({"category": category}))


@pytest.mark.parametrize(
    ("held", "path"),
    [
        (flow("1", "Hello"), "flows/inboundShortMessage/Hello.yaml"),
        (flow("1", "Hello", "COMMONMODULE"), "flows/commonModule/Hello.yaml"),
        (flow("1", "Hello", "NEWFANGLED"), "flows/newfangled/Hello.yaml"),
        (action("1", "Get", "Our CRM"), "data_actions/Our CRM/Get.custom.json"),
        (action("1", "Get", ""), "data_actions/without category/Get.custom.json"),
        (action("1", "v1.custom.json", "c"), "data_actions/c/v1.custom.json.custom.json"),
    ],
)
def test_each_kind_has_its_folders(held: Held, path: str) -> None:
    assert [str(one) for one in file_names([held])] == [path]


def test_names_that_differ_in_capitals_alone_are_told_apart_by_their_ids() -> None:
    held = [
        action("1", "Get", "c"),
        action("2", "GET", "c"),
        action("3", "Get", "d"),
        action("4", "Get", "c"),
    ]
    paths = [str(path) for path in file_names(held)]
    assert len({path.casefold() for path in paths}) == 4
    assert paths[2] == "data_actions/d/Get.custom.json"
    assert paths[0].startswith("data_actions/c/Get~")
    assert [str(path) for path in file_names(held[::-1])] == paths[::-1]
