"""What can go wrong with an org. Each error is one sentence and the remedy; none shows a secret.

OrgError                     the org refused, or cannot be reached (in `source.errors`)
├── MissingCredentials       the environment does not say who we are
├── UnknownRegion            no such region, and no address either
├── SdkMissing               the official SDK cannot be imported
├── Unreachable              nobody answers there; nothing was sent
├── UnexpectedAnswer         somebody answers, but not the platform's API
├── PartialAnswer            the org answers in part, and says so
├── UncertainWrite           sent, but whether it was done is not known: read to find out
└── Refusal                  the org understood and said no
    ├── WrongCredentials     it does not know us
    ├── MissingPermission    it knows us, and we may not
    ├── NotInOrg             what was asked for is not there (any more)
    ├── Conflict             somebody else holds it or changed it
    ├── InUse                it cannot be deleted, since something needs it
    ├── RateLimited          too many requests, and waiting longer than we may
    └── Outage               the org itself is in trouble
JobFailed                    a publish or export job ended badly; all its messages
DraftPublished               taking the lock of a flow put somebody's draft in force
InvalidDraft                 the platform's validation of a Data Action says no
NotRenamed                   the org lets nobody rename flows of a type
AmbiguousName                a name stands for several objects
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.source.errors import OrgError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from genesys_deploy.source.span import Span

__all__ = [
    "AmbiguousName",
    "Conflict",
    "DraftPublished",
    "InUse",
    "InvalidDraft",
    "JobFailed",
    "MissingCredentials",
    "MissingPermission",
    "NotInOrg",
    "NotRenamed",
    "Outage",
    "PartialAnswer",
    "RateLimited",
    "Refusal",
    "SdkMissing",
    "UncertainWrite",
    "UnexpectedAnswer",
    "UnknownRegion",
    "Unreachable",
    "WrongCredentials",
]


class MissingCredentials(OrgError):
    """The environment does not say who we are."""

    def __init__(self, names: Sequence[str]) -> None:
        verb = "is" if len(names) == 1 else "are"
        super().__init__(
            f"{', '.join(names)} {verb} not set",
            hint="set them in the environment: the id, the secret and the region of an OAuth client "
            "(Admin > Integrations > OAuth, grant type Client Credentials)",
        )


class UnknownRegion(OrgError):
    """No such region, and no address either."""

    def __init__(self, region: str, known: Sequence[str]) -> None:
        super().__init__(
            f'"{region}" is no region of Genesys Cloud',
            hint=f"GENESYSCLOUD_REGION (or org.region of the settings) is one of {', '.join(known)}, or an address "
            "such as https://api.mypurecloud.ie",
        )


class SdkMissing(OrgError):
    """The official SDK cannot be imported."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"the official SDK cannot be imported: {why}", hint='run "pip install PureCloudPlatformClientV2"'
        )


class Unreachable(OrgError):
    """Nobody answers there. Nothing was sent, so it is safe to try again."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(
            f"{host} cannot be reached: {why}",
            hint="check GENESYSCLOUD_REGION, the network and the proxy (HTTPS_PROXY)",
        )


class UnexpectedAnswer(OrgError):
    """Somebody answers, but not the platform's API."""

    def __init__(self, request: str, what: str) -> None:
        super().__init__(
            f"{request} was answered with {what}, which the platform's API never does",
            hint="check that GENESYSCLOUD_REGION is the org's own, and that no proxy or login page answers for it",
        )


class PartialAnswer(OrgError):
    """The org answers in part, and says so (206): who uses what is being recorded anew."""

    def __init__(self, request: str) -> None:
        super().__init__(
            f"{request} is answered in part only: the org is recording anew who uses what",
            hint="wait until it has done so (Architect > Dependency Search says when), then run the command again",
        )


