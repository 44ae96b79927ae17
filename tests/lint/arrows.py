"""Fails when an #include goes against the arrows of the design: arrows.py [TREE]."""

import os
import re
import sys
from pathlib import Path

# Who may include whom.  cli and main compose everything; nothing includes them.
BELOW_HANDLERS = {"http", "fetch", "clean", "render", "store", "doc", "base"}
EVERYTHING = BELOW_HANDLERS | {"handlers", "app", "config", "assets"}
ARROWS = {
    "base": {"base"},
    "doc": {"doc", "base"},
    "clean": {"clean", "doc", "base"},
    "render": {"render", "doc", "base"},
    "store": {"store", "doc", "base"},
    "http": {"http", "base"},
    "fetch": {"fetch", "base"},
    "assets": {"assets"},
    "app": BELOW_HANDLERS,
    "handlers": BELOW_HANDLERS | {"handlers", "app", "config", "assets"},
    "config": {"config", "base"},
    "cli": EVERYTHING | {"cli"},
    "main": EVERYTHING | {"cli"},
}

# Who may use which library; what is in neither table is a new dependency.
LIBRARIES = {
    "microhttpd.h": {"http"},
    "lexbor/": {"clean"},
    "md4c": {"clean"},
    "sqlite3.h": {"store"},
    "curl/": {"fetch"},
    "zstd": {"store"},
    "zlib.h": {"http"},
    "nettle/": {"base"},
    # Submitted JSON is read in handlers, JSON-LD in clean; cli seeds the hashes.
    "jansson.h": {"http", "render", "clean", "handlers", "cli"},
}
LIBC = re.compile(
    r"(assert|complex|ctype|dlfcn|errno|fenv|float|inttypes|iso646|limits|locale|math|setjmp|signal"
    r"|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|tgmath"
    r"|threads|time|uchar|wchar|wctype"
    r"|dirent|endian|fcntl|getopt|grp|ifaddrs|langinfo|libgen|malloc|netdb|poll|pthread|pwd|sched"
    r"|semaphore|spawn|strings|sysexits|syslog|termios|unistd"
    r"|(arpa|linux|net|netinet|sys)/\w+)\.h$"
)
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)


def module_of(path):
    parts = path.parts
    if parts[0] == "handlers":
        return "handlers"
    if parts[0] == "static":
        return "assets"
    return parts[1] if len(parts) > 2 else path.stem


def resolve(tree, path, name):
    for root in (path.parent, Path("server"), Path("."), Path("static")):
        if (tree / root / name).is_file():
            return Path(os.path.normpath(root / name))
    return None


def read(tree):
    """Each source with the sources and the library headers that it includes, and the breaches."""
    sources, breaches = {}, []
    for folder in ("server", "handlers", "static"):
        for file in sorted((tree / folder).rglob("*.[ch]")):
            path = file.relative_to(tree)
            mine, libraries = [], []
            for quoted, angled in INCLUDE.findall(file.read_text(errors="replace")):
                target = resolve(tree, path, quoted) if quoted else None
                if target:
                    mine.append(target)
                elif quoted:
                    breaches.append(f'{path}: "{quoted}" is no header of this tree')
                elif not LIBC.match(angled):
                    libraries.append(angled)
            sources[path] = (mine, libraries)
    return sources, breaches


def check_modules(sources):
    for path, (mine, _) in sources.items():
        module = module_of(path)
        allowed = ARROWS.get(module)
        if allowed is None:
            yield f"{path}: the design knows no module {module}"
            continue
        for target in mine:
            if module_of(target) not in allowed:
                yield f"{path}: {module} may not include {module_of(target)} ({target})"


def check_libraries(sources):
    """A library must not come in through another module's header either."""
    for path in sources:
        module, seen, todo = module_of(path), set(), [path]
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            mine, libraries = sources.get(at, ([], []))
            todo += mine
            through = f", which {at} includes" if at != path else ""
            for name in libraries:
                users = [who for prefix, who in LIBRARIES.items() if name.startswith(prefix)]
                if users and module not in users[0]:
                    yield f"{path}: {module} may not use <{name}>{through}"
                elif not users and not through:
                    yield f"{path}: <{name}> is no library of the design"


def check_cycles(sources):
    state = {}

    def visit(path, trail):
        state[path] = "open"
        for target in sources.get(path, ([], []))[0]:
            if state.get(target) == "open":
                circle = trail[trail.index(target) :] + [target]
                yield "includes in a circle: " + " -> ".join(str(step) for step in circle)
            elif target not in state:
                yield from visit(target, trail + [target])
        state[path] = "done"

    for path in sources:
        if path not in state:
            yield from visit(path, [path])


def check(tree):
    sources, breaches = read(tree)
    for rule in (check_modules, check_libraries, check_cycles):
        breaches += rule(sources)
    return breaches


def main():
    tree = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    breaches = check(tree)
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
