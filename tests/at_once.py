"""Several people at the same moment: threads with connections of their own, on a database that they share."""

import threading

from django.db import connection, connections

# How long anybody is waited for, in seconds: far longer than a busy machine takes, so that only a ring runs into it.
FOR_EVER = 300


def together(*works):
    """What each of these functions returned or raised, all of them begun at the same moment."""
    gate, became = threading.Barrier(len(works)), [None] * len(works)

    def run(at, work):
        try:
            gate.wait(FOR_EVER)
            became[at] = work()
        except Exception as raised:
            became[at] = raised
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(FOR_EVER)
    assert not any(each.is_alive() for each in threads), "somebody waits for ever"
    return became


def meanwhile(work):
    """Begin this in a thread and give it time to wait for us; the function returned gives what became of it."""
    became = []

    def run():
        try:
            became.append(work())
        except Exception as raised:
            became.append(raised)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(0.3)

    def outcome():
        thread.join(FOR_EVER)
        assert not thread.is_alive(), "somebody waits for ever"
        return became[0]

    return outcome


def moved_to(path):
    """A context of this fixture: the tests' SQLite database, which lives in memory, moved into a file as in earnest."""
    return _InAFile(path)


class _InAFile:
    def __init__(self, path):
        self.path = str(path)

    def __enter__(self):
        if connection.vendor != "sqlite":
            return
        connection.ensure_connection()
        self.kept, self.name = connection.connection, connection.settings_dict["NAME"]
        self.kept.execute("VACUUM INTO ?", [self.path])
        connection.connection, connection.settings_dict["NAME"] = None, self.path

    def __exit__(self, *raised):
        if connection.vendor != "sqlite":
            return
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = self.kept, self.name
