"""People, places and rows that tests share."""
