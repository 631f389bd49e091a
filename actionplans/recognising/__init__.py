"""Recognising a plan in a read paper: pure, from `Paper` to `PlanFound`. `conducting.recognise` runs the steps."""
