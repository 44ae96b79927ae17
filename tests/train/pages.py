"""The corpus as the model sees it: for each page its blocks, their features as the engine dumps them, and labels."""

import gzip
import hashlib
import importlib.util
import json
import os
import subprocess
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

import labels

BENCHES = ("wcxb", "scrapinghub", "trafilatura", "readability")
HEAD = np.dtype([("blocks", "<u4"), ("features", "<u4")])
FACTS = np.dtype([("words", "<u4"), ("bytes", "<u4"), ("box", "<u4"), ("kind", "<u4")])


def load_scorer(corpus):
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score


def dump(program, folder, files):
    """Each file's (facts, texts, rows)."""
    out = Path(folder) / "features"
    with open(out, "wb") as stream:
        for i in range(0, len(files), 200):
            subprocess.run([program, *files[i:i + 200]], stdout=stream, check=True)
    data = out.read_bytes()
    at = 0
    for _ in files:
        head = np.frombuffer(data, HEAD, 1, at)[0]
        at += HEAD.itemsize
        facts = np.frombuffer(data, FACTS, head["blocks"], at)
        at += facts.nbytes
        texts = []
        for n in facts["bytes"]:
            texts.append(data[at:at + n].decode("utf-8", "replace"))
            at += int(n)
        n = int(head["blocks"]) * int(head["features"])
        rows = np.frombuffer(data[at:at + 4 * n], "<f4").reshape(int(head["blocks"]), int(head["features"]))
        at += 4 * n
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


def load(program, corpus):
    """A list of dictionaries: bench, id, type, site, truth, texts, words, rows, labels."""
    score, pages = load_scorer(corpus), []
    for bench in BENCHES:
        root = corpus / "html" / bench / "dev"
        names = sorted(p.stem for p in (root / "truth").glob("*.json"))
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for name in names:
                file = Path(folder) / f"{name}.html"
                file.write_bytes(gzip.decompress((root / "html" / f"{name}.html.gz").read_bytes()))
                files.append(str(file))
            for name, (facts, texts, rows) in zip(names, dump(program, folder, files)):
                truth = json.loads((root / "truth" / f"{name}.json").read_text(encoding="utf-8"))
                # Pages of a collection without addresses stand for themselves.
                where = site(truth.get("url") or "")
                where = where if where and where != "fakehost" else f"{bench}:{name}"
                pages.append({"bench": bench, "id": name, "type": truth.get("type", "page"), "site": where,
                              "truth": truth, "texts": texts, "words": facts["words"].astype(np.float32),
                              "kind": facts["kind"], "rows": rows})
    tasks = [(p["bench"], p["texts"], p["truth"] if p["bench"] == "trafilatura" else truth_text(p, score))
             for p in pages]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for page, values in zip(pages, pool.map(label, tasks, chunksize=8)):
            page["labels"] = np.array(values, np.float32)
    return pages, score


def fold(page, n):
    return int(hashlib.md5(page["site"].encode()).hexdigest(), 16) % n
