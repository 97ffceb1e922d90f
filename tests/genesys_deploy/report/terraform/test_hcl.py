from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from genesys_deploy.report.terraform.hcl import Attribute, Block, Call, Join, Reference, Value, write_hcl
from tests.genesys_deploy.report.terraform.conftest import Terraform

TEXTS = [
    "",
    "plain",
    'a "quoted" \\ text',
    "${credentials.apiKey}",
    "$${x} $$${y} $ $$ {",
    "%{ if x }%{endif} 100 % %%{y}",
    "tab\tcr\rnul\x00 zero-width \u200b far \U000e0001",
    "Grüße, 日本語 😀",
    "ends\n",
    "one\ntwo",
    "  indented\n\n  ${input.a} %{x}\n\\n stays\nEOT\n EOT_2",
    "#if($x)\n a\tb\n#end",
    "windows\r\nlines",
    "${",
    "a$",
    "\n",
    "\nbegins",
]


def locals_of(*values: Value) -> str:
    return write_hcl(
        [Block("locals", (), tuple(Attribute(f"v{n}", value) for n, value in enumerate(values)))]
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a", '"a"'),
        ("${x}", '"$${x}"'),
        ("%{x}", '"%%{x}"'),
        (True, "true"),
        (None, "null"),
        (3, "3"),
        (0.5, "0.5"),
        ([], "[]"),
        (["a", 1], '["a", 1]'),
        ({}, "{}"),
        (Reference("var.key"), "var.key"),
        (Join(Reference("path.module"), "/a ${b}.yaml"), '"${path.module}/a $${b}.yaml"'),
        (Call("jsonencode", {}), "jsonencode({})"),
        ("a\nb", "chomp(<<EOT\na\nb\nEOT\n  )"),
        ({"Content-Type": "x", "in": "y"}, '{\n    "Content-Type" = "x"\n    "in"           = "y"\n  }'),
    ],
)
def test_values(value: Value, written: str) -> None:
    assert locals_of(value) == f"locals {{\n  v0 = {written}\n}}\n"


def test_terraform_reads_each_text_as_it_was(terraform: Terraform, tmp_path: Path) -> None:
    (tmp_path / "texts.tf").write_text(locals_of(*TEXTS), encoding="utf-8")
    listed = ", ".join(f"base64encode(local.v{n})" for n in range(len(TEXTS)))
    told = terraform("console", "-no-color", stdin=f'join(" ", [{listed}])\n')
    read = [base64.b64decode(one).decode() for one in told.strip().strip('"').split(" ")]
    assert read == TEXTS


def test_terraform_would_format_it_no_other_way(terraform: Terraform, tmp_path: Path) -> None:
    nested: Value = {
        "a": {"long_name": [{"x": 1, "yy": [1, 2]}, "b" * 200], "c": "l\nm"},
        "d": None,
        "ee": TEXTS[10],
    }
    blocks = [
        Block("terraform", (), (), (Block("required_providers", (), (Attribute("p", {"source": "a/b"}),)),)),
        Block("provider", ("p",)),
        Block(
            "resource",
            ("a_b", "c"),
            (
                Attribute("name", "x"),
                Attribute("a_longer_name", Call("jsonencode", nested)),
                Attribute("one", 1),
                Attribute("three", 3),
                Attribute("text", "l\nm"),
                Attribute("last", [Reference("a_b.d")] * 12),
            ),
            (Block("inner", (), (Attribute("x", nested),), (Block("innermost"),)),),
        ),
    ]
    (tmp_path / "all.tf").write_text(write_hcl(blocks), encoding="utf-8")
    assert terraform("fmt", "-check", "-diff") == ""


def test_a_schema_is_the_same_as_json(terraform: Terraform, tmp_path: Path) -> None:
    schema: dict[str, Value] = {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "string", "title": '<${x}> & "y"'}, "for": {"type": ["null", "number"]}},
        "additionalProperties": False,
        "maximum": 1.5,
    }
    (tmp_path / "schema.tf").write_text(locals_of(Call("jsonencode", schema)), encoding="utf-8")
    told = terraform("console", "-no-color", stdin="base64encode(local.v0)\n")
    assert json.loads(base64.b64decode(told.strip().strip('"'))) == schema
