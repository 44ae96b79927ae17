"""Cleans the corpus and fails when a score is below the floor in floor.json: quality_test.py [--update].

The corpus, pages from elsewhere with their known answers, is not part of the project: $ARTICLED_CORPUS, or
../shared/corpus beside the source tree.  Where it is missing this skips (exit status 77).  --update sets
each floor a little under what is reached now.
"""

import fcntl
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("ARTICLED_CORPUS") or TREE.parent / "shared" / "corpus")
FLOOR = Path(__file__).with_name("floor.json")
HTML = ["wcxb", "scrapinghub", "trafilatura", "readability"]
STYLES = "abcde"
SKIPPED = 77
MARGIN = 0.004  # of a new floor, under the score: scores move a little with every change
# Of these less is better.
FAULTS = {"without", "wo", "author_spurious", "date_spurious", "empty"}


def is_sanitized(program):
    content = program.read_bytes()
    return b"__asan_init" in content or b"__tsan_init" in content


def find_program():
    """The program as it is shipped: with sanitizers the corpus would take half an hour."""
    given = Path(os.environ.get("ARTICLED") or TREE / "build" / "articled")
    if given.exists() and not is_sanitized(given):
        return given
    (TREE / "build").mkdir(exist_ok=True)
    with open(TREE / "build" / "release.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command in (["--preset", "release"], ["--build", "--preset", "release", "--target", "articled"]):
            subprocess.run(["cmake", *command], cwd=TREE, check=True, stdout=subprocess.DEVNULL)
    return TREE / "build" / "release" / "articled"


def python(folder, *arguments):
    command = ["/usr/bin/python3", *map(str, arguments)]
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, env=surroundings, stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout


def score_html(program, bench, folder):
    """{metric: score} of one benchmark, by its own metric."""
    predictions = folder / f"{bench}.json"
    python(folder, CORPUS / "run.py", program, bench, "dev", predictions)
    scores = json.loads(python(folder, CORPUS / "score.py", bench, "dev", predictions, "--json"))["all"]
    pages = scores.pop("pages")
    scores["empty"] /= pages
    return {name: score for name, score in scores.items() if not name.endswith("_n")}


def score_text(program, folder):
    """{style: {metric: score}} of the plain-text dumps."""
    predictions, per_page = folder / "text.json", folder / "text-pages.json"
    python(folder, CORPUS / "run_text.py", program, "dev", predictions, "--styles", STYLES)
    python(folder, CORPUS / "score_text.py", "dev", predictions, "--styles", STYLES, "--per-page", per_page)
    pages, scores = json.loads(per_page.read_text()), {}
    for style in STYLES:
        rows = [row for name, row in pages.items() if name.endswith("." + style)]
        metrics = ("f1", "p", "r", "lf", "with", "wo", "title", "author", "date", "publication")
        found = {name: [row[name] for row in rows if name in row] for name in metrics}
        scores[f"text-{style}"] = {name: sum(list_) / len(list_) for name, list_ in found.items() if list_}
    return scores


def compare(scores, floors):
    """Prints each score beside its floor; whether all of them hold."""
    holds = True
    for bench, metrics in scores.items():
        for name, score in metrics.items():
            floor = floors.get(bench, {}).get(name)
            is_worse = floor is not None and (score > floor if name in FAULTS else score < floor)
            shown = "" if floor is None else f"{'at most' if name in FAULTS else 'at least'} {floor:.4f}"
            print(f"{bench:<12} {name:<16} {score:.4f}  {shown}{'  WORSE' if is_worse else ''}")
            holds &= not is_worse
    missing = [f"{bench} {name}" for bench in floors for name in floors[bench] if name not in scores.get(bench, {})]
    for line in missing:
        print(f"{line}: has a floor and no score")
    return holds and not missing


def update(scores):
    floors = {
        bench: {name: round(score + (MARGIN if name in FAULTS else -MARGIN), 4) for name, score in metrics.items()}
        for bench, metrics in scores.items()
    }
    FLOOR.write_text(json.dumps(floors, indent=2) + "\n")
    print(f"wrote {FLOOR.relative_to(TREE)}")


def main():
    if not (CORPUS / "run.py").exists():
        print(f"skipped: no corpus at {CORPUS}")
        return SKIPPED
    program = find_program()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scores = {bench: score_html(program, bench, folder) for bench in HTML}
        scores.update(score_text(program, folder))
    if "--update" in sys.argv[1:]:
        update(scores)
        return 0
    return 0 if compare(scores, json.loads(FLOOR.read_text())) else 1


if __name__ == "__main__":
    sys.exit(main())
