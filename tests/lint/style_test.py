"""Shows style.py lines that it must and must not object to."""

import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
import style  # noqa: E402

OPENING = "/* Does one thing. */\n"

# A line of C, and what must be said of it; None: nothing.
LINES = [
    ("strcpy(to, from);", "strcpy is banned"),
    ("n = atoi (text);", "atoi is banned"),
    ("if (isalpha(c)) {", "isalpha is banned"),
    ("x = strtod(text, NULL);", "strtod is banned"),
    ("strtok_r(text, sep, &save); str_strcpy(a); is_alpha(c);", None),
    ("/* sprintf( is not called here */", None),
    ('say("strcpy( and // and /* are text");', None),
    ("c = '\"'; strcat(a, b); d = '\"';", "strcat is banned"),
    ("n = 1; // one", "// is no comment here"),
    ("/* TODO: later */", "TODO without the number"),
    ("/* TODO #12: later */", None),
    ("/* TODO(#12): later */", None),
    ("/* \u00e9 */", "is not ASCII"),
    ('file = "/home/somebody/page.html";', "names a path"),
    ('link = "https://example.org/home/page";', None),
]


def complaints(path, text):
    path = Path(path)
    return [message for _, message in [*style.check_any(path, text), *style.check_c(path, text)]]


class StyleTest(unittest.TestCase):
    def test_lines(self):
        for line, message in LINES:
            with self.subTest(line=line):
                found = complaints("server/base/x.c", OPENING + line + "\n")
                if message is None:
                    self.assertEqual(found, [])
                else:
                    self.assertEqual(len(found), 1, found)
                    self.assertIn(message, found[0])

    def test_tables_and_tests_may_hold_any_language(self):
        text = OPENING + 'static const char *word = "\u00e9";\n'
        self.assertEqual(complaints("server/clean/text/lexicon_fr.c", text), [])
        self.assertEqual(complaints("server/clean/month_table.c", text), [])
        self.assertEqual(complaints("tests/unit/x_test.c", text), [])

    def test_opening(self):
        for text in ("int x;\n", "/* */\nint x;\n", "/* No end */\nint x;\n/* Here. */\n"):
            self.assertIn("does not open", complaints("server/base/x.c", text)[0])

    def test_guard(self):
        text = OPENING + "#ifndef {0}\n#define {0}\n#endif\n"
        self.assertEqual(complaints("server/http/x.h", text.format("HTTP_X_H")), [])
        self.assertEqual(complaints("server/app.h", text.format("APP_H")), [])
        self.assertEqual(complaints("server/clean/text/x.h", text.format("CLEAN_X_H")), [])
        self.assertEqual(len(complaints("server/http/x.h", text.format("X_H"))), 1)
        self.assertEqual(len(complaints("server/http/x.h", OPENING)), 1)

    def test_functions_are_measured(self):
        text = "int f(int a,\n      int b)\n{\n    x();\n    y();\n}\n\nstruct s {\n    int a;\n};\n"
        self.assertEqual(list(style.functions(text)), [("f", 3, 2)])


if __name__ == "__main__":
    unittest.main()
