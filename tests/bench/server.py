"""A server of the benchmark's own on a free port of this machine, and what it uses."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path


def free_port():
    """A port that nothing listens on."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()[1]


def serve(port, *, settings="config.settings"):
    """The server, once it answers, with the settings of this module."""
    started = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
        + ["--worker-class", "gthread", "--threads", "8", "--timeout", "120", "--log-level", "warning"],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
    )
    for _ in range(300):
        if started.poll() is not None:
            raise SystemExit("the server did not start")
        try:
            ask = HTTPConnection("127.0.0.1", port, timeout=10)
            ask.request("GET", "/healthz/")
            if ask.getresponse().status == 200:
                return started
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def processor_seconds(pid):
    """What this process and those it started have used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(int(each) for each in fields[11:15]) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(processor_seconds(child) for child in children)
