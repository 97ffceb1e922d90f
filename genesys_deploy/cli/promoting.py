"""`--promoted-from`: what goes to this org must have been applied to that one."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.deploy.planning.promotion import Promotion
    from genesys_deploy.deploy.record.releases import Release

__all__ = ["check_promotion", "promotion_options"]

F = TypeVar("F", bound="Callable[..., object]")

SOURCE = "genesys_deploy.cli.promoted_from"
RELEASES = "genesys_deploy.cli.promoted_releases"
PREFIX, OF_SOURCE = "GENESYSCLOUD_", "PROMOTED_FROM_"


def promotion_options(command: F) -> F:
    """`--promoted-from` and `--promoted-releases`; `check_promotion` does what they ask for."""
    source = click.option(
        "--promoted-from",
        metavar="NAME|FILE",
        expose_value=False,
        callback=_keep(SOURCE),
        help="Settings of the org in which this bundle must have been applied; lists what differs between the two.",
    )
    releases = click.option(
        "--promoted-releases",
        type=click.Path(dir_okay=False, path_type=Path),
        expose_value=False,
        callback=_keep(RELEASES),
        help="What releases --json printed there. Without it that org is asked, as PROMOTED_FROM_OAUTHCLIENT_ID.",
    )
    return source(releases(command))


def check_promotion(
    bundle: Bundle, settings: str, extra: tuple[str, ...], *, markdown: bool = False, aside: bool = False
) -> None:
    """Where the options ask for a promotion, make sure of it and tell it, `aside` on standard error.

    Raises:
        NotPromoted: the bundle did not pass there, or more than settings differ.
    """
    promotion = _promotion(bundle, settings, extra)
    if promotion is None:
        return
    from genesys_deploy.deploy.planning.promotion import promotion_lines, promotion_markdown

    name = Path(settings).stem
    text = (
        promotion_markdown(promotion, name)
        if markdown
        else "".join(f"{line}\n" for line in promotion_lines(promotion, name))
    )
    click.echo(text, nl=False, err=aside)


def _promotion(bundle: Bundle, settings: str, extra: tuple[str, ...]) -> Promotion | None:
    meta = click.get_current_context().meta
    source: str | None = meta.get(SOURCE)
    if source is None:
        return None
    built = bundle.project.built
    if built is None:
        raise click.UsageError(
            "--promoted-from needs a --bundle: what is in a folder may have been edited since"
        )
    if Path(source).stem == Path(settings).stem:
        raise click.UsageError("--promoted-from and --settings name the same org")
    if extra:
        raise click.UsageError(
            "--promoted-from takes no --set: what differs between orgs stands in their settings"
        )
    from genesys_deploy.bundle.bundle import build_bundle
    from genesys_deploy.bundle.settings.differences import setting_differences
    from genesys_deploy.bundle.settings.overlay import load_settings
    from genesys_deploy.deploy.planning.promotion import promote

    there = load_settings(bundle.project, source)
    content = build_bundle(bundle.project, there).release
    differences = setting_differences(bundle.project, source, settings)
    return promote(built.hash, content, Path(source).stem, _releases(meta.get(RELEASES), there), differences)


def _keep(key: str) -> Callable[[click.Context, click.Parameter, object], None]:
    def keep(context: click.Context, _option: click.Parameter, value: object) -> None:
        if value is not None:
            context.meta[key] = value

    return keep


def _releases(file: Path | None, settings: Settings) -> tuple[Release, ...]:
    from genesys_deploy.cli.files import read_text
    from genesys_deploy.deploy.planning.promotion import read_releases

    return read_releases(read_text(file)) if file is not None else _ask(settings)


def _ask(settings: Settings) -> tuple[Release, ...]:
    """The other org's releases; its client's variables are called as this org's, with another beginning."""
    from genesys_deploy.deploy.health.guard import guard
    from genesys_deploy.deploy.record.release_table import ReleaseTable
    from genesys_deploy.platform import Credentials, connect

    given = {
        PREFIX + name.removeprefix(OF_SOURCE): value
        for name, value in os.environ.items()
        if name.startswith(OF_SOURCE)
    }
    region = given.get(f"{PREFIX}REGION") or settings.org.region
    with closing(connect(Credentials.from_environment(given, region))) as org:
        guard(settings, org.organization())
        return ReleaseTable.read(org, settings.project).readable().releases
