"""Which two papers of a plan to lay side by side."""

from django import forms
from django.utils import timezone

from accounts.moments import clock

from ..papers import wording

ERRORS = {
    "required": "Choose a paper.",
    "invalid_choice": "Choose one of the papers in the list: this one is not there any more.",
}


class CompareForm(forms.Form):
    """Two different papers; which of them is the earlier is known from when they were issued."""

    def __init__(self, *args, papers, **told):
        super().__init__(*args, **told)
        self.fields["later"] = _paper(papers, "This paper", papers[:1])
        self.fields["since"] = _paper(papers, "Compared with", papers[1:2])

    def clean(self):
        """Two papers that are one have no difference."""
        given = super().clean()
        if given.get("later") and given.get("later") == given.get("since"):
            self.add_error("since", "Choose another paper: this is the same one.")
        return given


def _paper(papers, label, first):
    """A choice of one of these papers, `first` the one that is chosen until another is."""
    by_slug = {paper.slug: paper for paper in papers}
    return forms.TypedChoiceField(
        choices=[(paper.slug, words) for paper, words in told_apart(papers, called)],
        coerce=by_slug.__getitem__,
        label=label,
        initial=first[0].slug if first else None,
        error_messages=ERRORS,
    )


def called(paper):
    """A paper by its reference and day: "Appendix 2, 16 November 2026"; a corrected one says so."""
    day = wording.day(timezone.localdate(paper.published_at))
    kind = "" if paper.kind == paper.Kind.PAPER else paper.get_kind_display().lower()
    return ", ".join(filter(None, (paper.reference, day, kind)))


def told_apart(papers, name):
    """[(paper, what `name` calls it)], with the hour at which it was issued where two are called the same."""
    named = [(paper, name(paper)) for paper in papers]
    words = [each for _, each in named]
    return [
        (paper, f"{each}, {clock(paper.published_at)}" if words.count(each) > 1 else each)
        for paper, each in named
    ]
