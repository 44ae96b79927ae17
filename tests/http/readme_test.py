"""The lines of the README work when pasted."""

import json
import re
import subprocess

import pytest

import samples
from service import TREE, Service
from upstream import Upstream, wait_until

SHOWN = "http://127.0.0.1:8080"


def blocks(mark="with the server running"):
    """The lines of the fenced sh blocks that begin with the mark."""
    text = (TREE / "README.md").read_text(encoding="utf-8")
    found = re.findall(rf"^```sh\n# {mark}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for block in found for line in block.splitlines() if line.strip() and not line.startswith("#")]


def paste(line, folder):
    """Runs it; the code of each answer is written after it, on a line of its own."""
    typed = re.sub(r"\bcurl ", "curl -sS --max-time 30 -w '\\n%{http_code}\\n' ", line)
    done = subprocess.run(["sh", "-c", typed], capture_output=True, cwd=folder, timeout=60)
    assert done.returncode == 0, f"{line}\n{done.stderr.decode()}"
    code = done.stdout.decode("utf-8").split("\n")[-2]
    assert re.fullmatch(r"[23]\d\d", code), f"{line}\n{done.stdout.decode()[-500:]}"


def test_there_are_lines_to_try():
    assert len([line for line in blocks() if "curl" in line]) >= 10


def test_every_line_works(fresh, tmp_path):
    (tmp_path / "page.html").write_text(samples.PAGE, encoding="utf-8")
    (tmp_path / "text.txt").write_text(samples.DUMP, encoding="utf-8")
    (tmp_path / "note.md").write_text(samples.NOTE, encoding="utf-8")
    (tmp_path / "articles.ndjson").write_text(json.dumps({"html": samples.PAGE}) + "\n", encoding="utf-8")
    (tmp_path / "letter.eml").write_text(samples.LETTER, encoding="utf-8")
    for line in blocks():
        paste(line.replace(SHOWN, fresh.url), tmp_path)


def test_every_line_with_an_address_works(tmp_path):
    """With a server of our own as example.org."""
    upstream = Upstream()
    service = Service(tmp_path / "data", "--fetch-allow", "127.0.0.1").start()
    lines = blocks("with the server running, and a way out")
    assert len(lines) == 4
    for line in lines:
        paste(line.replace(SHOWN, service.url).replace("https://example.org", upstream.url("")), tmp_path)
    assert wait_until(lambda: len(upstream.seen) == 4)
    service.stop()
    upstream.close()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_pages_lead_somewhere(name):
    text = (TREE / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (TREE / target).exists(), target
