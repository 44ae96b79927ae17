#!/usr/bin/python3
"""Trains the model that judges a page's blocks, and writes it as a C table.

usage: html_model.py PROGRAM CORPUS [--cv] [--write FOLDER]

PROGRAM is the built tests/train/html_features, which writes what the engine itself sees; CORPUS is the folder with
score.py and html/.  --cv cross-validates by site and prints the scores of pages that the model did not see; --write
trains on all pages and writes the tables prior_table.c and weights_table.c.  The same inputs give the same table.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import xgboost as xgb

import pages as corpus_pages
import prior
import table

SEED = 1
BINS = 64
CAP = 150          # blocks of one page at most: long pages are sampled
SCALE_MAX = 10.
INNER = 4          # folds in which the first guess is made for pages to be trained on
DOUBTED_TREES = 60
DOUBTED_LABEL, DOUBTED_P = .1, .85


def block_weights(page):
    """So that the loss follows the score: a page counts by the words of its truth, not by its blocks."""
    words = page["words"]
    if page["bench"] == "trafilatura":
        return np.where(np.isnan(page["labels"]), 0, np.minimum(words, 40) / 250)
    truth = max(float((page["labels"] * words).sum()), 60.)
    weights = np.minimum(words / truth, 1.)
    weights = weights * min(1., 4. / max(float(weights.sum()), 1e-6))
    return weights * (2. if page["bench"] == "scrapinghub" else 1.)


def training_set(pages, seed):
    random = np.random.default_rng(seed)
    rows, values, weights = [], [], []
    for page in pages:
        weight = np.where(page["doubted"], 0, block_weights(page))
        chosen = np.flatnonzero(weight > 0)
        if len(chosen) > CAP:
            sample = np.sort(random.choice(chosen, CAP, replace=False))
            weight = weight * min(weight[chosen].sum() / max(weight[sample].sum(), 1e-9), SCALE_MAX)
            chosen = sample
        rows.append(page["rows"][chosen])
        values.append(np.nan_to_num(page["labels"][chosen]))
        weights.append(weight[chosen])
    weights = np.concatenate(weights)
    return np.concatenate(rows), np.concatenate(values), weights / weights.mean()


def fit(pages, args, trees):
    """Boosters of all seeds; their margins are averaged."""
    boosters = []
    for seed in range(SEED, SEED + args.seeds):
        rows, values, weights = training_set(pages, seed)
        data = xgb.QuantileDMatrix(rows, values, weight=weights, max_bin=BINS)
        boosters.append(xgb.train(
            {"objective": "binary:logistic", "eta": args.eta, "max_depth": args.depth, "min_child_weight": 8,
             "subsample": .8, "colsample_bytree": args.columns, "lambda": 2., "tree_method": "hist",
             "max_bin": BINS, "seed": seed}, data, trees))
    return boosters


def predict(boosters, pages):
    for page in pages:
        page["p"] = np.zeros(0, np.float32)
        if len(page["rows"]):
            margin = sum(b.inplace_predict(page["rows"], predict_type="margin") for b in boosters)
            page["p"] = 1 / (1 + np.exp(-margin / len(boosters)))


def guess(pages, columns):
    """The first guess at pages that are to be trained on, by models that have not seen their sites; the last
    model has seen all."""
    for k in range(INNER):
        beta = prior.fit([p for p in pages if corpus_pages.fold(p, INNER, 7) != k], columns, block_weights)
        for page in pages:
            if corpus_pages.fold(page, INNER, 7) == k:
                page["prior"] = prior.apply(beta, page)
    return prior.quantised(prior.fit(pages, columns, block_weights))


def doubt(pages, args):
    """Marks blocks that are not in the truth although models that have not seen the page are sure of them: many
    truths end early.  They are not trained on."""
    for page in pages:
        page["doubted"] = np.zeros(len(page["words"]), bool)
    for k in range(2):
        others = [p for p in pages if corpus_pages.fold(p, 2, 11) == k]
        predict(fit([p for p in pages if corpus_pages.fold(p, 2, 11) != k], args, DOUBTED_TREES), others)
    for page in pages:
        if page["bench"] != "trafilatura":
            page["doubted"] = (page["labels"] < DOUBTED_LABEL) & (page["p"] > DOUBTED_P)


def train(engine, pages, others, columns, args):
    """The model of `pages`: the first guess's weights and boosters.  Fills the rows of both lists."""
    beta = guess(pages, columns)
    for page in others:
        page["prior"] = prior.apply(beta, page)
    everything = sorted(pages + others, key=lambda p: p["number"])
    for page, (_, _, rows) in zip(everything, engine.read([p["prior"] for p in everything])):
        page["rows"] = rows
    doubt(pages, args)
    return beta, fit(pages, args, args.trees)


