"""The promises: plans, what they hold, what has happened since, and where they came from."""

from .actions import Action, ActionOutcome
from .assignments import Assignment
from .imports import PlanImport, WaitingText
from .issued import IssuedPlan, IssuedRow, PlanPreparation
from .measures import SuccessMeasure, Target
from .plans import Outcome, Plan, PlanColumn, Priority
from .recommendations import Recommendation, ServiceComment
from .requests import Asking, UpdateRequest
from .rounds import ReportingRound, RoundEvent
from .scales import ProgressScale, ProgressStatus
from .timescales import Timescale
from .updates import Addendum, Evidence, Update, UpdateEvent

__all__ = [
    "Action",
    "ActionOutcome",
    "Addendum",
    "Asking",
    "Assignment",
    "Evidence",
    "IssuedPlan",
    "IssuedRow",
    "Outcome",
    "Plan",
    "PlanColumn",
    "PlanImport",
    "PlanPreparation",
    "Priority",
    "ProgressScale",
    "ProgressStatus",
    "Recommendation",
    "ReportingRound",
    "RoundEvent",
    "ServiceComment",
    "SuccessMeasure",
    "Target",
    "Timescale",
    "Update",
    "UpdateEvent",
    "UpdateRequest",
    "WaitingText",
]
