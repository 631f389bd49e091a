"""What the public pages of plans and actions show: standings, glances, lists, in a fixed number of queries."""
