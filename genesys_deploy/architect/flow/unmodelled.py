"""Actions that are known to exist, by name and branches, whose YAML no public file shows or no modelled flow uses.

Source: the typings of Architect Scripting; the YAML key is taken to be the class's name in camel case.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENDINGS", "UNMODELLED"]

_BY_BRANCHES: Final[Mapping[tuple[str, ...], str]] = MappingProxyType(
    {
        (): """
            abortSurveyInvite addFlowMilestone askForPayment askSurveyQuestion audioMonitoring callVoiceFlow
            clearActiveIntent clearPostFlow clearSlot clearVoicemailSnippet communicate completeSurveyInvite
            createCallback enableParticipantRecord endState exitBotFlow exitWorkitemFlow extractSecureData
            flushAudio holdMusic initializeFlowOutcome jumpToMenu menu playAudio playEstimatedWaitTime
            playPositionInQueue playUserGreeting playUserName previousMenu repeatMenu returnToAgent
            sendDigitalContent setFlowOutcome setIntent setLanguage setPostFlow setUUIData showKnowledgeArticle
            task transcription waitForInput
        """,
        ("success", "failure"): """
            callAudioConnector callDecisionTable callDialogflowCxBot clearUtilizationLabel collectInput
            decryptData disconnectWorkitem encryptData getRawSIPHeaders getResponse getSIPHeaders
            getSecuredData promoteExternalContact sendAutoReply sendInteractiveApplication
            sendKnowledgeFeedback sendRichLink setPriority setSecuredData setSkills setUtilizationLabel
            setWhisperAudio setWrapupCode terminateWorkitem updateWorkitem
        """,
        ("failure",): """
            callBotConnector callDialogflowBot callLexBot callLexV2Bot callNuanceMixBot setExternalTag
            transferToFlow transferToFlowSecure transferToGroup transferToNumber transferToUser
            transferToVoicemail
        """,
        ("success", "failure", "timeout"): "callDataSecure callGuide",
        ("success", "timeout"): "detectSilence playAudioOnSilence",
        ("failure", "timeout"): "dialByExtension",
        ("found", "notFound"): """
            findGrammar findGrammarById findKnowledgeBaseDocumentById findSystemPrompt findUserPrompt
            getExternalOrganization getJourneyOutcome getJourneyOutcomeScoresBySession getJourneySegment
            getJourneySession getJourneySessionsByExternalContact
        """,
        ("found", "partiallyFound", "notFound"): "findUsersById",
        ("found", "notFound", "failure"): "getAssignedCustomerIntents",
        ("matchExact", "matchMultiple", "notFound"): "searchExternalContacts",
        ("success", "failure", "maxNoInputs", "maxNoMatches"): "askForAuthentication",
        ("yes", "no", "maxNoInputs", "maxNoMatches"): "askForBoolean",
        ("success", "maxNoInputs", "maxNoMatches"): "askForSlot",
        ("knowledge", "noIntent", "maxNoInputs"): "askForIntent",
        ("maxNoInputs", "maxNoMatches"): "digitalMenu",
        ("knowledge", "noIntent", "failure"): "callDialogEngineBot",
        ("default",): "detectIntent",
        ("loop",): "loopAnythingElse loopUntil",
        ("voicemail", "noInput", "failure"): "processVoicemailInput",
    }
)

UNMODELLED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {name: branches for branches, names in _BY_BRANCHES.items() for name in names.split()}
)
"""Branches by action."""

ENDINGS: Final = frozenset({"endState", "exitBotFlow", "exitWorkitemFlow"})
"""Those after which nothing of the same list runs."""
