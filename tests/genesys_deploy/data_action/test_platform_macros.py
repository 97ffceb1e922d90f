"""The macros that the platform adds to Velocity's own."""

from __future__ import annotations

import json

import pytest

from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.velocity.template import compile_template

CONTEXT = {
    "quoted": 'say "hi"\n\\ é 😀',
    "amp": "a b&c=d/é~",
    "none": "[]",
    "texts": '["x","y"]',
    "objects": '[{"a":[1,2]}]',
    "by_key": '{"k1":{"n":1},"k2":{"n":2}}',
    "flag": True,
    "number": 12.5,
    "user": "id",
    "secret": "pass:word",
}


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ('"$esc.jsonString($quoted)"', '"say \\"hi\\"\\n\\\\ é 😀"'),
        ('"$esc.jsonEncode(${quoted})"', '"say \\"hi\\"\\n\\\\ é 😀"'),
        ("$esc.jsonString($missing)", "$esc.jsonString($missing)"),
        ("$!esc.jsonString($missing)", ""),
        ("$esc.jsonString($flag) $esc.jsonString($number)", "true 12.5"),
        ("$esc.jsonDecode('a\\tb')", "a\tb"),
        ("$esc.url($amp)", "a+b%26c%3Dd%2F%C3%A9%7E"),
        ("$esc.urlFormEncode($amp)", "a+b%26c%3Dd%2F%C3%A9%7E"),
        ("$esc.uriEncode($amp)", "a%20b%26c%3Dd%2F%C3%A9~"),
        ('$encoding.base64("${user}:${secret}")', "aWQ6cGFzczp3b3Jk"),
        ("$encoding.base64($missing)", "$encoding.base64($missing)"),
        ("${successTemplateUtils.firstFromArray($texts)}", '"x"'),
        ('${successTemplateUtils.firstFromArray("${texts}")}', '"x"'),
        ('${successTemplateUtils.firstFromArray(${objects}, "0")}', '{"a": [1, 2]}'),
        ('${successTemplateUtils.firstFromArray(${none}, "0")}', "0"),
        ('${successTemplateUtils.firstFromArray("${none}", "$esc.quote$esc.quote")}', '""'),
        ("[${successTemplateUtils.firstFromArray(${none})}]", "[]"),
        ('$successTemplateUtils.moveKeysIntoArrayOfObjects($by_key, "id")', '[{"id": "k1", "n": 1}, {"id": "k2", "n": 2}]'),
        ('/x?$urlTool.optionalQueryParam("q", $amp)', "/x?q=a+b%26c%3Dd%2F%C3%A9%7E"),
        ('/x?$urlTool.optionalQueryParam("q", "$!missing")', "/x?"),
        ("$salesforce.escReserved('a+b (c)')", "a\\+b \\(c\\)"),
    ],
)  # fmt: skip
def test_a_macro_prints(template: str, printed: str) -> None:
    assert compile_template(template).render(CONTEXT) == printed


def test_a_json_text_survives_the_way_through_a_template() -> None:
    text = "".join(map(chr, range(0x20))) + '"\\/\x7f\u2028é😀'
    assert json.loads(compile_template('"$esc.jsonString($t)"').render({"t": text})) == text


@pytest.mark.parametrize(
    "template",
    [
        "${successTemplateUtils.firstFromArray('no json')}",
        "${successTemplateUtils.firstFromArray('3')}",
        "$successTemplateUtils.moveKeysIntoArrayOfObjects('[]', 'id')",
        "$esc.jsonDecode('\"')",
    ],
)
def test_a_macro_that_cannot_do_its_work_fails(template: str) -> None:
    with pytest.raises(TemplateError):
        compile_template(template).render(CONTEXT)


@pytest.mark.parametrize(
    ("template", "offset"),
    [
        ("abc ${name", 10),
        ("#if(true)x", 3),
        ("a #set($x)", 9),
        ('#set($x = "a $name.length( b")', 27),
        ("x #end", 6),
    ],
)
def test_an_error_says_where(template: str, offset: int) -> None:
    with pytest.raises(TemplateError) as error:
        compile_template(template)
    assert error.value.offset == offset
