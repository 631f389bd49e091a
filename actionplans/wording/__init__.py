"""Reading a value from a council's words: pure functions, no database.

Each module reads one kind of value. Words that cannot be read give None (or an empty tuple), with a
sentence of doubt where a person should look; nothing is ever guessed.
"""
