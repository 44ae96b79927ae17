"""The command line: clean as a Unix filter, check, health, help."""

import json
import os
import subprocess

import pytest

import samples
from service import BINARY, Service, run


@pytest.fixture
def folder(tmp_path):
    for number in range(30):
        (tmp_path / f"{number:02}.html").write_text(samples.numbered_page(number, words=50 + 300 * (number % 3)))
    (tmp_path / "note.md").write_text(samples.NOTE, encoding="utf-8")
    (tmp_path / "dump.txt").write_text(samples.DUMP, encoding="utf-8")
    (tmp_path / "page.html").write_text(samples.PAGE, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return tmp_path


def json_lines(done):
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


@pytest.mark.parametrize("arguments", [[], ["-"], ["--type", "html"], ["--type", "auto", "-"]])
def test_standard_input(arguments):
    done = run("clean", *arguments, stdin=samples.PAGE.encode())
    assert done.returncode == 0 and done.stderr == b""
    text = done.stdout.decode("utf-8")
    assert text.startswith("---\n") and "## A boat too deep" in text
    assert "clearly labelled" in text and "cookies" not in text


def test_formats(folder):
    shown = {}
    for name in ("json", "html", "markdown", "text"):
        done = run("clean", "--format", name, "page.html", folder=folder)
        assert done.returncode == 0
        shown[name] = done.stdout.decode("utf-8")
        assert "clearly labelled" in shown[name]
    assert shown["json"].count("\n") == 1 and shown["json"].endswith("}\n")
    assert "<p>" in shown["html"] and "<html" not in shown["html"]
    assert "<" not in shown["text"] and shown["text"].startswith(samples.PAGE_TITLE)
    assert run("clean", "page.html", folder=folder).stdout.decode() == shown["markdown"]
    assert run("clean", "--format=text", "page.html", folder=folder).stdout.decode() == shown["text"]


@pytest.mark.parametrize("threads", [["-j", "1"], ["-j4"], ["-j", "4"], ["-j", "64"], []])
def test_one_line_for_each_in_order(folder, threads):
    files = [f"{number:02}.html" for number in range(30)]
    done = run("clean", "--format", "json", *threads, *files, folder=folder)
    assert done.returncode == 0 and done.stderr == b""
    titles = [article["title"] for article in json_lines(done)]
    assert titles == [f"Day {number} at the lighthouse" for number in range(30)]


def test_the_object_is_that_of_the_service(folder, service):
    article = json_lines(run("clean", "--format", "json", "page.html", folder=folder))[0]
    served = service.post("/clean", samples.PAGE).expect(200).json()
    assert article == served


def test_types_and_address(folder):
    done = run("clean", "--type", "text", "--format", "json", "dump.txt", "note.md", folder=folder)
    assert [article["kind"] for article in json_lines(done)] == ["text", "text"]
    done = run("clean", "--format", "json", "page.html", "note.md", "dump.txt", folder=folder)
    assert [article["kind"] for article in json_lines(done)] == ["html", "markdown", "text"]
    page = '<article><p>A <a href="/x">link</a> and enough words around it to be a paragraph of prose.</p></article>'
    done = run("clean", "--url", "https://h.example/dir/", "--format", "json", stdin=page.encode())
    article = json_lines(done)[0]
    assert 'href="https://h.example/x"' in article["content_html"]
    assert article["url"] == "https://h.example/dir/"


def test_what_fails_has_its_line_and_the_rest_goes_on(folder):
    files = ["00.html", "missing.html", "picture.png", ".", "01.html"]
    done = run("clean", "--format", "json", "-j", "3", *files, folder=folder)
    assert done.returncode == 1
    lines = json_lines(done)
    assert len(lines) == len(files)
    assert [("error" in line) for line in lines] == [False, True, True, True, False]
    assert [line["file"] for line in lines if "error" in line] == ["missing.html", "picture.png", "."]
    for name in files[1:4]:
        assert name.encode() in done.stderr
    done = run("clean", "missing.html", folder=folder)
    assert done.returncode == 1 and done.stdout == b"" and b"missing.html" in done.stderr


def test_nothing_on_standard_input():
    done = run("clean", "--format", "json")
    assert len(json_lines(done)) == 1
    assert done.returncode in (0, 1)


def test_a_reader_that_goes_away(folder):
    script = f"{BINARY} clean --format json -j 2 " + "??.html " * 40 + "| head -n 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=folder, timeout=60)
    assert len(done.stdout.splitlines()) == 1


def test_a_full_disk(folder):
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full here")
    with open("/dev/full", "wb") as full:
        command = [BINARY, "clean", "page.html"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=folder, timeout=60)
    assert done.returncode == 1 and done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["clean", "--type", "pdf"], ["clean", "--format", "xml"], ["clean", "-j", "0"], ["clean", "-j", "65"],
     ["clean", "-j", "x"], ["clean", "--nothing", "x"], ["clean", "--url"], ["clean", "-j"], ["serve", "--nothing"],
     ["serve", "--listen", "nowhere"], ["serve", "--listen", "127.0.0.1:99999"], ["serve", "--loops", "1000"],
     ["serve", "--rate", "-1"], ["serve", "--rate-address", "many"], ["check", "--nothing"], ["reclean", "--nothing"],
     ["reclean", "x"], ["backup"], ["backup", "a", "b"], ["backup", "--data"], ["health", "--listen", "x"],
     ["nothing"], []],
)  # fmt: skip
def test_wrong_arguments(arguments):
    done = run(*arguments)
    assert done.returncode == 2 and done.stderr and not done.stdout


