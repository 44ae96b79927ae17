"""Plants each kind of breach in a copy of the tree and sees arrows.py find it."""

import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
import arrows  # noqa: E402

TREE = Path(__file__).resolve().parents[2]

# What is planted (file, line), and what must be said of it.
BREACHES = [
    ("server/base/planted.c", '#include "doc/planted.h"', "base may not include doc"),
    ("server/doc/planted.c", '#include "store/planted.h"', "doc may not include store"),
    ("server/doc/planted.c", '#include "../store/planted.h"', "doc may not include store"),
    ("server/clean/planted.c", '#include "http/planted.h"', "clean may not include http"),
    ("server/clean/html/planted.c", '#include "store/planted.h"', "clean may not include store"),
    ("server/render/planted.c", '#include "clean/planted.h"', "render may not include clean"),
    ("server/store/planted.c", '#include "render/planted.h"', "store may not include render"),
    ("server/http/planted.c", '#include "doc/planted.h"', "http may not include doc"),
    ("server/http/planted.c", '#include "app.h"', "http may not include app"),
    ("server/clean/planted.c", '#include "config.h"', "clean may not include config"),
    ("server/http/planted.c", '#include "config.h"', "http may not include config"),
    ("handlers/planted.c", '#include "cli/planted.h"', "handlers may not include cli"),
    ("server/base/planted.c", '#include "handlers/planted.h"', "base may not include handlers"),
    ("server/base/planted.c", '#include "nowhere.h"', "is no header of this tree"),
    ("server/fresh/planted.c", '#include "base/planted.h"', "knows no module fresh"),
    ("handlers/planted.c", "#include <microhttpd.h>", "handlers may not use <microhttpd.h>"),
    ("server/cli/planted.c", "#include <microhttpd.h>", "cli may not use <microhttpd.h>"),
    ("handlers/planted.c", "#include <lexbor/html/html.h>", "handlers may not use <lexbor/"),
    ("server/render/planted.c", "# include  <sqlite3.h>", "render may not use <sqlite3.h>"),
    ("server/store/planted.c", "#include <jansson.h>", "store may not use <jansson.h>"),
    ("server/http/planted.c", "#include <nettle/sha2.h>", "http may not use <nettle/sha2.h>"),
    ("server/clean/planted.c", "#include <zlib.h>", "clean may not use <zlib.h>"),
    ("server/http/planted.c", "#include <zstd.h>", "http may not use <zstd.h>"),
    ("server/render/planted.c", "#include <md4c.h>", "render may not use <md4c.h>"),
    ("server/base/planted.c", "#include <libxml/tree.h>", "is no library of the design"),
]


class ArrowsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name)
        for name in ("server", "handlers", "static"):
            shutil.copytree(TREE / name, self.tree / name)

    def plant(self, name, text):
        file = self.tree / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text + "\n")

    def plant_headers(self):
        for module in ("base", "doc", "clean", "render", "store", "http", "cli"):
            self.plant(f"server/{module}/planted.h", "")
        self.plant("handlers/planted.h", "")

    def test_planted_breaches_are_found(self):
        self.plant_headers()
        before = set(arrows.check(self.tree))
        for name, line, message in BREACHES:
            with self.subTest(file=name, line=line):
                self.plant(name, line)
                found = [breach for breach in arrows.check(self.tree) if breach not in before]
                (self.tree / name).unlink()
                self.assertEqual(len(found), 1, found)
                self.assertIn(message, found[0])

    def test_library_through_a_header_is_found(self):
        self.plant("server/http/planted.h", "#include <microhttpd.h>")
        self.plant("handlers/planted.c", '#include "http/planted.h"')
        self.assertIn(
            "handlers/planted.c: handlers may not use <microhttpd.h>, "
            "which server/http/planted.h includes",
            arrows.check(self.tree),
        )

    def test_circle_is_found(self):
        self.plant("server/doc/one.h", '#include "doc/two.h"')
        self.plant("server/doc/two.h", '#include "doc/three.h"')
        self.plant("server/doc/three.h", '#include "doc/one.h"')
        found = [breach for breach in arrows.check(self.tree) if "circle" in breach]
        self.assertEqual(len(found), 1, found)
        self.assertIn("server/doc/two.h -> server/doc/three.h", found[0])

    def test_what_is_allowed_is_not_found(self):
        self.plant_headers()
        before = arrows.check(self.tree)
        self.plant("handlers/planted.c", '#include "app.h"\n#include "store/planted.h"')
        self.plant("server/clean/planted.c", "#include <lexbor/html/html.h>\n#include <time.h>")
        self.plant("server/cli/planted.c", '#include "cli/planted.h"\n#include "config.h"')
        self.assertEqual(arrows.check(self.tree), before)


if __name__ == "__main__":
    unittest.main()
