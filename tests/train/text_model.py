#!/usr/bin/python3
"""Trains the models that judge a plain text's lines, find its headline and its byline; writes them as a C table.

usage: text_model.py PROGRAM CORPUS [--also FOLDER]... [--cv] [--write TABLE.c]

PROGRAM is the built tests/train/text_features, which writes what the engine itself sees; CORPUS is the folder with
score_text.py and text/; of its pages in other languages, html/trafilatura, text_dumps.py makes texts first.  Each --also
holds more: text/NAME.STYLE.txt.gz and truth/NAME.json as CORPUS/text/dev does, with segments that must and must not
stay, for want of a whole text, where it has no "text".  --cv cross-validates by site, with the whole engine: each page
is cleaned by models that did not see its site.  The same inputs give the same table.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import xgboost as xgb

import pages as corpus_pages
import table
import text_dumps
import text_pages
import wording

SEED = 1
BINS = 64
SEGMENTS = .2  # what an English text counts of which only segments are known
CAP = 350  # units of one text at most: long ones are sampled
STYLES = "abcde"
COMMON = {"objective": "binary:logistic", "tree_method": "hist", "max_bin": BINS, "seed": SEED, "nthread": 1,
          "base_score": .5}
LINES = {"min_child_weight": 8, "subsample": .8, "lambda": 2.}
FOREIGN = {"eta": .1, "max_depth": 4, "colsample_bytree": .25}
FOREIGN_TREES = 32
FIRST_TREES, SURE, FIRST_TIMES = 48, 1.5, (1.3, 1.6)  # as in model.c
FACT = {"max_depth": 6, "subsample": .8, "colsample_bytree": .5, "lambda": 2.}
FACT_TREES = {"title": (240, {"eta": .05, "min_child_weight": 2}), "author": (80, {"eta": .1, "min_child_weight": 4})}
WRONG = {"title": 6., "author": 3.}  # what the wrong places of a text weigh together; the right ones weigh 1


def unit_weights(page):
    """Each text counts once, or less; long units count more, but not by all of their words."""
    known = ~np.isnan(page["labels"])
    weights = np.where(known, np.sqrt(page["words"]), 0)
    total = max(float(weights.sum()), 1e-6)
    return SEGMENTS * weights / max(total, 20.) if "text" not in page["truth"] else weights / total


def sample(page, random):
    weight = unit_weights(page)
    chosen = np.flatnonzero(weight > 0)
    if len(chosen) > CAP:
        some = np.sort(random.choice(chosen, CAP, replace=False))
        return some, weight[some] * weight.sum() / weight[some].sum()
    return chosen, weight[chosen]


def sampled(pages):
    """Rows of the texts, values and weights."""
    random = np.random.default_rng(SEED)
    chosen = [sample(page, random) for page in pages]
    rows = np.concatenate([page["rows"][some] for page, (some, _) in zip(pages, chosen)])
    values = np.concatenate([page["labels"][some] for page, (some, _) in zip(pages, chosen)])
    weights = np.concatenate([weight for _, weight in chosen])
    return rows, values, weights / weights.mean()


def read_rows(program, tables, pages, folder):
    """The texts with the rows of their units, as the engine makes them with the table for each text's fold."""
    folder.mkdir(exist_ok=True)
    model, rows = folder / "model", {}
    for k, guess in enumerate(tables):
        some = [page for page in pages if corpus_pages.fold(page, len(tables)) == k]
        write_model(model, [guess])
        dumps = corpus_pages.dump([program, "--lines", str(model)], folder, [page["file"] for page in some])
        rows.update((page["number"], found) for page, (_, _, found) in zip(some, dumps))
    return [{**page, "rows": rows[page["number"]]} for page in pages]


def judge(models, rows):
    """As judge_lines of model.c."""
    first = models[0].predict(rows, output_margin=True, iteration_range=(0, FIRST_TREES))
    both = sum(model.predict(rows, output_margin=True) for model in models) / 2
    return np.where(np.abs(first) < SURE, both, first * np.where(first > 0, *FIRST_TIMES))


def fit_lines(pages, args):
    """Two models on English texts, and then what others need besides: their few known lines would mislead the trees of
    all."""
    english = [page for page in pages if not page["is_foreign"]]
    rows, values, weights = sampled(english)
    data = xgb.QuantileDMatrix(rows, values, weight=weights, max_bin=BINS, nthread=1)
    options = {"eta": args.eta, "max_depth": args.depth, "colsample_bytree": args.columns}
    lines = [xgb.train({**COMMON, **LINES, **options, "seed": SEED + i}, data, args.trees) for i in range(2)]
    rows, values, weights = sampled([page for page in pages if page["is_foreign"]])
    margins = judge(lines, xgb.DMatrix(rows, nthread=1))
    data = xgb.QuantileDMatrix(rows, values, weight=weights, base_margin=margins, max_bin=BINS, nthread=1)
    return [*lines, xgb.train({**COMMON, **LINES, **FOREIGN}, data, FOREIGN_TREES)]


