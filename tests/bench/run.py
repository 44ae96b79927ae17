"""Measures against the budgets, each row beside its floor in the same run: run.py [ROW...] [--loose].

Prints a table, and says which rows cannot be measured here.  Exits 1 when a budget is exceeded, unless
--loose.  Times are CPU per operation, which holds on noisy machines; everything stays on loopback.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True
from measure import (  # noqa: E402
    BINARY, Floor, Service, Unmeasured, alternate, bench_lines, cpu_ns, cpu_us_each, load, make_pages, make_texts,
    models_size, program, run_used, stripped_size,
)  # fmt: skip
from samples import PARAGRAPHS, numbered_page  # noqa: E402

ROUNDS = 5
GETS = 6000
CONNECTIONS = 8
POSTS = 40
MB = 1 << 20


class Bench:
    """One run: its temporary folder, the pages that it posts, and the rows that it has printed."""

    def __init__(self, folder):
        self.folder, self.rows, self.over = folder, 0, 0
        self.pages, self.pages_are = make_pages(folder, 400)
        self.services = 0

    def service(self):
        self.services += 1
        return Service(self.folder / f"data{self.services}", "--quiet").start()

    def row(self, name, measured, unit, budget, floor=None, at_least=False):
        """A budget is of the ratio to the floor, or of the value where there is no floor."""
        judged = measured / floor if floor else measured
        is_over = judged < budget if at_least else judged > budget
        shown = [f"{measured:.2f} {unit}", f"{floor:.2f}" if floor else "", f"{judged:.2f}" if floor else ""]
        sign = ">=" if at_least else "<="
        line = f"{name:<44}{shown[0]:>16}{shown[1]:>12}{shown[2]:>8}  {sign} {budget:<7g} {'OVER' if is_over else 'ok'}"
        print(line, flush=True)
        self.rows, self.over = self.rows + 1, self.over + is_over


def cleaning(bench):
    """Every stage over lexbor's parse alone."""
    size = sum(file.stat().st_size for file in bench.pages) / len(bench.pages) / 1000
    print(f"# {len(bench.pages)} pages of {bench.pages_are}, {size:.0f} kB each")
    said = " ".join(bench_lines("clean_bench", "-q", *bench.pages)["total"])
    parse, clean, render = map(float, re.search(r"parse ([\d.]+) ms, clean ([\d.]+) ms, render ([\d.]+) ms", said).groups())
    bench.row("cleaning a page, all stages, CPU", clean + render, "ms", 2.2, parse)
    said = " ".join(bench_lines("clean_bench", "-j", *bench.pages)["total"])
    one, two, waits = map(float, re.search(r"1 thread ([\d.]+) .* threads ([\d.]+); .* waits ([\d.]+)", said).groups())
    bench.row("cleaning on two threads, over one", two, "/s", 1.8, one, at_least=True)
    print(f"# a thread gave up its core {waits:.4f} times a page")


def texts(bench):
    """Every stage of cleaning plain text over checking its bytes and counting its words: 71 times that is 20 MB/s
    where the floor takes .7 ms a MB."""
    files, files_are = make_texts(bench.folder, 200)
    said = " ".join(bench_lines("text_bench", *files)["total"])
    floor, clean, rate = map(float, re.search(r"check ([\d.]+) ms/MB, clean ([\d.]+) ms/MB, ([\d.]+) MB/s", said).groups())
    print(f"# {len(files)} texts of {files_are}, {rate:.1f} MB/s")
    bench.row("cleaning a MB of text, all stages, CPU", clean, "ms", 71, floor)


def get(bench):
    """A page, its JSON and a 304 over libmicrohttpd's bare answer of the same bytes."""
    service = bench.service()
    text = "\n\n".join(PARAGRAPHS[number % len(PARAGRAPHS)] + f" ({number})" for number in range(70))
    path = service.post_json("/articles", {"text": text, "title": "Seventy paragraphs"}).expect(201).headers["Location"]
    page, data = service.get(path + ".html"), service.get(path + ".json")
    floor = Floor("http_floor", len(page.body))

    def asked(server, what):
        return lambda: cpu_us_each(server.process, server.port, CONNECTIONS, GETS, "get", what)

    kept = f"{path}.html,If-None-Match: {page.headers['ETag']}"
    floor_us, page_us, json_us, kept_us = alternate(
        ROUNDS, asked(floor, "/floor"), *(asked(service, what) for what in (path + ".html", path + ".json", kept))
    )
    print(f"# page {len(page.body)} bytes, JSON {len(data.body)} bytes, {CONNECTIONS} connections")
    bench.row("GET page, CPU", page_us, "us", 1.5, floor_us)
    bench.row("GET JSON, CPU, over the page", json_us, "us", 1.6, page_us)
    bench.row("GET 304, CPU", kept_us, "us", 1.3, floor_us)
    floor.stop()
    service.stop()


def post(bench):
    """The whole of a POST over a bare upload, parse and durable commit."""
    service, floor = bench.service(), Floor("post_floor", bench.folder / "floor.db")
    shares = iter(range(0, len(bench.pages), POSTS))
    spent = {"ours": [], "floor": []}
    for at, _ in zip(shares, range(ROUNDS)):
        files = bench.pages[at : at + POSTS]
        spent["floor"].append(cpu_us_each(floor.process, floor.port, 4, len(files), "post", "/", *files))
        spent["ours"].append(cpu_us_each(service.process, service.port, 4, len(files), "post", "/articles", *files))
    bench.row("POST a page, whole, CPU", median(spent["ours"]) / 1000, "ms", 1.6, median(spent["floor"]) / 1000)
    floor.stop()
    service.stop()


