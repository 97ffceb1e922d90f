"""What a decision would do, told before it is made.

The decision is really carried out, in a transaction that is taken back: what would be refused is refused here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.stewardship.refusal import Unknown
from irp_stub.stewardship.reviewing import Outcome, Ruling, Verb, decide_review, partner_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import Review

__all__ = ["Foretold", "foretell"]


class Foretold(Exception):
    """Raised out of the transaction, so that nothing of it remains; `effects` are sentences for a steward."""

    def __init__(self, effects: tuple[str, ...]) -> None:
        self.effects = effects
        super().__init__("nothing was changed")


def foretell(tables: Tables, ruling: Ruling, by: str, now: float) -> None:
    """Never returns: within a transaction that its exception takes back.

    Raises:
        Foretold: it can be done, and this would follow.
        Refusal: it cannot be done.
    """
    review = tables.reviews.get(ruling.review_id)
    if review is None:
        raise Unknown("there is no review with this id")
    before = tuple(_before(tables, review, ruling))
    outcome = decide_review(tables, ruling, by, now)
    raise Foretold((*before, *_AFTER[ruling.verb](review, ruling, outcome), *_always(review)))


def _before(tables: Tables, review: Review, ruling: Ruling) -> Iterator[str]:
    """What is seen only while nothing has changed."""
    survivor = ruling.customer_id or review.customer_id
    if ruling.verb is Verb.MERGE and (gone := partner_in(tables, review, survivor)) is not None:
        accounts, mailboxes = len(tables.dossier.accounts(gone)), len(tables.dossier.mailboxes(gone))
        yield f"{gone} becomes part of {survivor}: {_count(accounts, 'account')}, {_count(mailboxes, 'e-mail')}."
    if ruling.verb is Verb.REJECT and review.user_id is not None:
        known = tables.view.identity(review.channel, review.user_id)
        if known is not None and known.customer_id in {
            ruling.customer_id,
            *(c for c, _ in review.candidates),
        }:
            yield f"It is taken from {known.customer_id}, and belongs to nobody then."
    if ruling.verb is Verb.LINK and review.handle is not None:
        holder = tables.view.holder(review.channel, review.handle)
        if holder is not None and holder.user_id != review.user_id:
            yield f"The handle {review.handle} moves to it from another account of {holder.customer_id}."


def _link(review: Review, ruling: Ruling, outcome: Outcome) -> Iterator[str]:  # noqa: ARG001
    yield f"{_account(review)} belongs to {outcome.customer_id} from now on, by a steward's word."
    yield "Its messages are resolved to that customer."


def _reject(review: Review, ruling: Ruling, outcome: Outcome) -> Iterator[str]:  # noqa: ARG001
    if review.lead_id is not None:
        yield f"{_account(review)} stays a lead of its own, looked at by a steward."
        return
    ruled_out = (ruling.customer_id,) if ruling.customer_id else tuple(c for c, _ in review.candidates)
    yield f"{_account(review)} is never linked to {' or '.join(ruled_out)}, whatever the rules say."
    yield "It is not suspected of being them again."


def _merge(review: Review, ruling: Ruling, outcome: Outcome) -> Iterator[str]:  # noqa: ARG001
    yield "The id that goes stays known as an alias."
    yield "It can be undone exactly."


def _block(review: Review, ruling: Ruling, outcome: Outcome) -> Iterator[str]:  # noqa: ARG001
    yield f"{_account(review)} is a known bot from now on: its messages are disposed of before they are resolved."


def _always(review: Review) -> Iterator[str]:
    if review.conversations:
        yield f"{_count(len(review.conversations), 'conversation')} asked; they are told where a webhook is set."


def _account(review: Review) -> str:
    name = review.user_id or review.handle
    return f"The account {name} on {review.channel}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


_AFTER: dict[Verb, Callable[[Review, Ruling, Outcome], Iterator[str]]] = {
    Verb.LINK: _link,
    Verb.REJECT: _reject,
    Verb.MERGE: _merge,
    Verb.BLOCK: _block,
}
