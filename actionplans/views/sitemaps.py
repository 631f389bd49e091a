"""What of this site is for everybody, for search engines: plans and actions as issued, and issued papers."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from actionplans.models import IssuedPlan, IssuedRow
from papers.models import Publication


class Pages(Sitemap):
    """The pages that are always there."""

    def items(self):
        return ["home", "plans", "publications", "how_to_read", "accessibility"]

    def location(self, item):
        return reverse(item)


class Plans(Sitemap):
    """Each plan as it was last issued."""

    def items(self):
        newest = IssuedPlan.objects.newest().order_by("plan__slug")
        return newest.values_list("plan__slug", "publication__public_from")

    def location(self, item):
        return reverse("plan", args=[item[0]])

    def lastmod(self, item):
        return item[1]


class Actions(Sitemap):
    """Each action as it was last issued."""

    limit = 5_000

    def items(self):
        rows = IssuedRow.objects.filter(issue__in=IssuedPlan.objects.newest(), kind="action")
        rows = rows.order_by("issue__plan__slug", "order")
        return rows.values_list("issue__plan__slug", "key", "issue__publication__public_from")

    def location(self, item):
        return reverse("action", args=[item[0], item[1]])

    def lastmod(self, item):
        return item[2]


class Papers(Sitemap):
    """The record of each issued paper."""

    def items(self):
        return Publication.objects.public().standing().values_list("slug", "public_from")

    def location(self, item):
        return reverse("publication", args=[item[0]])

    def lastmod(self, item):
        return item[1]


SECTIONS = {"pages": Pages, "plans": Plans, "actions": Actions, "papers": Papers}
