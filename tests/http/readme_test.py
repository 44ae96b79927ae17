"""The lines of the README work when pasted."""

import re
import subprocess

import pytest

import samples
from service import TREE

SHOWN = "http://127.0.0.1:8080"


def blocks():
    """The fenced sh blocks that begin with the mark for "a server runs"."""
    text = (TREE / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"^```sh\n# with the server running\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for block in found for line in block.splitlines() if line.strip() and not line.startswith("#")]


def test_there_are_lines_to_try():
    assert len([line for line in blocks() if "curl" in line]) >= 10


def test_every_line_works(fresh, tmp_path):
    (tmp_path / "page.html").write_text(samples.PAGE, encoding="utf-8")
    (tmp_path / "text.txt").write_text(samples.DUMP, encoding="utf-8")
    (tmp_path / "note.md").write_text(samples.NOTE, encoding="utf-8")
    (tmp_path / "letter.eml").write_text(samples.LETTER, encoding="utf-8")
    for line in blocks():
        # The code of each answer is written after it, on a line of its own.
        typed = line.replace(SHOWN, fresh.url)
        typed = re.sub(r"\bcurl ", "curl -sS --max-time 30 -w '\\n%{http_code}\\n' ", typed)
        done = subprocess.run(["sh", "-c", typed], capture_output=True, cwd=tmp_path, timeout=60)
        assert done.returncode == 0, f"{line}\n{done.stderr.decode()}"
        code = done.stdout.decode("utf-8").split("\n")[-2]
        assert re.fullmatch(r"[23]\d\d", code), f"{line}\n{done.stdout.decode()[-500:]}"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_pages_lead_somewhere(name):
    text = (TREE / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (TREE / target).exists(), target