def fold_text(text):
    return " ".join(text_pages.WORD.findall(text.lower()))


def is_title(found, truth):
    return fold_text(found) == fold_text(truth)


def is_author(found, truth):
    """As score_text.py judges, and any of several authors."""
    first = lambda s: re.sub(r"^(by|von|par|por|di|door|af|av) ", "", fold_text(re.split(r",|\||\u2022| - |; ", s)[0]))
    return bool(first(found)) and (first(found) == first(truth) or fold_text(found) == fold_text(truth))


def fit_fact(pages, fact, is_right):
    """On the places that may tell it; where it is known and none of them does, or it is unknown, all are wrong."""
    rows, values, weights = [], [], []
    for page in pages:
        truth, (texts, some) = page["truth"].get(fact), page[fact]
        is_known = bool(truth) or (fact in page["truth"] and "text" in page["truth"])
        if not len(texts) or not is_known:
            continue
        hits = np.array([bool(truth) and is_right(text, truth) for text in texts], np.float32)
        if fact == "title" and not hits.sum():
            continue
        rows.append(some)
        values.append(hits)
        weights.append(np.where(hits > 0, 1 / max(hits.sum(), 1), WRONG[fact] / len(hits)))
    data = xgb.DMatrix(np.concatenate(rows), np.concatenate(values), weight=np.concatenate(weights), nthread=1)
    trees, options = FACT_TREES[fact]
    return xgb.train({**COMMON, **FACT, **options}, data, trees)


FACTS = (("--titles", "title", is_title), ("--bylines", "author", is_author))
MODELS = 4 + len(FACTS)  # of wordings, two of lines, of foreign lines, of each fact


