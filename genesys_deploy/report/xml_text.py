"""What XML can carry: JUnit reports of findings and of scenarios are written alike."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

__all__ = ["xml_document", "xml_text"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text, with a mark in the place of each character that XML has no way to write."""
    return _NOT_XML.sub("�", text)


def xml_document(root: ET.Element) -> str:
    """The whole document, indented."""
    ET.indent(root)
    return f"{_DECLARATION}\n{ET.tostring(root, encoding='unicode')}\n"
