"""Runs clang-tidy over the program's sources; what has not changed since it passed is not run again."""

import concurrent.futures
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("ARTICLED_BUILD", TREE / "build/debug"))
PASSED = BUILD / "tidy"
SKIPPED = 77


def common_hash():
    """Of everything that a file's result depends on, beside the file."""
    common = hashlib.sha256()
    common.update((TREE / ".clang-tidy").read_bytes())
    for folder in ("server", "handlers", "static"):
        for header in sorted((TREE / folder).rglob("*.h")):
            common.update(header.read_bytes())
    return common


def tidy(common, file):
    own = common.copy()
    own.update(str(file).encode() + file.read_bytes())
    passed = PASSED / own.hexdigest()
    if passed.exists():
        return None
    result = subprocess.run(
        ["clang-tidy", "--quiet", "-p", BUILD, file],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if result.returncode == 0 and "warning:" not in result.stdout:
        passed.touch()
        return None
    return result.stdout or result.stderr


def main():
    # Each version brings checks of its own, and one has to decide.
    if " version 14." not in subprocess.check_output(["clang-tidy", "--version"], text=True):
        print("skipped: clang-tidy 14 decides, and here is another")
        return SKIPPED
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    compiled = {Path(command["file"]) for command in commands}
    folders = (TREE / "server", TREE / "handlers")
    files = sorted(
        file for file in compiled if file.exists() and set(folders) & set(file.parents)
    )
    PASSED.mkdir(exist_ok=True)
    common = common_hash()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [text for text in pool.map(lambda file: tidy(common, file), files) if text]
    print("\n".join(found))
    print(f"{len(files)} files, {len(found)} with findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
