"""The first guess at a text's lines: a logistic regression over the tokens of server/clean/text/wording.h, and its table."""

import subprocess
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse

import pages as corpus_pages
import prior

MIN_SITES = 5     # a token of fewer sites says nothing about another one
L2 = 3.
TOKENS = 16000    # that say most are kept
SLOTS = 1 << 15
STEPS = 127       # of the greatest weight
HEAD = np.dtype([("trees", "<u4", 5), ("slots", "<u4"), ("step", "<f4"), ("base", "<f4")])


@dataclass
class Table:
    """As the engine holds it: struct wording_table."""
    slots: np.ndarray = field(default_factory=lambda: np.zeros(0, "<u4"))
    step: float = 1.
    base: float = 0.


def read(data, at, units):
    """The tokens of one text's units, from data[at:]: where each one's end, all of them, and where the next begins."""
    ends, parts = [0], []
    for _ in range(units):
        count = int(np.frombuffer(data, "<u4", 1, at)[0])
        parts.append(np.frombuffer(data, "<u4", count, at + 4))
        ends.append(ends[-1] + count)
        at += 4 + 4 * count
    return np.array(ends), np.concatenate(parts) if parts else np.zeros(0, "<u4"), at


def add_tokens(pages, command):
    """Gives each text its "tokens", as `command` writes them of its file."""
    for i in range(0, len(pages), corpus_pages.Engine.AT_ONCE):
        some = pages[i:i + corpus_pages.Engine.AT_ONCE]
        data = subprocess.run([*command, *[page["file"] for page in some]], stdout=subprocess.PIPE, check=True).stdout
        at = 0
        for page in some:
            ends, tokens, at = read(data, at, len(page["words"]))
            page["tokens"] = ends, tokens


def number_columns(pages):
    """Numbers the tokens of enough sites from 0 on, in each text's matrix of units by tokens; returns the tokens."""
    seen = {}
    for page in pages:
        if not page["is_foreign"]:
            seen.setdefault(page["site"], []).append(np.unique(page["tokens"][1]))
    tokens, sites = np.unique(np.concatenate([np.unique(np.concatenate(parts)) for parts in seen.values()]),
                              return_counts=True)
    known = tokens[sites >= MIN_SITES]
    for page in pages:
        ends, tokens = page.pop("tokens")
        at = np.minimum(np.searchsorted(known, tokens), len(known) - 1)
        is_known = known[at] == tokens
        kept = np.concatenate([[0], np.cumsum(is_known)])
        ones = np.ones(kept[-1], np.float32)
        page["wording"] = scipy.sparse.csr_matrix((ones, at[is_known].astype(np.int32), kept[ends]),
                                                  shape=(len(ends) - 1, len(known)))
    return known


def scaled(rows):
    """As wording_judge does: by the root of the number of known tokens."""
    return (scipy.sparse.diags(1 / np.sqrt(np.maximum(np.diff(rows.indptr), 1))) @ rows).tocsr()


def fit(pages, known, unit_weights):
    """The table that is learned from these texts: the tokens that sway most of all, and then their weights."""
    parts, values, weights = [], [], []
    for page in pages:
        if not page["is_foreign"]:
            chosen, weight = prior.sample(page, unit_weights(page), 1)
            parts.append(page["wording"][chosen])
            values.append(page["labels"][chosen])
            weights.append(weight)
    rows, values, weights = scipy.sparse.vstack(parts, format="csr"), np.concatenate(values), np.concatenate(weights)
    every = scaled(rows)
    beta = prior.logistic(every, values, weights, L2)
    sway = np.abs(beta[:-1]) * np.sqrt(np.asarray(every.multiply(every).sum(0)).ravel())
    chosen = np.sort(np.argsort(-sway, kind="stable")[:TOKENS])
    beta = prior.logistic(scaled(rows[:, chosen]), values, weights, L2)
    step = float(np.abs(beta[:-1]).max()) / STEPS
    return pack(known[chosen], np.rint(beta[:-1] / step).astype(int), step, float(beta[-1]))


def pack(tokens, steps, step, base):
    """Places the tokens into slots; one that would be taken for an earlier one is left out, and so is one that looks
    like a free slot."""
    slots = [0] * SLOTS
    for token, weight in zip(tokens.tolist(), steps.tolist()):
        slot = token & SLOTS - 1
        while slots[slot] and slots[slot] >> 8 != token >> 8:
            slot = slot + 1 & SLOTS - 1
        slots[slot] = slots[slot] or token & ~0xFF | weight & 0xFF
    return Table(np.array(slots, "<u4"), step, base)


def write(path, table, trees):
    """The file of a model for text_features: `trees` are the bytes of each part's trees and their numbers."""
    head = np.zeros(1, HEAD)
    head["trees"], head["slots"] = [count for count, _ in trees], len(table.slots)
    head["step"], head["base"] = table.step, table.base
    path.write_bytes(head.tobytes() + table.slots.tobytes() + b"".join(data for _, data in trees))