def write_model(path, models):
    """For text_features, as the engine holds them."""
    trees = [table.packed(models[i]) if i < len(models) else b"" for i in range(1, MODELS)]
    wording.write(path, models[0], [(len(part) // table.TREE.itemsize, part) for part in trees])


def in_parallel(work, items):
    """A core for each: what one thread adds up comes out the same on every machine."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, items))


def dump_fact(program, mode, models, pages, fact, folder):
    folder.mkdir(exist_ok=True)
    model = folder / "model"
    write_model(model, models)
    dumps = corpus_pages.dump([program, mode, str(model)], folder, [page["file"] for page in pages])
    for page, (_, texts, rows) in zip(pages, dumps):
        page[fact] = texts, rows


def clean(program, models, pages, folder):
    """{name: prediction} as run_text.py writes it."""
    found, model = {}, folder / "model"
    write_model(model, models)
    for i in range(0, len(pages), 200):
        some = pages[i:i + 200]
        done = subprocess.run([program, "--clean", str(model), *[page["file"] for page in some]], check=True,
                              stdout=subprocess.PIPE)
        for page, line in zip(some, done.stdout.splitlines()):
            article = json.loads(line)
            found[f"{page['name']}.{page['style']}"] = {
                "text": article["content_text"] or "", "title": article["title"], "date": article["published"],
                "author": "; ".join(article["authors"]) or None, "publication": article["site"]}
    return found


def segments_score(pages, predictions):
    """Shares of the segments that must stay and did, and that must go and did not, by style."""
    by = {}
    for page in pages:
        text = " ".join(predictions[f"{page['name']}.{page['style']}"]["text"].split())
        counts = by.setdefault(page["style"], [0, 0, 0, 0])
        for i, key in enumerate(("with", "without")):
            wanted = [" ".join(s.split()) for s in page["truth"][key] if s.strip()]
            counts[2 * i] += sum(s in text for s in wanted)
            counts[2 * i + 1] += len(wanted)
    for style, (kept, all_kept, let, all_let) in sorted(by.items()):
        print(f"  segments {style}: kept {kept / max(all_kept, 1):.3f}, let through {let / max(all_let, 1):.3f}")


def invented(pages, predictions):
    """The share of texts without an author or a date in their truth for which one is found."""
    for fact in ("author", "date"):
        without = [p for p in pages if "text" in p["truth"] and not p["truth"].get(fact)]
        found = sum(bool(predictions[f"{p['name']}.{p['style']}"][fact]) for p in without)
        print(f"  {fact} invented in {found / max(len(without), 1):.3f} of {len(without)}")


def report(pages, predictions, corpus, folder):
    path = folder / "predictions.json"
    path.write_text(json.dumps(predictions), encoding="utf-8")
    subprocess.run([sys.executable, corpus / "score_text.py", "dev", path, "--styles", STYLES], check=True)
    invented(pages, predictions)
    segments_score([page for page in pages if "text" not in page["truth"]], predictions)


def report_least(models, inside):
    """What each least score of a fact would give: the share of texts of which it is told right, and in how many of
    those that have none one is told."""
    for place, (_, fact, is_right) in enumerate(FACTS, MODELS - len(FACTS)):
        known, unknown = [], []
        for k, part in enumerate(inside):
            for page in part:
                (texts, rows), truth = page[fact], page["truth"].get(fact)
                scores = models[k][place].predict(xgb.DMatrix(rows), output_margin=True) if len(texts) else []
                best = int(np.argmax(scores)) if len(texts) else None
                score = float(scores[best]) if len(texts) else -99.
                if truth:
                    known.append((score, best is not None and is_right(texts[best], truth)))
                elif fact in page["truth"] and "text" in page["truth"]:
                    unknown.append(score)
        for least in np.arange(-2., 1.1, .25):
            right = sum(score > least and hit for score, hit in known) / max(len(known), 1)
            told = sum(score > least for score in unknown) / max(len(unknown), 1)
            print(f"  {fact} over {least:5.2f}: right {right:.3f} of {len(known)}, invented {told:.3f} of {len(unknown)}")


def fit_wordings(pages, known, folds):
    """For each fold, the tables for texts of each fold: of the texts in neither."""
    fit = lambda pair: wording.fit([p for p in pages if corpus_pages.fold(p, folds) not in pair], known, unit_weights)
    pairs = [(i, k) for i in range(folds) for k in range(i, folds)]
    tables = dict(zip(pairs, in_parallel(fit, pairs)))
    return [[tables[min(i, k), max(i, k)] for i in range(folds)] for k in range(folds)]


def train(pages, known, args, folder):
    """Models for each fold, by the pages of the others; each step learns from what the one before says of pages that
    it did not see."""
    folds = range(args.folds)
    inside = [[p for p in pages if corpus_pages.fold(p, args.folds) == k] for k in folds]
    outside = [[p for p in pages if corpus_pages.fold(p, args.folds) != k] for k in folds]
    tables = fit_wordings(pages, known, args.folds)
    fit = lambda k: fit_lines(read_rows(args.program, tables[k], outside[k], folder / f"fold{k}"), args)
    models = [[tables[k][k], *found] for k, found in enumerate(in_parallel(fit, folds))]
    for mode, fact, is_right in FACTS:
        in_parallel(lambda k: dump_fact(args.program, mode, models[k], inside[k], fact, folder / f"fold{k}"), folds)
        found = in_parallel(lambda part: fit_fact(part, fact, is_right), outside)
        models = [model + [more] for model, more in zip(models, found)]
    return models, tables, inside


def cross_validate(models, inside, args, folder):
    predictions = {}
    folds = range(args.folds)
    for part in in_parallel(lambda k: clean(args.program, models[k], inside[k], folder / f"fold{k}"), folds):
        predictions.update(part)
    report_least(models, inside)
    print("cross-validated by site,", args.folds, "folds:", flush=True)
    report([page for part in inside for page in part], predictions, args.corpus, folder)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("program")
    ap.add_argument("corpus", type=Path)
    ap.add_argument("--also", type=Path, action="append", default=[])
    ap.add_argument("--cv", action="store_true")
    ap.add_argument("--write", type=Path)
    ap.add_argument("--trees", type=int, default=160)
    ap.add_argument("--depth", type=int, default=6)
    ap.add_argument("--eta", type=float, default=.08)
    ap.add_argument("--columns", type=float, default=.25)
    ap.add_argument("--folds", type=int, default=5)
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text_dumps.make_all(args.corpus, folder / "dumps")
        roots = [args.corpus / "text" / "dev", folder / "dumps", *args.also]
        model = folder / "model"
        write_model(model, [wording.Table()])
        pages = text_pages.load([args.program, "--lines", str(model)], roots, folder)
        wording.add_tokens(pages, [args.program, "--tokens", str(model)])
        known = wording.number_columns(pages)
        print(len(pages), "texts,", sum(len(p["words"]) for p in pages), "units", file=sys.stderr, flush=True)
        models, tables, inside = train(pages, known, args, folder)
        if args.cv:
            cross_validate(models, inside, args, folder)
        if args.write:
            options = f"--trees {args.trees} --depth {args.depth} --eta {args.eta} --columns {args.columns}"
            seen = [tables[k][k] for k in range(args.folds)]
            fits = [lambda: [wording.fit(pages, known, unit_weights)],
                    lambda: fit_lines(read_rows(args.program, seen, pages, folder / "all"), args)]
            fits += [lambda fact=fact, is_right=is_right: [fit_fact(pages, fact, is_right)]
                     for _, fact, is_right in FACTS]
            guess, *models = sum(in_parallel(lambda fit: fit(), fits), [])
            table.write_text(args.write, options, guess, models)


if __name__ == "__main__":
    main()
