"""The directory: people, posts, services, groups and partners that lead or support."""

from django.conf import settings
from django.db import models

from accounts import spelling
from accounts.permissions import Permission, may_on_every_row, scope

from .organisations import Organisation


class ContributorQuerySet(models.QuerySet):
    """Questions about contributors."""

    def visible_to(self, user):
        """The directory itself: all of it for those who edit plans, else one's own entries."""
        if may_on_every_row(user, Permission.READ_WORKING_ACTION):
            return self
        if scope(user, Permission.READ_WORKING_ACTION) == "O":
            return self.filter(users=user)
        return self.none()

    def editable_by(self, user):
        """The entries this person may change."""
        return self if may_on_every_row(user, Permission.EDIT_PLAN) else self.none()

    def spelled(self, organisation, words):
        """The one contributor of this organisation who is written like this, as a queryset."""
        return self.filter(aliases__organisation=organisation, aliases__key=spelling.key(words))


class Contributor(models.Model):
    """Someone or something that leads or supports: one record, however it is spelled."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        POST = "post", "Post"
        SERVICE = "service", "Service or team"
        GROUP = "group", "Group or network"
        PARTNER = "partner", "Partner"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contributors")
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SERVICE)
    users = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="contributors",
        help_text="Who answers for this person, post, service or group when they sign in.",
    )
    post = models.CharField(
        "post held",
        max_length=250,
        blank=True,
        help_text="Printed instead of a person’s name in plans that print posts only.",
    )
    email = models.EmailField(
        "work e-mail address", blank=True, help_text="Where to ask when nobody signs in for them."
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        help_text="The service that this person, post or team belongs to.",
    )
    headed_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="heads",
        help_text="The head of this service, who is told when an answer stays out.",
    )
    in_post_from = models.DateField(null=True, blank=True)
    in_post_to = models.DateField(
        null=True, blank=True, help_text="A leaver stays on the papers that named them."
    )

    objects = ContributorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(in_post_from__isnull=True)
                | models.Q(in_post_to__isnull=True)
                | models.Q(in_post_from__lte=models.F("in_post_to")),
                name="contributor_came_before_they_left",
                violation_error_message="The day they left must not be before the day they came.",
            ),
            models.CheckConstraint(
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("id")),
                name="contributor_is_not_part_of_itself",
                violation_error_message="Choose another service: none is a part of itself.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["person", "post", "service", "group", "partner"]),
                name="contributor_is_of_a_known_kind",
                violation_error_message="Choose a kind from the list: person, post, service or team, group or network, or partner.",
            ),
        ]

    def __str__(self):
        return self.name


class ContributorAliasQuerySet(models.QuerySet):
    """Questions about spellings."""

    def visible_to(self, user):
        """Those of the contributors that this person may see."""
        return self.filter(contributor__in=Contributor.objects.visible_to(user))

    def editable_by(self, user):
        """Those of the contributors that this person may change."""
        return self if may_on_every_row(user, Permission.EDIT_PLAN) else self.none()


class ContributorAlias(models.Model):
    """One way a contributor has been written. The contributor's own name is one of them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="aliases")
    words = models.CharField("written as", max_length=250)
    key = models.CharField(max_length=250, editable=False)

    objects = ContributorAliasQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "contributor aliases"
        ordering = ["words"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"],
                name="a_spelling_means_one_contributor_in_a_body",
                violation_error_message="Another contributor of this body is already written like this. Merge the two, or write this one differently.",
            ),
            models.CheckConstraint(
                condition=~models.Q(key=""),
                name="a_spelling_has_letters",
                violation_error_message="A name needs at least one letter or figure.",
            ),
        ]

    def __str__(self):
        return self.words