def choose(page, floor, least):
    """The set of blocks with the highest expected F1; nothing where even that is under `least`."""
    p, words = page["p"].astype(np.float64), page["words"]
    if not len(p):
        return np.zeros(0, bool)
    order = np.argsort(-p, kind="stable")
    hit, size, wanted = np.cumsum((p * words)[order]), np.cumsum(words[order]), float((p * words).sum())
    expected = 2 * hit / (size + wanted + 1e-9)
    kept = np.zeros(len(p), bool)
    kept[order[:int(expected.argmax()) + 1]] = True
    return kept & (p >= floor) & (expected.max() >= least)


def scores(pages, score, floor=0., least=0.):
    """Each collection's own figure, and WCXB's by type, of what the model would keep."""
    by = defaultdict(list)
    for page in pages:
        kept = choose(page, floor, least)
        text = "\n".join(t for t, k in zip(page["texts"], kept) if k)
        by[page["bench"]].append(({"text": text}, page["truth"]))
        if page["bench"] == "wcxb":
            by[page["type"]].append(({"text": text}, page["truth"]))
    out = {}
    for name, rows in by.items():
        bench = name if name in corpus_pages.BENCHES else "wcxb"
        summary = score.BENCHES[bench](rows)[0]
        out[name] = round(summary["F1"], 4)
        if bench == "scrapinghub":
            out["exact"] = round(summary["accuracy"], 4)
    return out


def cross_validate(engine, pages, score, columns, args):
    for k in range(args.folds):
        others = [p for p in pages if corpus_pages.fold(p, args.folds) == k]
        _, boosters = train(engine, [p for p in pages if corpus_pages.fold(p, args.folds) != k], others, columns, args)
        predict(boosters, others)
        for page in others:
            page["unseen"] = page["p"]
    for page in pages:
        page["p"] = page["unseen"]
    print("cross-validated by site,", args.folds, "folds:", json.dumps(scores(pages, score)), flush=True)
    for floor in (.2, .3):
        for least in (0., .2, .3):
            print("  floor", floor, "least", least, json.dumps(scores(pages, score, floor, least)), flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program")
    ap.add_argument("corpus", type=Path)
    ap.add_argument("--cv", action="store_true")
    ap.add_argument("--write", type=Path, metavar="FOLDER")
    ap.add_argument("--trees", type=int, default=120)
    ap.add_argument("--seeds", type=int, default=1)
    ap.add_argument("--depth", type=int, default=6)
    ap.add_argument("--eta", type=float, default=.12)
    ap.add_argument("--columns", type=float, default=.35)
    ap.add_argument("--folds", type=int, default=3)
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = corpus_pages.Engine(args.program, folder)
        pages, score = corpus_pages.load(engine, args.corpus)
        for number, page in enumerate(pages):
            page["number"] = number
        known = prior.number_columns(pages)
        print(len(pages), "pages,", sum(len(p["words"]) for p in pages), "blocks,", len(known), "tokens",
              file=sys.stderr, flush=True)
        if args.cv:
            for page in pages:
                page["p"] = page["labels"] if page["bench"] != "trafilatura" else np.nan_to_num(page["labels"], nan=1.)
            print("with the labels themselves:", json.dumps(scores(pages, score, floor=.5)), flush=True)
            cross_validate(engine, pages, score, len(known), args)
        if args.write:
            beta, boosters = train(engine, pages, [], len(known), args)
            prior.write(beta, known, args.write / "prior_table.c")
            options = f"--trees {args.trees} --seeds {args.seeds} --depth {args.depth} --eta {args.eta} --columns {args.columns}"
            table.write(boosters, args.write / "weights_table.c", options)


if __name__ == "__main__":
    main()
