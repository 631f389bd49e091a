"""A published page over a real server beside the same bytes as a static file: ``python -m tests.bench.published FOLDER SECONDS SIZE …``.

Starts gunicorn as `make run` does, with a copy of each page as a static file, and asks for the page and for its copy in
turns, whole and where the reader has it already. Prints one JSON list: for each size and each kind of answer the
bytes, the requests in a second, and what a request cost in processor time of the whole server.
"""

import json
import os
import statistics
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path

FOLDER, SECONDS, SIZES = Path(sys.argv[1]), float(sys.argv[2]), [int(each) for each in sys.argv[3:]]
os.environ["DATA_DIR"] = str(FOLDER)
os.environ.pop("DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from papers.models import PublicationFile  # noqa: E402
from tests.bench.issues import slug_of  # noqa: E402
from tests.bench.server import free_port, processor_seconds, serve  # noqa: E402

CLIENTS = 2
# So many times each kind is measured, in turns, so that whatever else the machine does falls on all alike.
TURNS = 3


class Reader(threading.Thread):
    """One reader who asks for one address again and again."""

    def __init__(self, port, path, headers, status, until):
        super().__init__()
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.path, self.headers, self.status, self.until = path, headers, status, until
        self.answered, self.size, self.wrong = 0, 0, 0

    def run(self):
        while time.perf_counter() < self.until:
            self.connection.request("GET", self.path, headers=self.headers)
            answer = self.connection.getresponse()
            self.size = len(answer.read())
            self.answered += 1
            self.wrong += answer.status != self.status


def copy_of(size):
    """The page of the second publication written where static files are sent from: (path of the page, of its copy)."""
    kept = PublicationFile.objects.get(publication__slug=slug_of(size, 2), part="paper", format="html")
    folder = FOLDER / "copies"
    folder.mkdir(exist_ok=True)
    (folder / f"copy-{size}.html").write_bytes(kept.plain)
    (folder / f"copy-{size}.html.gz").write_bytes(bytes(kept.content))
    return f"/publications/{slug_of(size, 2)}/paper/", f"/copy-{size}.html"


def etag_of(port, path):
    ask = HTTPConnection("127.0.0.1", port, timeout=60)
    ask.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = ask.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")
    return answer.headers["ETag"]


def ask_for(server, port, path, headers, status):
    """(requests in a second, processor seconds a request, bytes, wrong answers) of one address."""
    used, began = processor_seconds(server.pid), time.perf_counter()
    readers = [Reader(port, path, headers, status, began + SECONDS / TURNS) for _ in range(CLIENTS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    used, took = processor_seconds(server.pid) - used, time.perf_counter() - began
    answered = sum(reader.answered for reader in readers)
    return answered / took, used / answered, readers[0].size, sum(reader.wrong for reader in readers)


def main():
    paths = {size: copy_of(size) for size in SIZES}
    port = free_port()
    server = serve(port, settings="tests.bench.with_copies")
    found = []
    try:
        for size, (page, copy) in paths.items():
            kinds = {}
            for name, path in (("published", page), ("static file", copy)):
                gzip = {"Accept-Encoding": "gzip"}
                kinds[name, 200] = (path, gzip)
                kinds[name, 304] = (path, {**gzip, "If-None-Match": etag_of(port, path)})
            told = {kind: [] for kind in kinds}
            for _ in range(TURNS):
                for kind, (path, headers) in kinds.items():
                    told[kind].append(ask_for(server, port, path, headers, kind[1]))
            for (name, status), runs in told.items():
                rate, cpu, length, _ = (statistics.median(column) for column in zip(*runs, strict=True))
                wrong = sum(run[3] for run in runs)
                found.append([size, name, status, length, rate, 1000 * cpu, wrong])
    finally:
        server.terminate()
        server.wait(30)
    json.dump(found, sys.stdout)


main()
