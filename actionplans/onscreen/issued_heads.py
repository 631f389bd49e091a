"""A plan as it was last issued, as the head of a page needs it: its frozen words, and in which paper they stand."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from ..comparing.entries import PlanEntry, plan_from_text
from ..models import IssuedPlan, Plan
from .address_words import address_words
from .history import InOrder, Tally

# Addresses of the filter that stand for no status of the scale.
RESERVED = ("none", "other", "stopped", "carried_forward")


@dataclass(frozen=True, slots=True)
class IssuedStatus:
    """A status of the scale as it was, where a ProgressStatus would stand. `pk` is its word in an address."""

    pk: str
    words: str
    symbol: str
    tone: str
    meaning: str


@dataclass(frozen=True, slots=True)
class IssuedPriority:
    """A priority as it was headed. `pk` is its word in an address."""

    pk: str
    words: str


@dataclass(frozen=True, slots=True)
class IssuedRound:
    """A round as it stood on the day of the paper, where a Round of the history would stand."""

    words: str
    is_open: bool
    tally: Tally
    nothing_to_report: int
    same_as: int


@dataclass
class IssuedHead(InOrder):
    """What stands over the rows of an issued plan, and where its pages are.

    With `is_apart` they are the pages that show what was issued to those who may read the plan as it is worked on.
    """

    issue: IssuedPlan
    slug: str
    is_apart: bool = False

    @cached_property
    def entry(self) -> PlanEntry:
        """The frozen words."""
        return plan_from_text(self.issue.content)

    @property
    def publication(self):
        """The paper in which it was issued."""
        return self.issue.publication

    @property
    def title(self):
        """The plan's title, as it was."""
        return self.issue.title

    @property
    def state(self):
        """The state it was in."""
        return self.issue.state

    @property
    def period_words(self):
        """The years that it was for."""
        return self.issue.period_words

    @property
    def get_state_display(self):
        """The state in words, under the name that a Plan has it by."""
        return Plan.State(self.state).label

    @property
    def page(self):
        """The name of the address of this plan's page."""
        return "plan_issued" if self.is_apart else "plan"

    @property
    def row_page(self):
        """The name of the addresses of its rows' pages."""
        return "action_issued" if self.is_apart else "action"

    def get_absolute_url(self):
        """The address of this plan's page."""
        return reverse(self.page, args=[self.slug])

    @cached_property
    def statuses(self):
        """The scale in order: {word in an address: status}."""
        scale = self.entry.scale
        keys = address_words([each.words for each in scale], kind="status", taken=RESERVED)
        return {
            key: IssuedStatus(key, each.words, each.symbol, each.tone, each.meaning)
            for key, each in zip(keys, scale, strict=True)
        }

    @cached_property
    def priorities(self):
        """The priorities in order: {word in an address: priority}."""
        words = self.entry.priorities
        keys = address_words(words, kind="priority")
        return {key: IssuedPriority(key, each) for key, each in zip(keys, words, strict=True)}

    @cached_property
    def rounds(self):
        """The rounds that the paper knew of, oldest first."""
        return [
            IssuedRound(
                each.words,
                each.is_open,
                Tally(each.asked, each.received - each.not_signed_off, each.not_signed_off),
                each.nothing_to_report,
                each.same_as,
            )
            for each in self.entry.rounds
        ]
