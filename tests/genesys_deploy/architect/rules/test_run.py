from __future__ import annotations

from genesys_deploy.architect.rules.run import FlowText, check_flow_text, check_flow_texts
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.source_map import IdentityMap, LineMap, LineOrigin
from genesys_deploy.source.span import Span

HEAD = """\
inboundShortMessage:
  name: Example
  startUpRef: "/inboundShortMessage/states/state[A]"
  states:
    - state:
        name: A
        refId: A
        actions:
          - disconnect: {name: Bye}
"""
LATE = "          - disconnect: {name: Late}\n"


def rendered(text: str, template: str = "t.j2") -> FlowText:
    """As if each line came from the line of a template that is ten lines further down."""
    lines = range(1, text.count("\n") + 2)
    return FlowText(text, LineMap(tuple(LineOrigin(template, line + 10, shift=-4) for line in lines)))


def test_a_place_is_that_in_the_template() -> None:
    (finding,) = check_flow_texts([rendered(HEAD + LATE)])
    assert (finding.rule, str(finding.span)) == ("unreachable-action", "t.j2:20:9")


def test_one_template_line_is_reported_once_for_all_flows() -> None:
    assert len(check_flow_texts([rendered(HEAD + LATE), rendered(HEAD + LATE)])) == 1
    assert len(check_flow_texts([rendered(HEAD + LATE), rendered(HEAD + LATE, "other.j2")])) == 2


def test_a_comment_in_the_template_suppresses() -> None:
    template = "\n" * 18 + "{# noqa: unreachable-action shown on purpose #}\n" + LATE
    assert check_flow_texts([rendered(HEAD + LATE)], texts={"t.j2": template}) == ()


def test_a_comment_in_a_macro_that_is_not_used_is_not_superfluous() -> None:
    template = "\n" * 18 + "{# noqa: unreachable-action shown on purpose #}\n" + LATE
    assert check_flow_texts([rendered(HEAD)], texts={"unused.j2": template}) == ()
    (complaint,) = check_flow_texts([rendered(HEAD + "\n")], texts={"t.j2": template})
    assert complaint.rule == "unused-suppression"


def test_what_other_checks_found_is_settled_with_the_rest() -> None:
    other = Finding("unused-input", Severity.WARNING, "m", Span.at("a.yaml", 1, 1))
    assert check_flow_texts([], others=[other]) == (other,)
    assert (
        check_flow_texts([], texts={"a.yaml": "x: 1  # noqa: unused-input for later"}, others=[other]) == ()
    )


def test_findings_come_in_the_order_of_the_file() -> None:
    text = HEAD + LATE + '  variables: [{stringVariable: {name: Flow.x, initialValue: {lit: ""}}}]\n'
    findings = check_flow_texts([FlowText(text, IdentityMap("f"))])
    assert [finding.rule for finding in findings] == ["unreachable-action", "unused-variable"]


def test_no_yaml_is_a_finding_and_no_flow() -> None:
    checked = check_flow_text(FlowText("a: [", IdentityMap("f")))
    assert checked.flow is None
    assert [finding.rule for finding in checked.findings] == ["syntax"]
