"""Fails on what the project's style forbids and a machine can see; prints what has grown large."""

import re
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
FILE_LINES = 400
FUNCTION_LINES = 40

BANNED = re.compile(
    r"\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atoll|atof|gets|alloca|setjmp|longjmp"
    r"|isalnum|isalpha|isblank|iscntrl|isdigit|isgraph|islower|isprint|ispunct|isspace|isupper"
    r"|isxdigit|tolower|toupper|strtod|strtof|strtold)\s*\("
)
TODO = re.compile(r"\b(TODO|FIXME|XXX)\b(?!\s*\(?#\d+)")
# Tables of words may hold words of any language.
TABLE = re.compile(r"^server/clean/.*(lexicon\w*|_table)\.[ch]$")
FIRST_COMMENT = re.compile(r"^/\*(?:(?!\*/).)*?\w(?:(?!\*/).)*?[.?!](\s|\*/)", re.DOTALL)
LITERAL = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
# Also this checkout's own place, unless that is a folder of every system.
OWN_PLACE = f"{TREE}/" if len(TREE.parts) > 2 else "\0"
MACHINE = re.compile(r"(?<![\w.:/-])/(?:home/\w|root/|Users/\w)")


def without_literals(text):
    """The text with comments and strings blanked, lines kept."""
    return LITERAL.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def guards(path):
    """The names that a header's guard may have: MODULE_FILE_H, with or without folders between."""
    words = [re.sub(r"\W", "_", part).upper() for part in path.with_suffix("").parts]
    if words[0] in ("SERVER", "TESTS"):
        words = words[1:]
    return {"_".join([*words, "H"]), "_".join([*words[:1], *words[1:][-1:], "H"])}


def check_c(path, text):
    code = without_literals(text)
    in_tests = path.parts[0] == "tests"
    for found in BANNED.finditer(code):
        yield line_of(code, found.start()), f"{found.group(1)} is banned"
    if not FIRST_COMMENT.match(text):
        yield 1, "does not open with a comment of one sentence that says what it does"
    if path.suffix == ".h":
        guard = re.search(r"^#ifndef (\w+)\n#define (\w+)$", text, re.MULTILINE)
        wanted = guards(path)
        if not guard or guard.group(1) != guard.group(2) or guard.group(1) not in wanted:
            yield 1, f"has no guard {' or '.join(sorted(wanted))}"
    if not in_tests and not TABLE.match(str(path)):
        for number, line in enumerate(text.split("\n"), 1):
            if not line.isascii():
                yield number, "is not ASCII"
    for found in LITERAL.finditer(text):
        if found.group().startswith("//"):
            yield line_of(text, found.start()), "// is no comment here: /* */"


def check_any(path, text):
    if path.parts[:2] == ("tests", "lint"):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if TODO.search(line):
            yield number, "TODO without the number of an issue"
        if MACHINE.search(line) or OWN_PLACE in line:
            yield number, "names a path of somebody's machine"


def functions(text):
    """Each function's name, first line and length, by the brace on a line of its own."""
    lines = without_literals(text).split("\n")
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            head = " ".join(lines[max(0, start - 6) : start - 1])
            names = re.findall(r"\b(\w+)\s*\((?=[^()]*\)|[^;{}]*$)", head.split("}")[-1].split(";")[-1])
            yield (names[0] if names else "?"), start, number - start - 1
            start = None


def sizes(path, text):
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{path}: {lines} lines"
    for name, start, length in functions(text):
        if length > FUNCTION_LINES:
            yield f"{path}:{start}: {name} has {length} lines"


def main():
    failed, large = 0, []
    c_files = [
        file
        for folder in ("server", "handlers", "static", "tests")
        for file in (TREE / folder).rglob("*.[ch]")
    ]
    others = [TREE / name for name in ("dev", "CMakeLists.txt", "Dockerfile", ".ci/run")]
    others += [*TREE.glob("*.md"), *(TREE / "tests").rglob("*.py"), *(TREE / "tests").rglob("*.sh")]
    others += [TREE / "tests/CMakeLists.txt", *(TREE / "static").rglob("*.html")]
    for file in sorted(set(c_files + [other for other in others if other.exists()])):
        path = file.relative_to(TREE)
        text = file.read_text(errors="replace")
        breaches = list(check_any(path, text))
        if file in c_files:
            breaches += check_c(path, text)
            large += sizes(path, text)
        for line, message in breaches:
            print(f"{path}:{line}: {message}")
        failed |= bool(breaches)
    if large:
        print(f"Over {FILE_LINES} lines a file or {FUNCTION_LINES} a function (no failure):")
        print("\n".join("  " + line for line in large))
    return failed


if __name__ == "__main__":
    sys.exit(main())
