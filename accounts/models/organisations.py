"""The public bodies whose plans are kept here."""

from django.db import models

from accounts.permissions import Permission, may, may_on_every_row


class OrganisationQuerySet(models.QuerySet):
    """Questions about organisations."""

    def visible_to(self, user):
        """All of them for those who keep plans or users, else one's own."""
        if may_on_every_row(user, Permission.READ_WORKING_PLAN) or may(user, Permission.KEEP_USERS):
            return self
        return self.filter(pk=getattr(user, "organisation_id", None))

    def editable_by(self, user):
        """The bodies this person may change."""
        return self if may_on_every_row(user, Permission.EDIT_PLAN) else self.none()


class Organisation(models.Model):
    """A council, trust, university, police force or other public body."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(unique=True)
    year_starts_in = models.PositiveSmallIntegerField(
        "year starts in month",
        default=4,
        help_text="4 for the financial year from April, 9 for an academic year from September.",
    )

    two_pairs_of_eyes = models.BooleanField(
        default=True, help_text="Nobody signs off an answer that they sent or edited themselves."
    )

    issues_with_two = models.BooleanField(
        "a second person issues",
        default=True,
        help_text="A paper is issued by a publisher who did not prepare it. Without this, one person may do both, and each publication says so.",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year_starts_in__gte=1, year_starts_in__lte=12),
                name="organisation_year_starts_in_a_month",
                violation_error_message="Give the month in which the year starts as a number from 1 to 12.",
            ),
        ]

    def __str__(self):
        return self.name
