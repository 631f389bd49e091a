"""How one row of a plan's tables points at another: within the plan that the row names."""

from accounts.models import Contributor
from accounts.resources.cells import NUMBERED, Reference, collapsed

from ..models import Action, Plan, ProgressStatus


class OfPlan(Reference):
    """A row of the plan that stands in the row's `plan` column."""

    def of(self, row):
        return row.get("plan", "")

    def rows(self, row):
        return super().rows(row).filter(plan__slug=row.get("plan", ""))


class Numbered(OfPlan):
    """A row without a name of its own, written "#12 Its words". The words alone do where they are one row's."""

    def __init__(self, model, attribute="words"):
        super().__init__(model, attribute)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else f"#{value.pk} {collapsed(getattr(value, self.attribute))}".strip()

    def find(self, text, row):
        numbered = NUMBERED.fullmatch(text)
        words = collapsed(numbered[2] or "") if numbered else collapsed(text)
        rows = list(self.rows(row))
        if numbered:
            for found in rows:
                if found.pk == int(numbered[1]) and words in ("", self._said(found)):
                    return found
        alike = [found for found in rows if words and self._said(found) == words]
        if len(alike) != 1:
            raise ValueError(self.not_found(text, alike))
        return alike[0]

    def _said(self, found):
        return collapsed(getattr(found, self.attribute))


class OfAction(OfPlan):
    """The action with this address in the row's plan."""

    def __init__(self):
        super().__init__(Action, "slug")


class OfScale(OfPlan):
    """A status of the scale that the row's plan uses, by its words."""

    def __init__(self):
        super().__init__(ProgressStatus, "words")

    def rows(self, row):
        statuses = ProgressStatus.objects.visible_to(self.asked_by)
        return statuses.filter(scale__plans__slug=row.get("plan", "")).distinct()


class OfBody(OfPlan):
    """A contributor of the body whose plan it is, by any spelling."""

    def __init__(self):
        super().__init__(Contributor, "name")

    def find(self, text, row):
        plan = Plan.objects.visible_to(self.asked_by).filter(slug=row.get("plan", "")).first()
        found = (
            plan and Contributor.objects.visible_to(self.asked_by).spelled(plan.organisation_id, text).first()
        )
        if not found:
            raise ValueError(f"Nobody is written “{text[:80]}” in the directory of this plan's body.")
        return found