class UncertainWrite(OrgError):
    """Sent, but whether it was done is not known. Reading tells; sending it again may do it twice."""

    def __init__(self, request: str, why: str) -> None:
        super().__init__(
            f"{request} was sent, but {why}: whether it was done is not known",
            hint="run the command again: it looks first and does only what is left",
        )


class Refusal(OrgError):
    """The org understood and said no; `status` and `code` are the platform's own."""

    remedy: str | None = None

    def __init__(self, message: str, *, status: int = 400, code: str = "", hint: str | None = None) -> None:
        self.status = status
        self.code = code
        super().__init__(message, hint=hint or self.remedy)


class WrongCredentials(Refusal):
    """The org does not know us."""

    remedy = (
        "check GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET, and that the client belongs "
        "to an org of the region in GENESYSCLOUD_REGION"
    )


class MissingPermission(Refusal):
    """The org knows us, and we may not; `permissions` are the platform's own names, as far as it told."""

    def __init__(self, request: str, permissions: Sequence[str]) -> None:
        self.permissions = tuple(permissions)
        lacking = ", ".join(permissions) or "a permission that the org does not name"
        super().__init__(
            f"{request} is not permitted: the OAuth client lacks {lacking}",
            status=403,
            code="missing.permissions",
            hint="add it to a role of the OAuth client (Admin > Roles), in the divisions concerned",
        )


class NotInOrg(Refusal):
    """What was asked for is not there, or not there any more."""


class Conflict(Refusal):
    """Somebody else holds it or changed it."""


class InUse(Refusal):
    """What was to be deleted is still needed, says the org."""

    remedy = "take it out of whatever uses it there, then run the command again: it does only what is left"

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"still in use: {refusal.message}", status=refusal.status, code=refusal.code)


class RateLimited(Refusal):
    """Too many requests, and the org asks us to wait for longer than we may."""

    remedy = "wait a minute and run the command again: it does only what is left"


class Outage(Refusal):
    """The org itself is in trouble."""

    remedy = "see https://status.mypurecloud.com, then run the command again: it does only what is left"


class JobFailed(OrgError):
    """A job of the platform ended badly; `messages` are all it said."""

    def __init__(self, what: str, messages: Sequence[str], *, span: Span | None = None) -> None:
        self.messages = tuple(messages)
        told = "\n".join(f"  - {message}" for message in messages) or "  - (the platform gives no reason)"
        super().__init__(f"{what} failed:\n{told}", span=span)


class DraftPublished(OrgError):
    """Taking the lock of a flow put somebody's draft in force, which it never should; nothing else was published."""

    def __init__(self, flow: str, before: str, now: str) -> None:
        super().__init__(
            f"taking the lock of {flow} published what somebody had saved: version {now or 'none'} is in force",
            hint=f"publish version {before or 'of yours'} again in Architect, or run apply again: the lock is free now",
        )


class InvalidDraft(OrgError):
    """The platform's own validation of a Data Action says no; nothing was published."""

    def __init__(self, name: str, errors: Sequence[str], *, span: Span | None = None) -> None:
        told = "\n".join(f"  - {error}" for error in errors) or "  - (the platform gives no reason)"
        super().__init__(f'the platform rejects the Data Action "{name}":\n{told}', span=span)


class NotRenamed(OrgError):
    """The org lets nobody rename flows of that type."""

    def __init__(self, what: str, refusal: Refusal) -> None:
        super().__init__(
            f"{what} cannot be renamed: {refusal.message}",
            hint="take its renamed_from out: a flow of the new name is made, the recipients are led there, and the "
            "old one stays until you delete it",
        )


class AmbiguousName(OrgError):
    """A name stands for several objects, so that it identifies none."""

    def __init__(self, places: Mapping[str, Sequence[str]]) -> None:
        several = "; ".join(f"{len(ids)} of {what}: {', '.join(ids)}" for what, ids in sorted(places.items()))
        super().__init__(
            f"the org has {several}",
            hint="say in the settings in which division it lies, or rename or delete all but one: names identify "
            "what belongs to this project",
        )