@pytest.mark.parametrize(
    "command", [[], ["serve"], ["clean"], ["token"], ["check"], ["backup"], ["reclean"], ["health"]]
)
def test_help(command):
    done = run(*command, "--help")
    assert done.returncode == 0 and done.stderr == b""
    text = done.stdout.decode("utf-8")
    assert text.startswith("usage: articled " + " ".join(command)) or "usage: articled COMMAND" in text
    assert all(len(line) <= 120 for line in text.splitlines())


def test_version():
    done = run("--version")
    assert done.returncode == 0
    name, _, number = done.stdout.decode().strip().partition(" ")
    assert name == "articled" and number.count(".") == 2


def test_check(tmp_path):
    running = Service(tmp_path / "data").start()
    for number in range(3):
        running.post("/articles", samples.numbered_page(number)).expect(201)
    running.stop()
    done = run("check", "--data", tmp_path / "data")
    assert done.returncode == 0 and done.stdout == b"3 articles, all sound\n"


def test_check_finds_damage(tmp_path):
    running = Service(tmp_path / "data").start()
    for number in range(20):
        running.post("/articles", samples.numbered_page(number, words=2000)).expect(201)
    running.stop()
    file = tmp_path / "data" / "articles.db"
    content = bytearray(file.read_bytes())
    for at in range(len(content) // 2, len(content), 4096):
        content[at + 100 : at + 300] = bytes(200)
    file.write_bytes(content)
    done = run("check", "--data", tmp_path / "data")
    assert done.returncode == 1 and done.stderr


def test_check_of_nothing(tmp_path):
    done = run("check", "--data", tmp_path / "data")
    assert done.returncode in (0, 1)


def test_health(service):
    done = run("health", "--listen", f"127.0.0.1:{service.port}")
    assert done.returncode == 0 and done.stdout == b"" and done.stderr == b""


def test_health_of_nobody(tmp_path):
    running = Service(tmp_path / "data").start()
    running.stop()
    done = run("health", "--listen", f"127.0.0.1:{running.port}")
    assert done.returncode == 1 and str(running.port).encode() in done.stderr


def test_settings_from_the_environment(tmp_path):
    surroundings = {**os.environ, "ARTICLED_LISTEN": "127.0.0.1:bad"}
    done = subprocess.run([BINARY, "serve"], capture_output=True, env=surroundings, timeout=30)
    assert done.returncode == 2
    running = Service(tmp_path / "data", environment={"ARTICLED_LISTEN": "bad", "ARTICLED_QUIET": "1"}).start()
    running.post("/articles", samples.NOTE).expect(201)
    running.stop()
    assert "articles_post" not in running.log()


def test_the_log_has_a_line_for_each_request_and_no_content(fresh):
    fresh.post("/articles?title=Secret%20words", samples.NOTE).expect(201)
    fresh.get("/articles/1\x7f".encode("ascii", "ignore").decode().rstrip("\x7f") + "?x=Secret").problem(400)
    fresh.get("/healthz")
    fresh.stop()
    log = fresh.log()
    assert "articles_post" in log and "status=201" in log
    assert "Secret" not in log and "bees" not in log
    fresh.start()
