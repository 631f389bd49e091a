"""Filled forms on their way back into a round: read, laid beside what is asked, brought in as sent answers, undone."""
