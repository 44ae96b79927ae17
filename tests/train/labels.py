"""Which blocks of a page are in its truth: an order-preserving alignment of the blocks' words with the truth's.

A block gets the share of its words that the truth has (0 to 1).  Places in the truth where a block may lie are voted
for by its word trigrams (short blocks: exact runs, at full weight only at a line's edge); the heaviest chain of blocks
whose places increase is the alignment, found with a Fenwick tree of prefix maxima.  Long blocks that the truth has in
another order are taken where its words are still free.
"""

import re
from collections import Counter, defaultdict

WORD = re.compile(r"\w+")
PLACES_OF_A_TRIGRAM = 12   # more occurrences say nothing
PLACES_OF_A_SHORT = 60
OFFSETS = 4                # candidate places of one block
SLACK = 4                  # words by which a place may shift within a block
SHORT_WEIGHT = .35         # of a block under three words that is not at a line's edge


def truth_tokens(truth):
    tokens, starts, ends = [], set(), set()
    for line in truth.lower().split("\n"):
        words = WORD.findall(line)
        if words:
            starts.add(len(tokens))
            tokens += words
            ends.add(len(tokens))
    return tokens, starts, ends


def short_places(words, tokens, where, starts, ends):
    n = len(words)
    for at in where.get(words[0], ())[:PLACES_OF_A_SHORT]:
        if tokens[at:at + n] == words:
            yield at, at + n, n * (1. if at in starts or at + n in ends else SHORT_WEIGHT)


def long_places(words, size, trigrams):
    n, votes = len(words), Counter()
    for j in range(n - 2):
        for at in trigrams.get((words[j], words[j + 1], words[j + 2]), ())[:PLACES_OF_A_TRIGRAM]:
            votes[at - j] += 1
    for offset, _ in votes.most_common(OFFSETS):
        near = sum(v for o, v in votes.items() if abs(o - offset) <= SLACK)
        matched = min(n, near + 2)
        start, end = max(0, offset), min(size, offset + n)
        if (matched >= .5 * n or matched >= 12) and end > start:
            yield start, end, float(matched)


class Chain:
    """The heaviest chain ending at or before each word of the truth."""

    def __init__(self, size):
        self.tree = [(0., None)] * (size + 2)

    def best(self, i):
        best, i = (0., None), i + 1
        while i > 0:
            if self.tree[i][0] > best[0]:
                best = self.tree[i]
            i -= i & -i
        return best

    def add(self, end, link):
        i = end + 1
        while i < len(self.tree):
            if link[0] > self.tree[i][0]:
                self.tree[i] = link
            i += i & -i


def align(texts, truth):
    blocks = [WORD.findall(text.lower()) for text in texts]
    tokens, starts, ends = truth_tokens(truth)
    labels = [0.] * len(blocks)
    if not tokens:
        return labels
    trigrams, where = defaultdict(list), defaultdict(list)
    for i, word in enumerate(tokens):
        where[word].append(i)
        if i + 2 < len(tokens):
            trigrams[word, tokens[i + 1], tokens[i + 2]].append(i)
    places, chain = [], Chain(len(tokens))
    for i, words in enumerate(blocks):
        if len(words) >= 3:
            found = list(long_places(words, len(tokens), trigrams))
        else:
            found = list(short_places(words, tokens, where, starts, ends)) if words else []
        places.append(found)
        links = []
        for start, end, weight in found:
            value, back = chain.best(start)
            links.append((end, (value + weight, (i, start, end, weight, back))))
        for end, link in links:
            chain.add(end, link)
    share = lambda i, weight: min(1., weight / len(blocks[i])) if len(blocks[i]) > 2 else 1.
    covered, link, aligned = bytearray(len(tokens)), chain.best(len(tokens))[1], set()
    while link:
        i, start, end, weight, link = link
        labels[i] = share(i, weight)
        aligned.add(i)
        covered[start:end] = b"\1" * (end - start)
    for i, found in enumerate(places):
        if i in aligned or len(blocks[i]) < 4:
            continue
        for start, end, weight in found:
            if weight >= .6 * len(blocks[i]) and sum(covered[start:end]) < .3 * (end - start):
                labels[i] = share(i, weight)
                covered[start:end] = b"\1" * (end - start)
                break
    return labels


def segments(texts, kept, dropped):
    """Labels from segments that must and must not be there; None for blocks that no segment is in."""
    squeeze = lambda s: " ".join(s.split())
    kept, dropped = [squeeze(s) for s in kept if s.strip()], [squeeze(s) for s in dropped if s.strip()]
    labels = []
    for text in map(squeeze, texts):
        is_kept, is_dropped = any(s in text for s in kept), any(s in text for s in dropped)
        labels.append(None if is_kept == is_dropped else float(is_kept))
    return labels
