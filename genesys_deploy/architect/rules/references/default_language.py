"""The default language is not one that the flow supports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["DefaultLanguage"]

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")


class DefaultLanguage(Rule):
    id = "default-language"
    severity = Severity.ERROR
    summary = "The default language is not among the supported ones"

    def check(self, survey: Survey) -> Iterator[Finding]:
        default, supported = survey.flow.default_language, survey.flow.languages
        # What is no language tag is a placeholder, and may stand for any.
        if default is None or not supported or not _TAG.fullmatch(default.text):
            return
        if default.text.lower() not in {language.lower() for language in supported}:
            hint = did_you_mean(default.text, supported) or f"supported are: {', '.join(supported)}"
            yield self.finding(f'"{default.text}" is not among the supported languages', default.span, hint)