def latency(bench):
    """The 99th percentile of a GET while every core cleans, over the same when nothing else happens."""
    service = bench.service()
    path = service.post("/articles", numbered_page(1, words=3000)).expect(201).headers["Location"]
    cleaning_load = [program("load"), service.port, 4, 1_000_000, 0, "post", "/clean", *bench.pages[:100]]
    idle, busy = [], []
    for _ in range(3):
        idle.append(load(service.port, 1, 600, "get", path + ".html", pause_us=1500)["p99_us"])
        cleaner = subprocess.Popen(list(map(str, cleaning_load)), stdout=subprocess.DEVNULL)
        busy.append(load(service.port, 1, 600, "get", path + ".html", pause_us=1500)["p99_us"])
        cleaner.terminate()
        cleaner.wait()
    bench.row("GET p99 while cleaning on every core", median(busy) / 1000, "ms", 2, median(idle) / 1000)
    service.stop()


def store(bench):
    """Inserts, lists and disk, by the store's own program."""
    lines = bench_lines("store_bench")
    for name, label, budget, at_least in (
        ("store_insert_rate", "insert, 8 clients, over own connections", 2.5, True),
        ("store_list_deep", "list at depth, over its first page", 2, False),
        ("store_list_tag_deep", "list of one tag at depth, over its first page", 2, False),
    ):
        if name in lines:
            value, unit, floor = lines[name][:3]
            bench.row(label, float(value), unit, budget, float(floor), at_least)
        else:
            print(f"{label:<44}not measured: store_bench says nothing of {name}")


def search(bench):
    """Searches of 100,000 articles over the same by bare SQL with FTS5's own marks."""
    for name, (value, unit, floor, *_) in bench_lines("search_bench").items():
        if name.startswith("search_"):
            label = f"search, {name.removeprefix('search_').replace('_', ' ')}"
            bench.row(label, float(value) / 1000, "ms", 1.3, float(floor) / 1000)


def memory(bench):
    """At rest, and after 200 pages, four at a time; and what they take on disk."""
    service = bench.service()
    bench.row("memory idle", service.memory_mb("VmRSS"), "MB", 12)
    files = bench.pages[:200]
    load(service.port, 4, len(files), "post", "/articles", *files)
    resident, peak = service.memory_mb("VmRSS"), service.memory_mb("VmHWM")
    bench.row("memory after 200 pages, 4 at a time", resident, "MB", 64)
    print(f"# its peak was {peak:.1f} MB")
    count = service.get("/healthz").json()["articles"]
    service.stop()
    stored = sum(file.stat().st_size for file in Path(service.data).iterdir())
    raw = sum(file.stat().st_size for file in files)
    bench.row("disk for an article", stored / count / 1000, "kB", 0.6, raw / len(files) / 1000)


def hostile(bench):
    """The slowest and the largest of many kinds of hostile megabyte, by the command line."""
    from hostile_test import CASES

    slowest, largest = (0, ""), (0, "")
    file = bench.folder / "hostile"
    for name, text, kind in CASES:
        file.write_text(text, encoding="utf-8", errors="surrogatepass")
        kind = {"text/html": "html", "text/markdown": "markdown"}.get(kind, "text")
        seconds, megabytes, status = run_used([BINARY, "clean", "--type", kind, "--format", "json", file])
        if status not in (0, 1):
            raise Unmeasured(f"{name} ended with status {status}")
        slowest, largest = max(slowest, (seconds, name)), max(largest, (megabytes, name))
    bench.row(f"worst 1 MB ({slowest[1]}), CPU", slowest[0], "s", 1)
    bench.row(f"worst 1 MB ({largest[1]}), memory", largest[0], "MB", 64)


def start_up(bench):
    """CPU until it answers, and the size of what is installed."""
    taken = []
    for _ in range(7):
        service = bench.service()
        taken.append(cpu_ns(service.process.pid) / 1e6)
        service.stop()
    bench.row("start-up, CPU", median(taken), "ms", 25)
    models = models_size() / MB
    bench.row("binary, stripped, without its models", stripped_size(bench.folder) / MB - models, "MB", 3)
    bench.row("models", models, "MB", 1)


ROWS = [cleaning, texts, get, post, latency, store, search, memory, hostile, start_up]


def main():
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    unknown = set(wanted) - {row.__name__ for row in ROWS}
    if unknown or not os.path.exists(BINARY):
        print(f"no {BINARY}" if not unknown else f"rows are: {' '.join(row.__name__ for row in ROWS)}", file=sys.stderr)
        return 2
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        print(f"{'what':<44}{'measured':>16}{'floor':>12}{'ratio':>8}  budget")
        for row in ROWS:
            if wanted and row.__name__ not in wanted:
                continue
            try:
                row(bench)
            except (Unmeasured, subprocess.SubprocessError, OSError, KeyError, ValueError) as error:
                print(f"{row.__name__:<44}not measured: {error}", flush=True)
    print(f"# {bench.rows} rows, {bench.over} over their budget, in {time.monotonic() - began:.0f} s")
    return 1 if bench.over and "--loose" not in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
