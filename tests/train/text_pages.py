"""The dumps of pages as plain text: for each its units, their features as the engine dumps them, and labels."""

import gzip
import json
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

import labels
import pages
from labels import WORD


def label(task):
    texts, truth = task
    if "text" in truth:
        return labels.align(texts, truth["text"])
    return [np.nan if v is None else v for v in labels.segments(texts, truth["with"], truth["without"])]


def read_folder(root):
    """(name, style, bytes, truth) of each dump in root/text; truth/NAME.json has the text, or segments of it."""
    for path in sorted((root / "text").glob("*.txt.gz")):
        name, style = path.name.removesuffix(".txt.gz").rsplit(".", 1)
        truth = json.loads((root / "truth" / f"{name}.json").read_text(encoding="utf-8"))
        yield name, style, gzip.decompress(path.read_bytes()), truth


def where(name, truth):
    return pages.site(truth.get("url") or "") or name


def load(command, roots, folder):
    """A list of dictionaries: number, name, style, file (in `folder`), site, truth, is_foreign, texts, words, labels;
    `command` writes what the engine sees of files' lines."""
    dumps, found, files = [], [], []
    for name, style, text, truth in (entry for root in roots for entry in read_folder(root)):
        files.append(f"{folder}/{len(files)}")
        Path(files[-1]).write_bytes(text)
        dumps.append((name, style, truth))
    for (name, style, truth), file, (facts, texts, _) in zip(dumps, files, pages.dump(command, folder, files)):
        found.append({"number": len(found), "name": name, "style": style, "file": file, "site": where(name, truth), "truth": truth,
                      "is_foreign": bool(facts["kind"].any()), "texts": texts, "words": facts["words"].astype(np.float32)})
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        tasks = [(p["texts"], p["truth"]) for p in found]
        for page, values in zip(found, pool.map(label, tasks, chunksize=8)):
            page["labels"] = np.array(values, np.float32)
    return found
