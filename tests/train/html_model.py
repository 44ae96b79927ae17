#!/usr/bin/python3
"""Trains the model that judges a page's blocks, and writes it as a C table.

usage: html_model.py PROGRAM CORPUS [--cv] [--write FOLDER]

PROGRAM is the built tests/train/html_features, which writes what the engine itself sees; CORPUS is the folder with
score.py and html/.  --cv cross-validates by site and prints the scores of pages that the model did not see; --write
trains on all pages and writes the tables prior_table.c, weights_table.c and quality_table.c.  The same inputs give the same table.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import xgboost as xgb

import pages as corpus_pages
import prior
import table

SEED = 2
BINS = 64
INNER = 4          # folds in which the first guess is made for pages to be trained on
JUDGES = 3         # folds in which pages to be trained on are judged by models that have not seen them
JUDGES_TREES = 80
OPEN = 2.          # OPEN of score.c: log odds nearer to nought than this are not sure
DOUBTED_LABEL, DOUBTED_P = .1, .85
UNDOUBTED = ("scrapinghub", "trafilatura")  # truths that were checked to the letter, and mere segments
QUALITY = {"trees": 120, "depth": 3, "eta": .05, "child": 20, "columns": .4, "least": .3, "base": .85}


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
    rows, values, weights = [], [], []
    for page in pages:
        chosen, weight = prior.sample(page, np.where(page["doubted"], 0, block_weights(page)), seed)
        rows.append(page["rows"][chosen])
        values.append(np.nan_to_num(page["labels"][chosen]))
        weights.append(weight)
    weights = np.concatenate(weights)
    return np.concatenate(rows), np.concatenate(values), weights / weights.mean()


def boost(pages, args, trees, seed):
    rows, values, weights = training_set(pages, seed)
    data = xgb.QuantileDMatrix(rows, values, weight=weights, max_bin=BINS, nthread=1)
    return xgb.train(
        {"objective": "binary:logistic", "eta": args.eta, "max_depth": args.depth, "min_child_weight": 8,
         "subsample": .8, "colsample_bytree": args.columns, "lambda": 2., "tree_method": "hist",
         "max_bin": BINS, "seed": seed, "nthread": 1}, data, trees)


def boost_all(tasks):
    """Several at once, each in one thread: more for one model would add numbers up in another order every time."""
    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(lambda task: boost(*task), tasks))


def predict(boosters, pages):
    """What the engine's model_score makes of the boosters: where the first is not sure, their mean."""
    for page in pages:
        page["p"] = np.zeros(0, np.float32)
        if len(page["rows"]):
            margins = [b.inplace_predict(page["rows"], predict_type="margin") for b in boosters]
            margin = np.where(np.abs(margins[0]) < OPEN, np.mean(margins, 0), margins[0])
            page["p"] = (1 / (1 + np.exp(-margin))).astype(np.float32)


def guess(pages, columns):
    """The first guess at pages that are to be trained on, by models that have not seen their sites; the last
    model has seen all."""
    for k in range(INNER):
        beta = prior.fit([p for p in pages if corpus_pages.fold(p, INNER, 7) != k], columns, block_weights)
        for page in pages:
            if corpus_pages.fold(page, INNER, 7) == k:
                page["prior"] = prior.apply(beta, page)
    return prior.quantised(prior.fit(pages, columns, block_weights))


def judge_unseen(pages, args):
    """What models say that have not seen the page, as its "unseen".  Blocks that are not in its truth although those
    models are sure of them are not trained on: many truths end early."""
    for page in pages:
        page["doubted"] = np.zeros(len(page["words"]), bool)
    folds = [[p for p in pages if corpus_pages.fold(p, JUDGES, 11) != k] for k in range(JUDGES)]
    for k, booster in enumerate(boost_all([(fold, args, JUDGES_TREES, SEED) for fold in folds])):
        predict([booster], [p for p in pages if corpus_pages.fold(p, JUDGES, 11) == k])
    for page in pages:
        page["unseen"] = page["p"]
        if page["bench"] not in UNDOUBTED:
            page["doubted"] = (page["labels"] < DOUBTED_LABEL) & (page["p"] > DOUBTED_P)


def judge(engine, pages, score):
    """What the engine makes of each page with the scores of models that have not seen it, the F1 over words of that,
    and its estimate's row."""
    numbers = [np.concatenate([p["prior"].ravel(), p["unseen"]]) for p in pages]
    for page, (article, share, row) in zip(pages, engine.choose(numbers)):
        page["article"], page["share"], page["quality"] = article, share, row
        if page["bench"] != "trafilatura":
            page["f1"] = score.word_prf(article, corpus_pages.truth_text(page, score))[2]


