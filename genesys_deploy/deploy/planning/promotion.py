"""What passed in one org goes to the next one as it is: only the settings of the orgs may differ."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from genesys_deploy.deploy.record.releases import Release
from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from genesys_deploy.bundle.settings.differences import SettingDifference

__all__ = ["NotPromoted", "Promotion", "promote", "promotion_lines", "promotion_markdown", "read_releases"]

SHOWN = 12


class NotPromoted(ProductError):
    """A bundle that did not pass in the org that it is promoted from; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Promotion:
    """`release` is the one by which the bundle was applied in the org of the settings `source`.

    `differences` are the settings that the next org has otherwise; `overtaken`, that another bundle was applied since.
    """

    source: str
    release: Release
    differences: tuple[SettingDifference, ...]
    overtaken: bool = False


def promote(
    archive: str,
    content: str,
    source: str,
    releases: Sequence[Release],
    differences: tuple[SettingDifference, ...],
) -> Promotion:
    """Make sure that a bundle was applied in an org, completely, and with the settings that the org has now.

    Args:
        archive: the bundle's hash.
        content: what it renders to with that org's settings as they are now.
        source: what that org's settings are called.
        releases: of that org, the latest first.
        differences: between that org's settings and the next one's.

    Raises:
        NotPromoted: it was not.
    """
    of_it = [release for release in releases if release.archive == archive]
    complete = next((release for release in of_it if release.complete), None)
    if complete is None:
        raise _never_applied(archive, source, of_it)
    if complete.bundle != content:
        raise NotPromoted(
            f"more than settings differ: with the settings of {source} as they are now, this bundle comes out as "
            f"{content}, and release {complete.number} there was {complete.bundle}",
            hint=f"apply it to {source} again, so that what goes on is what was seen there",
        )
    return Promotion(source, complete, differences, overtaken=releases[0].archive != archive)


def read_releases(text: str) -> tuple[Release, ...]:
    """The releases that `releases --json` printed, the latest first.

    Raises:
        NotPromoted: it did not.
    """
    known = [field.name for field in fields(Release)]
    try:
        rows: list[dict[str, Any]] = json.loads(text)
        releases = [Release(**{name: row[name] for name in known if name in row}) for row in rows]
        return tuple(sorted(releases, key=lambda release: -release.number))
    except (ValueError, TypeError, KeyError):
        raise NotPromoted("this is no list of releases", hint="make it by: releases --json") from None


def promotion_lines(promotion: Promotion, target: str) -> Iterator[str]:
    """What passed where, and what is otherwise here."""
    release = promotion.release
    commit = f", of commit {release.commit[:SHOWN]}" if release.commit else ""
    yield (
        f"promoted from {promotion.source}: {release.archive[:SHOWN]} is release {release.number} there, "
        f"applied {release.time} by {release.actor or 'somebody'}{commit}"
    )
    if promotion.overtaken:
        yield f"note: another bundle was applied to {promotion.source} since"
    count = len(promotion.differences)
    if not count:
        yield f"nothing differs between {promotion.source} and {target}"
        return
    differ = "1 setting differs" if count == 1 else f"{count} settings differ"
    yield f"{differ} between {promotion.source} and {target}, and nothing else:"
    yield from (f"    {difference}" for difference in promotion.differences)


def promotion_markdown(promotion: Promotion, target: str) -> str:
    """The same, the settings as a table."""
    first, *_ = promotion_lines(promotion, target)
    lines = [first, "", f"| setting | {promotion.source} | {target} |", "|---|---|---|"]
    lines += [f"| {one.name} | `{_cell(one.one)}` | `{_cell(one.other)}` |" for one in promotion.differences]
    return "\n".join(lines) + "\n\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "'").replace("\n", " ")


def _never_applied(archive: str, source: str, of_it: Sequence[Release]) -> NotPromoted:
    short = archive[:SHOWN]
    if of_it:
        return NotPromoted(
            f"{short} was applied to {source} as release {of_it[0].number}, and not completely",
            hint=f"apply it to {source} again",
        )
    return NotPromoted(
        f"{short} was never applied to {source}",
        hint=f"apply this very file there first: apply --bundle FILE --settings {source}",
    )
