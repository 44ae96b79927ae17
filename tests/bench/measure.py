"""What the measurements are made with: processes and their CPU time, load, pages to post."""

import contextlib
import gzip
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "http"))
from service import BINARY, CORPUS, TREE, Service  # noqa: E402

BUILD = Path(os.environ.get("ARTICLED_BUILD") or TREE / "build" / "release")
PROGRAMS = BUILD / "bench"


class Unmeasured(Exception):
    """A row that cannot be measured here, and why."""


def program(name):
    file = PROGRAMS / f"bench_{name}"
    if not file.exists():
        raise Unmeasured(f"{file.name} is not built")
    return file


def cpu_ns(pid):
    """Nanoseconds of CPU that all threads of a process have used."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total


class Floor:
    """A floor's server: a small program that listens on the port it is told."""

    def __init__(self, name, *arguments):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [program(name), str(self.port), *map(str, arguments)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(500):
            with socket.socket() as link:
                if link.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.01)
        raise Unmeasured(f"{name} does not listen")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


def hurry():
    """Lets the client run before others, where that is allowed: the server's delay is measured, not its own."""
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, -15)


def load(port, connections, requests, *what, pause_us=0):
    """Runs the load client to its end; its lines as {name: value}."""
    command = list(map(str, [program("load"), port, connections, requests, pause_us, *what]))
    done = subprocess.run(command, capture_output=True, check=True, timeout=120, text=True, preexec_fn=hurry)
    values = {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}
    refused = values["no_answer"] + values["code_4xx"] + values["code_5xx"]
    if refused > requests * 0.01:
        raise Unmeasured(f"{refused:.0f} of {requests} requests were not answered: {done.stdout}")
    return values


def cpu_us_each(process, port, connections, requests, *what):
    """CPU microseconds of the server for each request."""
    before = cpu_ns(process.pid)
    load(port, connections, requests, *what)
    return (cpu_ns(process.pid) - before) / 1000 / requests


def alternate(rounds, *measurements):
    """Medians of measurements that are taken in turn, so that noise meets all of them alike."""
    taken = [[] for _ in measurements]
    for _ in range(rounds):
        for values, measure in zip(taken, measurements):
            values.append(measure())
    return [median(values) for values in taken]


# A process begins with the peak of the one that it was forked from: a small one, so that only its own counts.
LAUNCHER = """
import os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(pid, 0)
sys.stderr.write(f"\\n{used.ru_utime + used.ru_stime} {used.ru_maxrss} {os.waitstatus_to_exitcode(status)}")
"""


def run_used(command):
    """CPU seconds, peak megabytes and exit status of a program that runs to its end in silence."""
    launched = [sys.executable, "-S", "-c", LAUNCHER, *map(str, command)]
    done = subprocess.run(launched, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    seconds, kilobytes, status = done.stderr.decode().split()[-3:]
    return float(seconds), int(kilobytes) / 1024, int(status)


WORDS = """harbour ferry bearing quay winter storm lighthouse keeper potato crate island board timetable shaft morning
passenger stove school clinic fuel draught jetty captain measure argue spare review spring label box second first
said was had with from until after before between because although and but the a of in on to for by""".split()


def paragraph(chance, words):
    text = " ".join(chance.choice(WORDS) for _ in range(words))
    return text[0].upper() + text[1:] + "."


def invented_page(number):
    """A page of the usual weight: a story among menus, scripts and lists of links; no two are alike."""
    chance = random.Random(number)
    menu = "".join(f'<li class="nav-item"><a href="/s/{i}">{chance.choice(WORDS)}</a></li>' for i in range(120))
    teasers = "".join(
        f'<div class="teaser card"><a href="/n/{number}/{i}"><img src="/i/{i}.jpg" alt="">'
        f"<h3>{paragraph(chance, 8)}</h3></a>"
        f'<span class="date">{i % 28 + 1} March 2024</span></div>'
        for i in range(90)
    )
    story = "".join(f"<p>{paragraph(chance, chance.randint(25, 90))}</p>" for _ in range(chance.randint(8, 40)))
    script = "".join(f"window.s{i}={{a:{i},b:'{chance.choice(WORDS)}'}};" for i in range(1500))
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Report {number} from the quay | Courier</title>"
        f"<script>{script}</script><style>{'.a{color:red}' * 800}</style></head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>Report {number} from the quay</h1><p class=byline>By Ann Archer</p>{story}</article>"
        f"<aside>{teasers}</aside></main><footer><ul>{menu}</ul></footer></body></html>"
    )


def invented_text(number):
    """A page's text as a browser copies it."""
    chance = random.Random(number)
    menu = [chance.choice(WORDS).capitalize() for _ in range(60)]
    story = [f"Report {number} from the quay", "By Ann Archer", "5 March 2024"]
    story += ["\n" + paragraph(chance, chance.randint(25, 90)) for _ in range(chance.randint(8, 40))]
    teasers = [f"{paragraph(chance, 8)}\n{i % 28 + 1} March 2024" for i in range(60)]
    return "\n".join([*menu, *story, "Most read", *teasers, *menu, "All rights reserved"])


def make_files(folder, count, pattern, invent):
    """Files from the corpus where there is one, else invented ones; and which they are."""
    packed = sorted(CORPUS.glob(pattern))
    random.Random(1).shuffle(packed)
    files = []
    for number in range(count):
        file = folder / f"{number:04}{Path(pattern).with_suffix('').suffix}"
        if number < len(packed):
            file.write_bytes(gzip.decompress(packed[number].read_bytes()))
        else:
            file.write_text(invent(number), encoding="utf-8")
        files.append(file)
    return files, "the corpus" if packed else "invention"


def make_pages(folder, count):
    return make_files(folder, count, "html/wcxb/dev/html/*.html.gz", invented_page)


def make_texts(folder, count):
    return make_files(folder, count, "text/dev/text/*.txt.gz", invented_text)


def stripped_size(folder):
    copy = folder / "stripped"
    shutil.copy(BINARY, copy)
    if not shutil.which("strip"):
        raise Unmeasured("no strip here")
    subprocess.run(["strip", copy], check=True)
    return copy.stat().st_size


# What `./dev train` and `./dev train-facts` write.
MODELS = ["html/prior_table", "html/weights_table", "html/quality_table", "html/rank_table", "text/model_table"]


def models_size():
    """Bytes of the tables of the models, as they were compiled for the binary."""
    folder = BUILD / "CMakeFiles" / "module_clean.dir" / "server" / "clean"
    files = [folder / f"{name}.c.o" for name in MODELS]
    missing = [file.name for file in files if not file.exists()]
    if missing or not shutil.which("size"):
        raise Unmeasured(f"no {missing or 'size'} here")
    done = subprocess.run(["size", *map(str, files)], capture_output=True, check=True, text=True)
    return sum(int(line.split()[3]) for line in done.stdout.splitlines()[1:])


def bench_lines(name, *arguments):
    """The lines of a bench program as {name: [word, ...]}."""
    command = [program(name), *map(str, arguments)]
    done = subprocess.run(list(map(str, command)), capture_output=True, timeout=150, text=True)
    if done.returncode != 0:
        raise Unmeasured(f"{name} failed: {done.stderr.strip()[-200:]}")
    lines = (line.split() for line in done.stdout.splitlines() if line.strip())
    # clean_bench's only line begins with the number of pages.
    return {"total" if words[0].isdigit() else words[0]: words[1:] for words in lines}


