"""The numbers: snapshots, targets, measures, suppression. The room is built; its furniture comes with its own issue."""