def fit_quality(pages):
    """The regression of the engine's own F1, where it keeps anything."""
    known = [p for p in pages if p["bench"] != "trafilatura" and p["article"].strip()]
    data = xgb.DMatrix(np.stack([p["quality"] for p in known]), [p["f1"] for p in known])
    return xgb.train({"objective": "reg:squarederror", "eta": QUALITY["eta"], "max_depth": QUALITY["depth"],
                      "min_child_weight": QUALITY["child"], "subsample": .6, "colsample_bytree": QUALITY["columns"],
                      "base_score": QUALITY["base"], "tree_method": "exact", "seed": SEED}, data, QUALITY["trees"])


def train(engine, pages, others, columns, score, args):
    """The model of `pages`: the first guess's weights, boosters, and the estimate's booster.  Fills the rows of both
    lists, and what the engine makes of the others."""
    beta = guess(pages, columns)
    for page in others:
        page["prior"] = prior.apply(beta, page)
    everything = sorted(pages + others, key=lambda p: p["number"])
    for page, (_, _, rows) in zip(everything, engine.read([p["prior"] for p in everything])):
        page["rows"] = rows
    judge_unseen(pages, args)
    boosters = boost_all([(pages, args, args.trees, SEED + i) for i in range(args.seeds)])
    predict(boosters, others)
    for page in others:
        page["unseen"] = page["p"]
    judge(engine, everything, score)
    return beta, boosters, fit_quality(pages)


def scores(pages, score, text_of):
    """Each collection's own figure, and WCXB's by type, of the texts."""
    by = defaultdict(list)
    for page in pages:
        text = {"text": text_of(page)}
        by[page["bench"]].append((text, page["truth"]))
        if page["bench"] == "wcxb":
            by[page["type"]].append((text, page["truth"]))
    out = {}
    for name, rows in by.items():
        bench = name if name in corpus_pages.BENCHES else "wcxb"
        summary = score.BENCHES[bench](rows)[0]
        out[name] = round(summary["F1"], 4)
        if bench == "scrapinghub":
            out["exact"] = round(summary["accuracy"], 4)
    return out


def print_calibration(pages):
    """How pages do that are told to do so well; WCXB's alone, whose truth is made by hand."""
    print("  estimate   pages  mean estimate  mean F1")
    edges = (0, .3, .4, .5, .6, .7, .8, .9, .95, 1.001)
    for least, most in zip(edges, edges[1:]):
        of = [p for p in pages if p["bench"] == "wcxb" and p["article"].strip() and least <= p["estimate"] < most]
        if of:
            print(f"  {least:.2f}-{min(most, 1):.2f} {len(of):6} {np.mean([p['estimate'] for p in of]):14.3f}"
                  f"{np.mean([p['f1'] for p in of]):9.3f}", flush=True)


def cross_validate(engine, pages, score, columns, args):
    for k in range(args.folds):
        others = [p for p in pages if corpus_pages.fold(p, args.folds) == k]
        seen = [p for p in pages if corpus_pages.fold(p, args.folds) != k]
        quality = train(engine, seen, others, columns, score, args)[2]
        for page in others:
            estimate = quality.inplace_predict(page["quality"][None])[0] if len(page["words"]) else 0.
            page["result"] = page["article"], page["share"], min(max(float(estimate), 0.), 1.), page.get("f1")
    for page in pages:
        page["article"], page["share"], page["estimate"], page["f1"] = page["result"]
    print(f"cross-validated by site, {args.folds} folds")
    for least in (.01, .3, .33, .36, .4):
        text_of = lambda page: page["article"] if page["estimate"] >= least * page["share"] else ""
        print("  nothing kept under", least, json.dumps(scores(pages, score, text_of)), flush=True)
    print_calibration(pages)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program")
    ap.add_argument("corpus", type=Path)
    ap.add_argument("--cv", action="store_true")
    ap.add_argument("--write", type=Path, metavar="FOLDER")
    ap.add_argument("--trees", type=int, default=120)
    ap.add_argument("--seeds", type=int, default=2)
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
            labelled = lambda page: "\n".join(
                text for text, is_kept in zip(page["texts"], np.nan_to_num(page["labels"], nan=1.) >= .5) if is_kept)
            print("with the labels themselves:", json.dumps(scores(pages, score, labelled)), flush=True)
            cross_validate(engine, pages, score, len(known), args)
        if args.write:
            beta, boosters, quality = train(engine, pages, [], len(known), score, args)
            options = f"--trees {args.trees} --seeds {args.seeds} --depth {args.depth} --eta {args.eta} " \
                      f"--columns {args.columns}"
            prior.write(beta, known, args.write / "prior_table.c")
            table.write(boosters, args.write / "weights_table.c", options)
            table.write_quality(quality, args.write / "quality_table.c", QUALITY)


if __name__ == "__main__":
    main()
