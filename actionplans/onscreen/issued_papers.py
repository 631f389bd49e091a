"""The papers that were issued lately, each with where it can be read: one query for their files."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from papers.models import Publication, PublicationFile

from ..models import PlanPreparation

# Which forms of a paper are offered beside its title, and what they are called.
OFFERED = (("html", "Page"), ("pdf", "PDF"), ("docx", "Word"))


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """One paper, and (words, address) of each form in which it is offered."""

    publication: Publication
    forms: list


def papers_of(publications):
    """The IssuedPapers of these publications, in their order."""
    publications = list(publications)
    pages = defaultdict(dict)
    files = PublicationFile.objects.filter(publication__in=publications, part="paper")
    for publication, format, number in files.values_list("publication_id", "format", "pages"):
        pages[publication][format] = number
    return [IssuedPaper(each, _forms(each, pages[each.pk])) for each in publications]


def sheets_of(*papers, key=None, seen):
    """Those of the `seen` publications that are sheets of late news on these papers; with `key`, those that have this row."""
    sheets = list(seen.standing().filter(supplements__in=papers).order_by("published_at"))
    if key is None or not sheets:
        return sheets
    made = PlanPreparation.objects.filter(supplements__in=papers).values_list("pk", "row_keys")
    numbers = {number for number, keys in made if key in keys.split()}
    return [each for each in sheets if each.number in numbers]


def _forms(publication, pages):
    found = []
    for format, words in OFFERED:
        if format in pages:
            number = pages[format] if format == "pdf" else None
            told = f"{words}, {number} pages" if number and number > 1 else words
            found.append((told, _address(publication.slug, format)))
    return found


def _address(slug, format):
    if format == "html":
        return reverse("publication_page", args=[slug])
    return reverse("publication_file", args=[slug, format])
