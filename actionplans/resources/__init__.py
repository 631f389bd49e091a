"""Flat tables of plans and their parts, in and out of the desk."""

from .actions import ActionTable, AssignmentTable, SuccessMeasureTable, TargetTable, TimescaleTable
from .plans import (
    OutcomeTable,
    PlanColumnTable,
    PlanTable,
    PriorityTable,
    ProgressScaleTable,
    ProgressStatusTable,
    RecommendationTable,
    ReportingRoundTable,
    ServiceCommentTable,
)
from .updates import AddendumTable, UpdateTable

__all__ = [
    "ActionTable",
    "AddendumTable",
    "AssignmentTable",
    "OutcomeTable",
    "PlanColumnTable",
    "PlanTable",
    "PriorityTable",
    "ProgressScaleTable",
    "ProgressStatusTable",
    "RecommendationTable",
    "ReportingRoundTable",
    "ServiceCommentTable",
    "SuccessMeasureTable",
    "TargetTable",
    "TimescaleTable",
    "UpdateTable",
]
