"""The corpus as the model sees it: for each page its blocks, their features as the engine dumps them, and labels."""

import gzip
import hashlib
import importlib.util
import json
import os
import subprocess
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

import labels
import prior

BENCHES = ("wcxb", "scrapinghub", "trafilatura", "readability")
HEAD = np.dtype([("blocks", "<u4"), ("features", "<u4")])
FACTS = np.dtype([("words", "<u4"), ("bytes", "<u4"), ("box", "<u4"), ("kind", "<u4")])


def load_scorer(corpus):
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score


def read_page(data, at):
    """One page's (facts, texts, rows), and where the next one begins."""
    head = np.frombuffer(data, HEAD, 1, at)[0]
    n, width = int(head["blocks"]), int(head["features"])
    at += HEAD.itemsize
    facts = np.frombuffer(data, FACTS, n, at)
    at += facts.nbytes
    texts = []
    for size in facts["bytes"].tolist():
        texts.append(data[at:at + size].decode("utf-8", "replace"))
        at += size
    rows = np.frombuffer(data[at:at + 4 * n * width], "<f4").reshape(n, width)
    return facts, texts, rows, at + 4 * n * width


class Engine:
    """The program that writes what the engine sees of pages, and the pages' files."""

    AT_ONCE = 200  # files of one call

    def __init__(self, program, folder):
        self.program, self.folder, self.files = program, Path(folder), []

    def add(self, name, html):
        file = self.folder / name
        file.write_bytes(html)
        self.files.append(str(file))

    def run(self, flags_of=lambda part: []):
        """Yields the bytes that the program writes of each part of the files."""
        for start in range(0, len(self.files), self.AT_ONCE):
            part = slice(start, start + self.AT_ONCE)
            yield subprocess.run([self.program, *flags_of(part), *self.files[part]], stdout=subprocess.PIPE,
                                 check=True).stdout

    def read(self, priors=None):
        """Yields each page's (facts, texts, rows); `priors` has two numbers for each block of each page."""
        def flags(part):
            if priors is None:
                return []
            file = self.folder / "priors"
            file.write_bytes(b"".join(np.asarray(p, "<f4").tobytes() for p in priors[part]))
            return ["--priors", str(file)]
        for data in self.run(flags):
            at = 0
            while at < len(data):
                facts, texts, rows, at = read_page(data, at)
                yield facts, texts, rows

    def choose(self, numbers):
        """Yields for each page the text of the article that the engine makes of it, the share of
        the usual least estimate with which it is kept, and what the estimate is made of; `numbers` has for each page
        the two of each block for `read`, then the blocks' scores."""
        def flags(part):
            file = self.folder / "numbers"
            file.write_bytes(b"".join(np.asarray(p, "<f4").tobytes() for p in numbers[part]))
            return ["--choose", str(file)]
        for data in self.run(flags):
            at = 0
            while at < len(data):
                size, width, fate = np.frombuffer(data, "<u4", 3, at).tolist()
                text = data[at + 12:at + 12 + size].decode("utf-8", "replace")
                at += 12 + size
                yield text, (0., 1., np.inf)[fate], np.frombuffer(data[at:at + 4 * width], "<f4")
                at += 4 * width

    def read_tokens(self):
        for data in self.run(lambda part: ["--tokens"]):
            at = 0
            while at < len(data):
                text, around, at = prior.read_tokens(data, at)
                yield text, around


def dump(command, folder, files):
    """Each file's (facts, texts, rows); `command` begins with the program, the files follow."""
    out = Path(folder) / "features"
    with open(out, "wb") as stream:
        for i in range(0, len(files), Engine.AT_ONCE):
            subprocess.run([*command, *files[i:i + Engine.AT_ONCE]], stdout=stream, check=True)
    data, at = out.read_bytes(), 0
    for _ in files:
        facts, texts, rows, at = read_page(data, at)
        yield facts, texts, rows


def truth_text(page, score):
    return score.html_text(page["truth"]["html"]) if page["bench"] == "readability" else page["truth"]["text"]


def label(task):
    bench, texts, truth = task
    if bench == "trafilatura":
        return [np.nan if v is None else v for v in labels.segments(texts, truth["with"], truth["without"])]
    return labels.align(texts, truth)


def site(url):
    return ".".join(urlsplit(url).netloc.lower().removeprefix("www.").split(".")[-2:])


def load(engine, corpus):
    """A list of dictionaries: bench, id, type, site, truth, texts, words, kind, labels, text, around."""
    score, pages = load_scorer(corpus), []
    for bench in BENCHES:
        root = corpus / "html" / bench / "dev"
        for name in sorted(p.stem for p in (root / "truth").glob("*.json")):
            engine.add(f"{bench}-{name}.html", gzip.decompress((root / "html" / f"{name}.html.gz").read_bytes()))
            truth = json.loads((root / "truth" / f"{name}.json").read_text(encoding="utf-8"))
            # Pages of a collection without addresses stand for themselves.
            where = site(truth.get("url") or "")
            where = where if where and where != "fakehost" else f"{bench}:{name}"
            pages.append({"bench": bench, "id": name, "type": truth.get("type", "page"), "site": where,
                          "truth": truth})
    for page, (facts, texts, _) in zip(pages, engine.read()):
        page.update(texts=texts, words=facts["words"].astype(np.float32), kind=facts["kind"])
    for page, (text, around) in zip(pages, engine.read_tokens()):
        page.update(text=text, around=around)
    tasks = [(p["bench"], p["texts"], p["truth"] if p["bench"] == "trafilatura" else truth_text(p, score))
             for p in pages]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for page, values in zip(pages, pool.map(label, tasks, chunksize=8)):
            page["labels"] = np.array(values, np.float32)
    return pages, score


def fold(page, n, within=1):
    """The page's fold of n, all pages of a site in one; `within` the folds of an outer division by so many."""
    return int(hashlib.md5(page["site"].encode()).hexdigest(), 16) // within % n
