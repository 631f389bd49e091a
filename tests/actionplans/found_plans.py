"""Papers as they are recognised, made by hand for tests: a small plan with one of everything, and one of any size."""

from datetime import UTC, date, datetime

from actionplans.models import PlanImport
from actionplans.recognising.found import (
    ActionFound,
    AddendumFound,
    AssignmentFound,
    OutcomeFound,
    Period,
    Place,
    PlanDetails,
    PlanFound,
    PriorityFound,
    Problem,
    RecommendationFound,
    RoundFound,
    ScaleEntry,
    StatusFound,
    TargetFound,
    TimescaleFound,
    UpdateFound,
    Waiting,
)
from papers.models import SourceFile

AT = datetime(2026, 11, 6, 10, 2, tzinfo=UTC)
BODY = "Borough of Marlow Vale"
OCTOBER, APRIL = RoundFound("2025-10", "October 2025"), RoundFound("2026-04", "April 2026")
SCALE = (
    ScaleEntry("Green", "on_track", "Going as planned"),
    ScaleEntry("Amber", "at_risk", "Slipping"),
    ScaleEntry("Blue", "complete", "Done"),
)
INTERPRETER = ActionFound(
    words="Book an interpreter within two working days at every counter.",
    ref="1a",
    priority=1,
    outcomes=("o1", "o2"),
    assignments=(
        AssignmentFound("Customer Services", "service", "lead_service", words="Customer Services"),
        AssignmentFound("Ioan Prosser", "person", "lead_officer", "council counters", "Ioan Prosser"),
        AssignmentFound("Samina Yusuf", "person", "lead_officer", words="Samina Yusuf"),
    ),
    assignment_words={
        "lead_service": "Customer Services",
        "lead_officer": "Ioan Prosser (council counters) / Samina Yusuf",
    },
    measures=("No one waits longer than two days.",),
    timescale=TimescaleFound(
        "September 2026 (revised from March 2026)",
        date(2026, 9, 1),
        date(2026, 9, 30),
        "month",
        "by",
        "March 2026",
    ),
    targets=(TargetFound(50.2, "per_cent", 2026, "2026 (50.2%)"),),
    status=StatusFound("Amber", "at_risk"),
    updates=(
        UpdateFound("2025-10", "The contract is out to tender.", "The contract is out to tender."),
        UpdateFound(
            "2026-04",
            "The contract was let.\nUpdate 19.05.26 – seven of nine counters are ready.",
            "The contract was let.",
            (AddendumFound(date(2026, 5, 19), "Update 19.05.26 –", "seven of nine counters are ready."),),
            StatusFound("Green", "on_track"),
        ),
    ),
    source=Place(2, 5),
)
TRAINING = ActionFound(
    words="Train every manager in fair recruitment.",
    ref="2a",
    priority=2,
    assignments=(
        AssignmentFound("HR Policy and Projects", "service", "lead_service", words="HR Policy and Projects"),
    ),
    assignment_words={"lead_service": "HR Policy and Projects"},
    timescale=TimescaleFound("Ongoing", kind="recurring"),
    updates=(UpdateFound("2026-04", "Same as 1a", "Same as 1a", state="same_as"),),
    source=Place(4, 2),
)
TOLD = ActionFound(words="Tell residents what was done.", priority=2, source=Place(4, 3))
PAPER = PlanFound(
    plan=PlanDetails(
        title="Equality action plan 2025 to 2029",
        organisation=BODY,
        period=Period("2025 to 2029", date(2025, 4, 1), date(2029, 3, 31)),
        state="in_delivery",
        reference="Appendix 2",
    ),
    rounds=(OCTOBER, APRIL),
    scale=SCALE,
    priorities=(
        PriorityFound("Priority 1, Services that everyone can reach", 1),
        PriorityFound("Priority 2: A workforce that looks like the borough", 2),
    ),
    outcomes=(
        OutcomeFound("o1", "Deaf people are served like everybody else", priority=1),
        OutcomeFound("o2", None, unreadable=True, priority=1),
    ),
    actions=(INTERPRETER, TRAINING, TOLD),
    problems=(
        Problem(
            "The cell holds only the row’s own reference.",
            "repair",
            3,
            4,
            "April 2026",
            "1c",
            "1c",
            "own-reference",
        ),
    ),
    waiting=(Waiting("Total 6 4 6 3", "Looks like a total, not an action.", 12, 3),),
    joined_rows=1,
)
REVIEW = PlanFound(
    plan=PlanDetails(title="Review of hate crime", organisation=BODY, layout="recommendations"),
    scale=SCALE,
    recommendations=(
        RecommendationFound(
            words="That reporting be made easier.",
            number=1,
            responsible=("Community Safety",),
            responsible_words="Community Safety",
            comment="Agreed. Work has begun.",
            response="agreed",
            response_words="Agreed",
        ),
        RecommendationFound(
            words="That a lead member be named.",
            number=2,
            assignments=(
                AssignmentFound("Cabinet Office", "service", "lead_service", words="Cabinet Office"),
            ),
            timescale=TimescaleFound("June 2026", date(2026, 6, 1), date(2026, 6, 30), "month", "by"),
            status=StatusFound("Blue", "complete"),
        ),
    ),
    actions=(
        ActionFound(words="Put a form on the website.", recommendation=1),
        ActionFound(words="Train the contact centre.", recommendation=1),
    ),
)


def to_check(found, *, plan=None, name="plan.docx", **choices):
    """An import of this reading, waiting to be checked."""
    source = SourceFile.objects.keep(name, f"{name} {id(found)}".encode(), by=None, at=AT)
    return PlanImport.objects.create(
        source_file=source,
        plan=plan,
        organisation=plan.organisation if plan else None,
        title=found.plan.title[:300],
        state=PlanImport.State.REVIEW,
        reading=found.as_json(),
        choices=choices,
        started_at=AT,
    )


def large(actions):
    """A plan of many actions, each with a lead, a measure, a timescale and an answer in two rounds."""
    words = (
        "We will look at how this is done today, agree with those it touches what should change, and report. "
    )
    return PlanFound(
        plan=PlanDetails(title=f"A plan of {actions} actions", organisation=BODY),
        rounds=(OCTOBER, APRIL),
        scale=SCALE,
        priorities=tuple(PriorityFound(f"Priority {number}", number) for number in range(1, 5)),
        outcomes=tuple(OutcomeFound(f"o{n}", f"Outcome {n}", priority=1 + n % 4) for n in range(1, 21)),
        actions=tuple(
            ActionFound(
                words=f"Action {number}. {words * 3}",
                ref=f"{1 + number % 4}.{number}",
                priority=1 + number % 4,
                outcomes=(f"o{1 + number % 20}",),
                assignments=(
                    AssignmentFound(
                        f"Service {number % 40}", "service", "lead_service", words=f"Service {number % 40}"
                    ),
                    AssignmentFound(
                        f"Officer {number % 90}", "person", "lead_officer", words=f"Officer {number % 90}"
                    ),
                ),
                assignment_words={
                    "lead_service": f"Service {number % 40}",
                    "lead_officer": f"Officer {number % 90}",
                },
                measures=(f"Measure {number}",),
                timescale=TimescaleFound("March 2027", date(2027, 3, 1), date(2027, 3, 31), "month", "by"),
                status=StatusFound("Green", "on_track"),
                updates=tuple(
                    UpdateFound(item.key, f"{item.words}. {words * 8}", f"{item.words}. {words * 8}")
                    for item in (OCTOBER, APRIL)
                ),
                source=Place(1, number + 1),
            )
            for number in range(1, actions + 1)
        ),
    )
