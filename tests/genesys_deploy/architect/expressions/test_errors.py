"""What an error says, where it points, and what it advises."""

from __future__ import annotations

import pytest

from genesys_deploy.architect.expressions import (
    EvaluationError,
    ExpressionError,
    Scope,
    Type,
    compile_expression,
)

SCOPE = Scope(
    {
        "Flow.name": Type("string"),
        "Flow.count": Type("integer"),
        "Flow.names": Type("string", collection=True),
        "Flow.queue": Type("queue"),
        "Message.Message": Type("shortMessage"),
    }
)


def error_of(text: str, target: str | None = None) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text, SCOPE, Type.parse(target) if target else None)
    return caught.value


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, "a value is expected"),
        ("1 +", 2, 'a value is expected after "+"'),
        ("true AND", 5, "after"),
        ("Upper(1 -)", 10, "after"),
        ("1 + * 2", 7, "after"),
        ("Upper(,)", 8, "a value is expected here"),
        ("()", 2, "a value is expected here"),
        ("* 2", 3, "a value is expected"),
        ('"open', 0, "no closing quote"),
        ("(1 + 2", 0, 'no closing ")"'),
        ("Flow.names[0", 10, 'no closing "]"'),
        ("1 + 2)", 5, "closes nothing"),
        ("1, 2", 1, "outside of a function"),
        ("Flow.count / -0", 13, "must not be zero"),
        ("GetDayOfWeekOccurrence(7, 0, 2200)", 26, "must not be zero"),
        ("(Flow.names[0", 0, "no closing"),
        ("1 + #", 4, "cannot stand here"),
        ("MakeList(NOT_SET)", 0, "does not take"),
        ("If(true, NOT_SET, NOT_SET)", 0, "does not take"),
        ("Sum(1)", 0, "does not take"),
        ("Flow.nope + 1000000000000000", 0, "no variable"),
        ("1000000000000000 + Flow.nope", 0, "an Integer lies"),
        ("Nope(1", 0, "no function"),
        ("(1, 2)", 6, "outside of a function"),
        ("1 + (1, 2)", 10, "outside of a function"),
        ("(1, Upper((Flow.name)))", 23, "outside of a function"),
        ("1 + Flow.names[1, 2]", 20, "outside of a function"),
        ("Upper5.0", 8, "missing between"),
        ("Flow.count.", 10, "after"),
        ("true ? 1", 5, 'without ":"'),
        ("1 : 2", 1, 'without "?"'),
        ('"a" § "b"', 3, "between"),
        ("Flow.count Flow.name", 20, "missing between"),
        ("Upper(Flow.nmae)", 6, 'no variable "Flow.nmae"'),
        ("Uper(Flow.name)", 0, 'no function "Uper"'),
        ("Flow.queue.size", 0, 'queue has no property "size"'),
        ("Flow.name == 1", 10, "does not take (string, integer)"),
        ("Upper(1)", 0, "does not take (integer)"),
        ("Left(Flow.name, -1)", 16, "must be at least 0"),
        ("MakeDateTime(2024, 13, 1)", 19, "must be 1 to 12"),
        ('MakeCurrency(1, "abc")', 16, "ISO 4217"),
        ("9999999999999999", 0, "an Integer lies"),
        ("GetDefaultLanguage()", 0, "inboundShortMessage"),
        ('Contains(Flow.name, "a", true)', 0, "inboundShortMessage"),
    ],
)
def test_says_what_is_wrong_and_where(text: str, position: int, words: str) -> None:
    error = error_of(text)
    assert words in error.message
    assert error.position == position
    assert error.expression == text


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Upper(Flow.nmae)", 'did you mean "Flow.name"?'),
        ("Uper(Flow.name)", 'did you mean "Upper"?'),
        ("TRUE", "the literal is spelled true"),
        ("Not_Set", "the literal is spelled NOT_SET"),
        ("Upper", "it is a function; its arguments stand in parentheses"),
        ("Flow.queue.nmae", 'did you mean "name"?'),
        ("Upper(1)", "it takes (string)"),
        ('If(true, "yes", 1)', "it takes (boolean, any, any) or (boolean, anyCollection, anyCollection)"),
        ("1 < true", "it takes (integer, decimal) or"),
    ],
)
def test_advises(text: str, hint: str) -> None:
    assert (error_of(text).hint or "").startswith(hint)


def test_a_type_that_cannot_become_the_target_is_an_error_of_the_whole() -> None:
    error = error_of("Flow.queue", "integer")
    assert error.position == -1
    assert error.message == "expected integer, found queue"


def test_the_caret_stands_under_the_place() -> None:
    assert error_of('If(Flow.count > 1, "yes", 1)').caret() == 'If(Flow.count > 1, "yes", 1)\n^'
    assert error_of("Upper(\n\tFlow.nmae)").caret() == "\tFlow.nmae)\n\t^"


def test_the_caret_underlines_the_whole_where_the_whole_is_meant() -> None:
    assert error_of("Flow.queue", "integer").caret() == "Flow.queue\n^^^^^^^^^^"


def test_the_caret_of_a_long_line_shows_its_surroundings() -> None:
    text = "Append(" + ", ".join(["Flow.name"] * 60) + ", Flow.nmae)"
    shown, mark = error_of(text).caret().splitlines()
    assert shown.startswith("…")
    assert shown[mark.index("^") :].startswith("Flow.nmae)")


def test_an_error_at_run_time_knows_its_expression_and_place() -> None:
    expression = compile_expression('1 + ToInt("x")', SCOPE)
    with pytest.raises(EvaluationError) as caught:
        expression.evaluate({})
    assert caught.value.position == 4
    assert caught.value.caret().splitlines()[0] == '1 + ToInt("x")'


def test_a_hint_tells_what_any_means() -> None:
    assert (error_of('If(true, "yes", 1)').hint or "").endswith("any is one and the same type")
