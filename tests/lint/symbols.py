"""Fails when the program defines a function that one of its libraries defines too: the linker would mix them."""

import os
import re
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
SKIPPED = 77
# What every program and library has, and what sanitizers put into the program to wrap the C library.
COMMON = re.compile(r"^(_.*|main|data_start|__?asan.*|__?ubsan.*|__?tsan.*|environ)$")


def defined(*arguments):
    """The names that nm shows as code or data of the file itself."""
    done = subprocess.run(["nm", "--defined-only", *map(str, arguments)], capture_output=True, text=True, check=True)
    words = (line.split() for line in done.stdout.splitlines())
    return {parts[2].partition("@")[0] for parts in words if len(parts) == 3 and parts[1] in "TDBRVW"}


def libraries(program):
    done = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=True)
    for name, path in re.findall(r"(\S+) => (/\S+)", done.stdout):
        if not re.match(r"lib(asan|ubsan|tsan|c|m|pthread|dl|rt|gcc_s|stdc\+\+)\.", name):
            yield path


def main():
    program = Path(os.environ.get("ARTICLED") or TREE / "build" / "articled")
    if not program.exists():
        print(f"skipped: no program at {program}")
        return SKIPPED
    ours, clashes = defined(program), 0
    for library in libraries(program):
        for name in sorted(ours & defined("-D", library)):
            if not COMMON.match(name):
                print(f"{name} is defined by the program and by {library}")
                clashes += 1
    return 1 if clashes else 0


if __name__ == "__main__":
    sys.exit(main())
