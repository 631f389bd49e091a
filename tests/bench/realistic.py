"""Plans of any size with text as long and as uneven as a council's: about 3.5 kB an action and two updates each."""

import random
from datetime import date

from actionplans.recognising import found

SUBJECTS = [
    "managers",
    "frontline staff",
    "residents who use the service",
    "staff networks",
    "the contact centre",
    "schools",
    "partners in the voluntary sector",
    "libraries and leisure centres",
    "community languages readers",
    "disabled residents",
    "carers",
    "apprentices",
]
VERBS = [
    "review",
    "publish",
    "train",
    "ask",
    "rewrite",
    "consult",
    "record",
    "test",
    "compare",
    "promote",
    "measure",
    "agree",
]
OBJECTS = [
    "the equality impact assessment toolkit",
    "the letters that are sent most often",
    "the figures held about the workforce",
    "the way interpreters are booked",
    "the recruitment pack for senior posts",
    "the guidance on reasonable adjustments",
    "the monitoring questions on every form",
    "the route by which harassment is reported",
    "the programme for future managers",
]
TAILS = [
    "before the budget is set",
    "with two services as a pilot",
    "and report to the corporate board",
    "so that gaps can be seen by ward",
    "in plain English and in the four languages asked for most",
    "using the findings of last year's survey",
    "at no cost beyond staff time",
    "and share what was learnt with neighbouring authorities",
]
SERVICES = [
    "Equality Team",
    "Organisational Development",
    "HR Policy and Projects",
    "Customer Services",
    "Communications",
    "Libraries and Neighbourhoods",
    "Adult Learning",
    "Housing Options",
    "Procurement",
    "Digital Transformation",
]
FIRST = [
    "Amina",
    "Bethan",
    "Callum",
    "Devika",
    "Ewan",
    "Farah",
    "Gareth",
    "Hyacinth",
    "Idris",
    "Joanna",
    "Kwame",
    "Lowri",
]
LAST = [
    "Achebe",
    "Bramall",
    "Chowdhury",
    "Dunmore",
    "Eastwood",
    "Fairclough",
    "Griffiths",
    "Holloway",
    "Iqbal",
    "Jarrett",
]


class Writer:
    """Writes sentences; the same seed writes the same plan."""

    def __init__(self, seed):
        self.chance = random.Random(seed)

    def sentence(self):
        pick = self.chance.choice
        return f"We {pick(VERBS)} {pick(OBJECTS)} for {pick(SUBJECTS)} {pick(TAILS)}."

    def text(self, characters):
        written = ""
        while len(written) < characters:
            written += self.sentence() + (" " if self.chance.random() > 0.2 else "\n")
        return written.strip()


ROUNDS = (
    found.RoundFound("2026-04", "April 2026 update"),
    found.RoundFound("2026-10", "October 2026 update"),
)
SCALE = (
    found.ScaleEntry("Red", "off_track"),
    found.ScaleEntry("Amber", "at_risk"),
    found.ScaleEntry("Green", "on_track"),
    found.ScaleEntry("Blue", "complete"),
)


def plan(actions, *, seed=7):
    """A `PlanFound` with this many actions, a priority to every 24, two updates and 3.5 kB of text each."""
    writer = Writer(seed)
    priorities = tuple(
        found.PriorityFound(f"Priority {number}: {writer.sentence()}", number=number)
        for number in range(1, (actions + 23) // 24 + 1)
    )
    rows = [action(number, writer) for number in range(actions)]
    outcomes = tuple(
        found.OutcomeFound(f"o{number + 1}", writer.text(220), priority=number // 24 + 1)
        for number in range(actions)
    )
    return found.PlanFound(
        plan=found.PlanDetails(
            title=f"Equality action plan of {actions}",
            organisation="Benchmark Borough",
            period=found.Period("2026/27", date(2026, 4, 1), date(2027, 3, 31)),
            state="in_delivery",
        ),
        rounds=ROUNDS,
        scale=SCALE,
        priorities=priorities,
        outcomes=outcomes,
        actions=tuple(rows),
    )


def action(number, writer):
    """One action of the plan, with leads, a timescale, a measure and its two updates."""
    pick = writer.chance.choice
    ref = f"{number // 24 + 1}{'abcdefghijklmnopqrstuvwxyz'[number % 24]}"
    service, officer = pick(SERVICES), f"{pick(FIRST)} {pick(LAST)}"
    month = 1 + number % 12
    updates = tuple(
        found.UpdateFound(
            round=reporting_round.key,
            words=(words := writer.text(1100)),
            body=words,
            addenda=(found.AddendumFound(date(2026, 11, 4), "Update 04.11.26 -", writer.sentence()),)
            if number % 5 == 0
            else (),
            status=found.StatusFound((status := pick(SCALE)).words, status.meaning),
        )
        for reporting_round in ROUNDS
    )
    return found.ActionFound(
        words=writer.text(450),
        ref=ref,
        priority=number // 24 + 1,
        outcomes=(f"o{number + 1}",),
        assignments=(
            found.AssignmentFound(service, "service", "lead_service"),
            found.AssignmentFound(officer, "person", "lead_officer"),
            found.AssignmentFound(pick(SERVICES), "service", "supporting"),
        ),
        assignment_words={"lead_service": service, "lead_officer": officer},
        measures=(writer.text(300),),
        timescale=found.TimescaleFound(
            words=f"by {date(2027, month, 1):%B %Y}",
            earliest=date(2027, month, 1),
            latest=date(2027, month, 28),
            precision="month",
            kind="by",
        ),
        updates=updates,
    )
