#!/usr/bin/python3
"""Trains the rankers that choose a page's title, authors and date, and writes them as C tables.

usage: facts_model.py PROGRAM CORPUS [--cv] [--write TABLE.c]

PROGRAM is the built tests/train/html_facts, which writes the candidates as the engine itself sees them; CORPUS is the
folder with score.py and html/.  --cv cross-validates by site and prints, for each fact, the share that is right where
the truth has one and the share that is invented where it has none; --write trains on all pages and writes the tables.
The same inputs give the same tables.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import xgboost as xgb

import pages as corpus_pages
import table

SEED = 1
DEPTH = 4            # RANK_DEPTH
INNER = 2 ** DEPTH - 1
BENCHES = ("wcxb", "trafilatura")
NAMES = {"title": "RANK_TITLES", "author": "RANK_BYLINES", "date": "RANK_DATES"}
# Trafilatura's truths leave facts out that the pages have: only what they name is learned from.
COMPLETE = ("wcxb",)


def candidates(program, folder, files):
    for i in range(0, len(files), 200):
        out = subprocess.run([program, *files[i:i + 200]], stdout=subprocess.PIPE, check=True).stdout
        yield from map(json.loads, out.splitlines())


def load(program, corpus):
    """A list of dictionaries: bench, id, site, type, truth, and for each fact its candidates' values and rows."""
    score, pages = corpus_pages.load_scorer(corpus), []
    for bench in BENCHES:
        root = corpus / "html" / bench / "dev"
        names = sorted(p.stem for p in (root / "truth").glob("*.json"))
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for name in names:
                file = Path(folder) / f"{name}.html"
                file.write_bytes(gzip.decompress((root / "html" / f"{name}.html.gz").read_bytes()))
                files.append(str(file))
            for name, found in zip(names, candidates(program, folder, files)):
                truth = json.loads((root / "truth" / f"{name}.json").read_text(encoding="utf-8"))
                page = {"bench": bench, "id": name, "type": truth.get("type", "page"), "truth": truth,
                        "site": corpus_pages.site(truth.get("url") or "") or f"{bench}:{name}"}
                for field, pairs in found.items():
                    true = truth.get(field)
                    page[field] = {
                        "values": [value for value, _ in pairs],
                        "rows": np.array([row for _, row in pairs], np.float32),
                        "right": np.array([bool(true) and score.FIELDS[field](value, true) for value, _ in pairs],
                                          np.float32),
                        "known": bool(true), "told": bool(true) or bench in COMPLETE}
                pages.append(page)
    return pages


def fit(pages, field, args):
    rows, right, weights = [], [], []
    for page in pages:
        of = page[field]
        # A page whose truth none of the candidates has teaches nothing about choosing.
        if len(of["values"]) and of["told"] and (of["right"].any() or not of["known"]):
            rows.append(of["rows"])
            right.append(of["right"])
            weights.append(np.full(len(of["right"]), 1. if page["bench"] == "wcxb" else args.other))
    data = xgb.QuantileDMatrix(np.concatenate(rows), np.concatenate(right), weight=np.concatenate(weights), max_bin=64)
    return xgb.train({"objective": "binary:logistic", "base_score": .5, "eta": args.eta, "max_depth": DEPTH,
                      "min_child_weight": args.child, "subsample": .8, "colsample_bytree": args.columns, "lambda": 2.,
                      "tree_method": "hist", "max_bin": 64, "seed": SEED, "nthread": 1}, data, args.trees)


def predict(model, pages, field):
    for page in pages:
        of = page[field]
        of["odds"] = (model.inplace_predict(of["rows"], predict_type="margin") if len(of["values"])
                      else np.zeros(0, np.float32))


def choose(of, least):
    """The index of the candidate that the engine names, or None."""
    if not len(of["odds"]):
        return None
    # Of equals the engine takes the first title and the last of the others.
    best = int(of["odds"].argmax())
    return best if of["odds"][best] >= least else None


def measure(pages, field, least):
    """(share right of those known, share named of those that have none)."""
    right, known, named, none = 0, 0, 0, 0
    for page in pages:
        of, best = page[field], choose(page[field], least)
        if of["known"]:
            known += 1
            right += best is not None and of["right"][best]
        elif of["told"]:
            none += 1
            named += best is not None
    return right / max(known, 1), named / max(none, 1)


def oracle(pages, field):
    known = [page[field] for page in pages if page[field]["known"]]
    return sum(of["right"].any() if len(of["values"]) else 0 for of in known) / max(len(known), 1)


def least_for(pages, field, most):
    """The lowest log odds at which not more than `most` is invented."""
    if field == "title":
        return -1000.
    for least in np.arange(-3, 2, .05):
        if measure(pages, field, least)[1] <= most:
            return round(float(least), 2)
    return 2.


def cross_validate(pages, field, args):
    for k in range(args.folds):
        model = fit([p for p in pages if corpus_pages.fold(p, args.folds) != k], field, args)
        predict(model, [p for p in pages if corpus_pages.fold(p, args.folds) == k], field)


def report(pages, field, args):
    for bench in BENCHES:
        of = [p for p in pages if p["bench"] == bench]
        line = f"{field:<7} {bench:<12} best possible {oracle(of, field):.3f}"
        for most in (args.most, .10, .06):
            least = least_for([p for p in pages if p["bench"] in COMPLETE], field, most)
            right, named = measure(of, field, least)
            line += f"   at {least:+.2f}: right {right:.3f} invented {named:.3f}"
            if field == "title":
                break
        print(line, flush=True)


def write(models, path, args):
    with open(path, "w", encoding="ascii") as out:
        out.write("/* The rankers' numbers, generated by tests/train/facts_model.py: do not edit. */\n"
                  f"/* --trees {args.trees} --eta {args.eta} --columns {args.columns} --child {args.child} */\n"
                  '#include "clean/html/rank.h"\n\n/* clang-format off */\n')
        for field, (model, least) in models.items():
            trees = [table.fill(json.loads(text), inner=INNER) for text in model.get_dump(dump_format="json")]
            out.write(f"static const struct rank_tree {field.upper()}_TREES[] = {{\n")
            for tree in trees:
                table.write_tree(out, tree)
            out.write(f"}};\nconst struct ranker {NAMES[field]} = {{{field.upper()}_TREES, {len(trees)}, "
                      f"{table.real(least)}, 0}};\n\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program")
    ap.add_argument("corpus", type=Path)
    ap.add_argument("--cv", action="store_true")
    ap.add_argument("--write", type=Path)
    ap.add_argument("--trees", type=int, default=80)
    ap.add_argument("--eta", type=float, default=.1)
    ap.add_argument("--columns", type=float, default=.25)
    ap.add_argument("--child", type=float, default=2.)
    ap.add_argument("--other", type=float, default=.5, help="weight of the pages of other collections than WCXB")
    ap.add_argument("--most", type=float, default=.12, help="the share that may be invented, cross-validated")
    ap.add_argument("--folds", type=int, default=5)
    args = ap.parse_args()
    pages = load(args.program, args.corpus)
    models = {}
    for field in NAMES:
        cross_validate(pages, field, args)
        if args.cv:
            report(pages, field, args)
        if args.write:
            least = least_for([p for p in pages if p["bench"] in COMPLETE], field, args.most)
            models[field] = fit(pages, field, args), least
    if args.write:
        write(models, args.write, args)


if __name__ == "__main__":
    main()
