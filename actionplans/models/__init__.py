"""The promises: plans, what they hold, what has happened since, and where they came from."""

from .actions import Action, ActionOutcome
from .assignments import Assignment
from .imports import PlanImport, WaitingText
from .measures import SuccessMeasure, Target
from .plans import Outcome, Plan, PlanColumn, Priority
from .recommendations import Recommendation, ServiceComment
from .rounds import Addendum, Evidence, ReportingRound, Update
from .scales import ProgressScale, ProgressStatus
from .timescales import Timescale

__all__ = [
    "Action",
    "ActionOutcome",
    "Addendum",
    "Assignment",
    "Evidence",
    "Outcome",
    "Plan",
    "PlanColumn",
    "PlanImport",
    "Priority",
    "ProgressScale",
    "ProgressStatus",
    "Recommendation",
    "ReportingRound",
    "ServiceComment",
    "SuccessMeasure",
    "Target",
    "Timescale",
    "Update",
    "WaitingText",
]
