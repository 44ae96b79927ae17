"""Cleans dumps of the corpus, and what comes out once more: it should stay as it is.

As quality_test.py this skips (exit status 77) where the corpus is missing.
"""

import gzip
import subprocess
import sys
import tempfile
from pathlib import Path

import quality_test

DUMPS = quality_test.CORPUS / "text" / "dev" / "text"
EVERY = 19     # of so many dumps one is taken
LEAST = .97    # of their texts stay the same; a cleaned text that looks like a page is judged as one


def clean(program, path):
    command = [program, "clean", "--type", "text", "--format", "text", path]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def main():
    if not DUMPS.exists():
        print(f"skipped: no dumps at {DUMPS}")
        return quality_test.SKIPPED
    program, changed, paths = quality_test.find_program(), [], sorted(DUMPS.glob("*.txt.gz"))[::EVERY]
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            file = Path(folder) / "text"
            file.write_bytes(gzip.decompress(path.read_bytes()))
            once = clean(program, file)
            file.write_bytes(once)
            if clean(program, file).split() != once.split():
                changed.append(path.name)
    share = 1 - len(changed) / len(paths)
    print(f"{share:.4f} of {len(paths)} cleaned dumps stay the same, at least {LEAST}; not:", *changed)
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
