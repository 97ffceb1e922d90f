"""What the real engines do and this product refuses aloud, instead of doing it otherwise."""

from __future__ import annotations

import pytest

from genesys_deploy.data_action.bulk import answer

CONTEXT = {"name": "Bob", "list": ["a"]}
DOCUMENT = {"texts": ["a"], "items": [{"id": 1}], "object": {"id": 1}}


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("#macro(m $a)[$a]#end#m('x')", "#macro is not modelled"),
        ("#define($b)hi#end$b", "#define is not modelled"),
        ("#evaluate('$name')", "#evaluate is not modelled"),
        ("#include('file')", "#include is not modelled"),
        ("#parse('file')", "#parse is not modelled"),
        ("#literal()x#end", "#literal is not modelled"),
        ("$name.getClass()", "the method getClass is not modelled"),
        ("$name.class", "the method getClass is not modelled"),
        ("$name.bytes", "the method getBytes is not modelled"),
        ("$name.format('%s', 1)", "the method format is not modelled"),
        ("$list.remove(0)", "the method remove is not modelled"),
        ("$name.split('o')", "an array prints as its address"),
        ("$esc", "$esc alone is no text"),
        ("$name{x}", '"{" directly behind a reference without braces'),
        ("${$name}", "confuses Velocity"),
        ("$\\!name", "confuses Velocity"),
        ("$!#if(true)x#end", "confuses Velocity"),
        ("5$#if(true)x#end", "confuses Velocity"),
        ("$ #set($x = 1)", "confuses Velocity"),
        ("#\\#if", "confuses Velocity"),
        ("$\\\\x", "confuses Velocity"),
        ("\\$$x", "confuses Velocity"),
        ("$name.a## no comment", '"##" is no comment behind a reference'),
        ("$name.a$name## no comment", '"##" is no comment behind a reference'),
        ("$name.a${name}[0]", '"[" behind a reference without braces'),
        ("$name.foo(bar)", "a value expected"),
        ("#break(1)", "#break with an argument is not modelled"),
        ("$salesforce.other('x')", "$salesforce.other is not modelled"),
        ("$dynamics.anything", "$dynamics.anything is not modelled"),
        ("#foreach($i in [1..2000000])x#end", "more than 100000 numbers"),
        ("$name.repeat(1000000)", "repeat(1000000)"),
        ("(" * 5 + "#if" + "(" * 300 + "true" + ")" * 300 + "x#end", "nested deeper than"),
    ],
)
def test_a_template_that_is_not_modelled_says_so(template: str, reason: str) -> None:
    assert reason in answer({"velocity": template, "context": CONTEXT}).get("error", "")


@pytest.mark.parametrize("name", ["upper", "__class__", "format_map", "__len__", "encode", "append", "keys"])
@pytest.mark.parametrize("value", ["name", "list"])
def test_nothing_of_python_is_reached(name: str, value: str) -> None:
    for template in (f"${value}.{name}", f"${value}.{name}()"):
        assert answer({"velocity": template, "context": CONTEXT}) == {"out": template}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("$.texts.sort()", 'there is no function "sort"'),
        ("$.texts.lenght()", 'there is no function "lenght"'),
        ("$.texts.length().x", "nothing can stand behind length()"),
        ("$.concat('a')", "cannot be a parameter"),
        ('$.concat("a,b")', "cannot be a parameter"),
        ("$.texts.append(true)", "cannot be a parameter"),
        ("$.items[0]id", '"." or "[" expected'),
        ("$.items[*]*", '"." or "[" expected'),
        ("$.items[", "expected"),
        ("$.items[?(@.id =~ /x/d)]", "not modelled"),
        ("$.texts[?(@ in $.items)]", "lists or objects"),
        ("$[?(@.object empty true)]", '"empty" cannot judge an object'),
        ("$" + "[?(@" * 80 + ".x" + ")]" * 80, "nested deeper"),
    ],
)
def test_a_path_that_is_not_modelled_says_so(path: str, reason: str) -> None:
    assert reason in answer({"jsonpath": path, "document": DOCUMENT}).get("error", "")


@pytest.mark.parametrize(
    "question",
    [None, 3, "text", [], {}, {"velocity": 3}, {"jsonpath": "$"}, {"velocity": "x", "context": []}],
)
def test_a_question_of_another_shape_gets_an_error(question: object) -> None:
    given = answer(question)
    assert list(given) == ["error"] or given == {"out": "x"}
