"""``make bench``: what pages, papers, publications and the import cost at 24, 240 and 2,400 actions.

Builds the three plans in a temporary SQLite database, then runs every job at every size in a process of
its own, and prints the median of several runs, their spread, the peak memory and the fitted growth exponent
(1.0 means twice the rows cost twice the time). The plain ones and the bare SELECT are references on the same
rows. Then comes a server of its own that sends a published page beside the same bytes as a static file, and one
under a mix of 95 % reading and 5 % writing, each for a bounded time.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = (24, 240, 2400)
JOBS = (
    "plan page",
    "search in the plan",
    "issued plan page",
    "search in the issue",
    "record of a publication",
    "making the rows",
    "making the page",
    "making the PDF",
    "making Word",
    "making Excel",
    "making CSV",
    "making JSON",
    "issuing",
    "comparing two issues",
    "paper as page",
    "paper as PDF",
    "paper as Word",
    "paper as Excel",
    "paper as CSV",
    "list on the desk",
    "import from Excel",
    "my actions",
    "board of a round",
    "chase list",
    "save one update",
    "plain Django save",
    "plain Django admin list",
    "words pasted in",
    "odd cells",
    "bare SELECT",
)
RUNS = {24: 7, 240: 5, 2400: 3}


def python(*arguments, folder):
    """The output of this Python with these arguments, on the benchmark's own database."""
    environment = {**os.environ, "DATA_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-800:] or done.stdout[-800:])
    return done.stdout


def measure(job, size, folder, runs):
    """The figures of one job at one size, or the last line of why it could not be run."""
    try:
        return json.loads(python("-m", "tests.bench.jobs", job, size, runs, folder, folder=folder))
    except RuntimeError as reason:
        return str(reason).splitlines()[-1]


def exponent(medians):
    """The slope of log time over log size, by least squares; None with fewer than two sizes."""
    points = [(math.log(size), math.log(seconds)) for size, seconds in medians.items() if seconds > 0]
    if len(points) < 2:
        return None
    mean_x, mean_y = (statistics.fmean(axis) for axis in zip(*points, strict=True))
    over = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return over / sum((x - mean_x) ** 2 for x, _ in points)


def line(job, size, figures):
    """One row of the table."""
    if isinstance(figures, str):
        return f"{job:<24} {size:>6}  not measured: {figures}"
    cpu = [1000 * seconds for seconds in figures["cpu"]]
    return (
        f"{job:<24} {size:>6} {statistics.median(cpu):>10.1f} {min(cpu):>9.1f} {max(cpu):>9.1f}"
        f" {1000 * statistics.median(figures['wall']):>10.1f} {figures['peak']:>8.0f} {figures['bytes'] / 1024:>9.0f}"
    )


def mixed(size, folder, seconds):
    """One row of the third table: a server under a mix of requests."""
    try:
        figures = json.loads(python("-m", "tests.bench.mix", size, folder, seconds, folder=folder))
    except RuntimeError as reason:
        return f"{size:>6}  not measured: {str(reason).splitlines()[-1]}"
    return (
        f"{size:>6} {figures['requests']:>9} {figures['writes']:>7} {figures['errors']:>7} {figures['rate']:>11.1f}"
        f" {figures['median']:>10.1f} {figures['p95']:>8.1f} {figures['write median']:>11.1f} {figures['cpu']:>15.1f}"
    )


def published(sizes, folder, seconds):
    """The rows of the second table: a published page beside the same bytes as a static file."""
    try:
        told = json.loads(python("-m", "tests.bench.published", folder, seconds, *sizes, folder=folder))
    except RuntimeError as reason:
        yield f"not measured: {str(reason).splitlines()[-1]}"
        return
    for size, name, status, length, rate, cpu, wrong in told:
        yield f"{size:>6} {name:<12} {status:>6} {length / 1024:>9.1f} {rate:>11.1f} {cpu:>15.2f} {wrong:>7}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--jobs", nargs="+", default=list(JOBS), choices=JOBS)
    parser.add_argument(
        "--seconds", type=int, default=10, help="how long the mix runs at each size; 0 for not"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as name:
        folder = Path(name)
        python("manage.py", "migrate", "--verbosity", "0", folder=folder)
        python("-m", "tests.bench.build", *asked.sizes, folder=folder)
        print(
            f"{'job':<24} {'rows':>6} {'CPU ms':>10} {'least':>9} {'most':>9} {'wall ms':>10} {'peak MB':>8} {'kB':>9}"
        )
        for job in asked.jobs:
            medians = {}
            for size in asked.sizes:
                figures = measure(job, size, folder, RUNS.get(size, 3))
                print(line(job, size, figures), flush=True)
                if not isinstance(figures, str):
                    medians[size] = statistics.median(figures["cpu"])
            slope = exponent(medians)
            print(f"{'':<24} growth exponent {slope:.2f}" if slope is not None else "", flush=True)
        if asked.seconds:
            print("A published page beside the same bytes as a static file, from two clients:")
            print(
                f"{'rows':>6} {'':<12} {'answer':>6} {'kB':>9} {'requests/s':>11} {'CPU ms/request':>15} {'wrong':>7}"
            )
            for row in published(asked.sizes, folder, asked.seconds):
                print(row, flush=True)
            print()
            print(f"95 % reads, 5 % writes, for {asked.seconds} s from four clients:")
            print(
                f"{'rows':>6} {'requests':>9} {'writes':>7} {'errors':>7} {'requests/s':>11} {'median ms':>10} {'p95 ms':>8}"
                f" {'write ms':>11} {'CPU ms/request':>15}"
            )
        for size in asked.sizes if asked.seconds else ():
            print(mixed(size, folder, asked.seconds), flush=True)


if __name__ == "__main__":
    main()
