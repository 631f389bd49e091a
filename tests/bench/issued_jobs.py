"""The jobs of the benchmark that make, issue, compare and read publications. Each gives a run that is timed."""

from django.db import transaction
from django.utils import timezone

from actionplans.comparing.issues import compare
from actionplans.models import PlanPreparation
from actionplans.publications import issuing, making
from actionplans.publications.issues import issue_of
from papers.models import Publication
from papers.publishing import stored
from papers.writing import standalone, write, write_volumes
from tests.bench.issues import PUBLISHER, SITE, slug_of
from tests.bench.officers import person


def waiting(plan):
    """The paper of this plan that waits to be issued, with all its files."""
    return PlanPreparation.objects.waiting().select_related("plan__organisation").get(plan=plan)


def making_format(plan, format):
    """Make one format of the paper as it is kept: compressed, hashed, with its pages counted."""
    document = making.paper_of(waiting(plan), site=SITE)[0]

    def run():
        if format == "html":
            page, style = standalone.write(document)
            return len(stored("paper", "html", page, style_sha256=style)["content"])
        if format == "pdf":
            return sum(
                len(stored("paper", "pdf", content)["content"]) for _, content in write_volumes(document)
            )
        return len(stored("paper", format, write(document, format))["content"])

    return run


def making_rows(plan):
    """Everything of making a paper but its formats: read, compared, checked for names, packed, kept."""
    preparation = waiting(plan)

    def run():
        with transaction.atomic():
            made = making.make(
                preparation,
                site=SITE,
                by=preparation.prepared_by,
                at=timezone.now(),
                written=lambda document, part="paper": [],
            )
            transaction.set_rollback(True)
        return len(made.made_rows)

    return run


def issuing_it(plan):
    """Issue the paper with all its files and rows, undone after each run."""
    preparation, by = waiting(plan), person(PUBLISHER, "Bench the Second", "publisher")

    def run():
        with transaction.atomic():
            publication = issuing.issue(
                preparation,
                version=preparation.version,
                made_sha256=preparation.made_sha256,
                by=by,
                at=timezone.now(),
            )
            size = sum(publication.files.values_list("size", flat=True))
            transaction.set_rollback(True)
        return size

    return run


def comparing(size):
    """Lay the two publications of the plan of this size side by side."""
    before, after = (Publication.objects.get(slug=slug_of(size, number)) for number in (1, 2))

    def run():
        compare(issue_of(before), issue_of(after))
        return 0

    return run
