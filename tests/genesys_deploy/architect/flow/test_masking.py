from __future__ import annotations

import pytest

from genesys_deploy.architect.flow.masking import find_placeholders, mask_placeholders, masked_words

CASES = [
    ("name: {{flow_name}}", "name: __flow_name__"),
    ("{{ data_action }}:", "___data_action___:"),
    ('exp: "State.x.{{kind}}"', 'exp: "State.x.__kind__"'),
    ("${dataAction}:", "__dataAction_:"),
    ("name: <targetQueueName>", "name: _targetQueueName_"),
    ('exp: "<p style=\'x\'>" + "<br>" + "<strong>"', 'exp: "<p style=\'x\'>" + "<br>" + "<strong>"'),
    ("exp: a <bOrC and d> 2", "exp: a <bOrC and d> 2"),
    ("lit: {}", "lit: {}"),
    ('lit: "{\\"a\\": {\\"b\\": {}}}"', 'lit: "{\\"a\\": {\\"b\\": {}}}"'),
    ("ß{{größe}}", "ß__größe__"),
]


@pytest.mark.parametrize(("text", "masked"), CASES)
def test_a_placeholder_becomes_a_word_of_its_length(text: str, masked: str) -> None:
    assert mask_placeholders(text) == masked
    assert len(masked) == len(text)


def test_every_placeholder_is_found_and_nothing_else() -> None:
    found = [each[0] for each in find_placeholders("{{ name }} ${queue} <queueName> <b>")]
    assert found == ["{{ name }}", "${queue}", "<queueName>"]


def test_masked_words_lead_back_to_the_placeholders() -> None:
    text = "name: {{ flow_name }} ${queue} <queueName>"
    masked = mask_placeholders(text)
    for word, placeholder in masked_words(text).items():
        masked = masked.replace(word, placeholder)
    assert masked == text
