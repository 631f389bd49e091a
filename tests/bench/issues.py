"""A plan of the benchmark that was issued twice, and a third paper of it that waits to be issued."""

from datetime import timedelta

from accounts.permissions import Role
from actionplans.models import Action, Timescale, Update
from actionplans.publications import issuing, making, preparing
from papers import publishing
from papers.writing import json_file, standalone
from tests.bench.officers import EDITOR, person

PUBLISHER = "issues@example.org"
SITE = "https://plans.bench.example"


def slug_of(size, number):
    """The address of the first or second publication of the plan of this size."""
    return f"bench-{size}-{number}"


def issue_twice(plan, size, *, at):
    """Two publications between which every fifth action changed, and a paper with all its files that waits."""
    _issue(_prepared(plan, at=at), slug_of(size, 1), at=at - timedelta(hours=2))
    change_every_fifth(plan)
    _issue(_prepared(plan, at=at), slug_of(size, 2), at=at - timedelta(hours=1))
    change_every_fifth(plan)
    _prepared(plan, at=at, written=publishing.written)


def change_every_fifth(plan):
    """New words, another timescale and another answer, as they change between two committees."""
    chosen = list(plan.actions.order_by("order").values_list("pk", flat=True)[::5])
    for action in Action.objects.filter(pk__in=chosen).only("words"):
        action.words = f"{action.words} From now on in every library too."
        action.save(update_fields=["words"])
    Timescale.objects.filter(action__in=chosen, is_current=True).update(words="by end June 2028")
    for update in Update.objects.filter(action__in=chosen[::2], state=Update.State.SIGNED_OFF).only("words"):
        Update.objects.filter(pk=update.pk).update(words=f"{update.words} Nothing has stopped since.")


def _prepared(plan, *, at, written=None):
    editor = person(EDITOR, "Bench", Role.EDITOR)
    preparation = preparing.prepare(plan, by=editor, at=at, as_at=at.date())
    return making.make(preparation, site=SITE, by=editor, at=at, written=written or page_and_json)


def page_and_json(document, *, part="paper"):
    """The two files of a paper that reading it needs."""
    page, style = standalone.write(document)
    return [
        publishing.stored(part, "html", page, style_sha256=style),
        publishing.stored(part, "json", json_file.write(document)),
    ]


def _issue(preparation, slug, *, at):
    return issuing.issue(
        preparation,
        version=preparation.version,
        made_sha256=preparation.made_sha256,
        by=person(PUBLISHER, "Bench the Second", Role.PUBLISHER),
        at=at,
        slug=slug,
    )
