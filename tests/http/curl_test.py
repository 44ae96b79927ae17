"""Every way in which people use curl to submit an article."""

import gzip
import json
import subprocess

import pytest

import samples
from service import curl


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "page.html").write_text(samples.PAGE, encoding="utf-8")
    (tmp_path / "note.md").write_text(samples.NOTE, encoding="utf-8")
    (tmp_path / "text.txt").write_text(samples.DUMP, encoding="utf-8")
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(samples.PAGE.encode()))
    (tmp_path / "page.json").write_text(json.dumps({"html": samples.PAGE}), encoding="utf-8")
    return tmp_path


# What is typed after "curl" (URL stands for the server), and the kind that must come of it.
FORMS = [
    (["--data-binary", "@page.html", "URL/articles"], "html"),
    (["--data-binary", "@page.html", "URL/"], "html"),
    (["--data-binary", "@page.html", "URL/articles/"], "html"),
    (["-d", "@page.html", "URL/articles"], "html"),
    (["-T", "page.html", "URL/articles/"], "html"),
    (["-X", "POST", "-T", "page.html", "URL/articles"], "html"),
    (["-F", "file=@page.html", "URL/articles"], "html"),
    (["-F", "html=<page.html", "URL/articles"], "html"),
    (["-F", "file=@page.html;type=application/octet-stream", "URL/articles"], "html"),
    (["--json", "@page.json", "URL/articles"], "html"),
    (["--data-urlencode", "html@page.html", "URL/articles"], "html"),
    (["-H", "Content-Type: text/html", "--data-binary", "@page.html", "URL/articles"], "html"),
    (["-H", "Content-Type:", "--data-binary", "@page.html", "URL/articles"], "html"),
    (["-H", "Content-Type: application/xml", "--data-binary", "@page.html", "URL/articles"], "html"),
    (["-H", "Content-Encoding: gzip", "--data-binary", "@page.html.gz", "URL/articles"], "html"),
    (["-H", "Content-Encoding: gzip", "-T", "page.html.gz", "URL/articles/page.html"], "html"),
    (["--data-binary", "@note.md", "URL/articles"], "markdown"),
    (["-T", "note.md", "URL/articles/"], "markdown"),
    (["-F", "file=@note.md", "URL/articles"], "markdown"),
    (["-F", "markdown=<note.md", "URL/articles"], "markdown"),
    (["--data-urlencode", "markdown@note.md", "URL/articles"], "markdown"),
    (["--data-binary", "@text.txt", "URL/articles"], "text"),
    (["-T", "text.txt", "URL/articles/"], "text"),
    (["-F", "file=@text.txt", "URL/articles"], "text"),
    (["--data-urlencode", "text@text.txt", "URL/articles"], "text"),
]
# A sentence from the end of each document, so that one sees that the whole of it came.
ENDS = {
    "html": "a box that is clearly labelled",
    "text": "a box that is clearly labelled",
    "markdown": "county keepers",
}


@pytest.mark.parametrize("typed, kind", FORMS, ids=[" ".join(typed) for typed, _ in FORMS])
def test_every_form_is_understood(fresh, folder, typed, kind):
    arguments = [word.replace("URL", fresh.url) for word in typed]
    reply = curl(*arguments, folder=folder).expect(201)
    article = reply.json()
    assert reply.headers["Location"] == f"/articles/{article['id']}"
    assert article["is_new"] is True
    assert article["kind"] == kind
    assert ENDS[kind] in article["content_text"]
    for word in samples.FURNITURE if kind == "html" else []:
        assert word not in article["content_text"]
    again = curl(*arguments, folder=folder).expect(200)
    assert again.headers["Location"] == reply.headers["Location"]
    assert again.json()["is_new"] is False
    assert {**again.json(), "is_new": True} == article


@pytest.mark.parametrize("typed", [["--data-binary", "@-"], ["-T", "-"], ["-F", "file=@-"]])
def test_a_pipe_is_understood(fresh, typed):
    url = fresh.url + ("/articles/" if "-T" in typed else "/articles")
    article = curl(*typed, url, stdin=samples.PAGE.encode()).expect(201).json()
    assert article["title"] == samples.PAGE_TITLE
    assert article["kind"] == "html"


def test_a_real_pipe_through_the_shell(fresh, folder):
    script = f"cat page.html | curl -sS --fail --data-binary @- '{fresh.url}/articles?url={samples.PAGE_URL}'"
    done = subprocess.run(["sh", "-c", script], capture_output=True, cwd=folder, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["canonical_url"] == samples.PAGE_URL


def test_stripped_newlines_are_said_aloud(fresh, folder):
    """curl -d drops the newlines of a file; what is left of the paragraphs is kept, with a warning."""
    article = curl("-d", "@text.txt", fresh.url + "/articles", folder=folder).expect(201).json()
    codes = [warning["code"] for warning in article["extraction"]["warnings"]]
    assert "newlines-stripped" in codes
    assert "resumed its service on Tuesday" in article["content_text"]
    whole = curl("--data-binary", "@text.txt", fresh.url + "/articles", folder=folder).expect(201).json()
    codes = [warning["code"] for warning in whole["extraction"]["warnings"]]
    assert "newlines-stripped" not in codes


def test_form_fields_carry_facts(fresh, folder):
    given = ["-F", "title=A given title", "-F", "author=Ann Archer, Bo Beck", "-F", "tags=sea, boats"]
    given += ["-F", "url=https://given.example/a", "-F", "published=2023-02-01", "-F", "site=Given Site"]
    given += ["-F", "lang=en-GB", "-F", "state=reading"]
    article = curl("-F", "file=@page.html", *given, fresh.url + "/articles", folder=folder).expect(201).json()
    assert article["title"] == "A given title"
    assert article["authors"] == ["Ann Archer", "Bo Beck"]
    assert article["tags"] == ["sea", "boats"]
    assert article["url"] == "https://given.example/a"
    assert article["published"] == "2023-02-01"
    assert article["site"] == "Given Site"
    assert article["lang"] == "en-GB"
    assert article["state"] == "reading"
    for name in ("title", "authors", "tags", "published", "site", "lang"):
        assert article["sources"][name] == "given", name


def test_urlencoded_fields_carry_facts(fresh, folder):
    given = ["--data-urlencode", "title=Caf\u00e9 & more = 100%", "--data-urlencode", "tag=one"]
    article = curl("--data-urlencode", "text@text.txt", *given, fresh.url + "/articles", folder=folder).json()
    assert article["title"] == "Caf\u00e9 & more = 100%"
    assert article["tags"] == ["one"]


def test_json_carries_facts(fresh):
    fields = {
        "markdown": samples.NOTE,
        "title": "Bees",
        "authors": ["Ann Archer", "Bo, the second"],
        "tags": ["bees", "yard"],
        "published": "2024-01-02T03:04:05+01:00",
        "url": "https://bees.example/notes",
        "not a field": {"of": ["any", "kind"]},
    }
    article = curl("--json", json.dumps(fields), fresh.url + "/articles").expect(201).json()
    assert article["kind"] == "markdown"
    assert article["title"] == "Bees"
    assert article["authors"] == ["Ann Archer", "Bo, the second"]
    assert article["tags"] == ["bees", "yard"]
    assert article["published"] == "2024-01-02T03:04:05+01:00"
    assert article["canonical_url"] == "https://bees.example/notes"


def test_parameters_carry_facts_and_the_body_wins(fresh):
    path = "/articles?url=https%3A%2F%2Fp.example%2Fa&title=From%20the%20line&tags=x,y"
    article = fresh.post(path, samples.DUMP).expect(201).json()
    assert article["url"] == "https://p.example/a"
    assert article["title"] == "From the line"
    assert article["tags"] == ["x", "y"]
    fields = {"text": samples.DUMP + "\nOne more line.", "title": "From the body"}
    fields["url"] = "https://p.example/other"
    article = fresh.post_json(path, fields).expect(201).json()
    assert article["title"] == "From the body"
    assert article["url"] == "https://p.example/other"


def test_clean_stores_nothing(fresh, folder):
    reply = curl("--data-binary", "@page.html", fresh.url + "/clean", folder=folder).expect(200)
    article = reply.json()
    assert article["id"] is None
    assert article["created"] is None
    assert article["title"] == samples.PAGE_TITLE
    assert "is_new" not in article
    assert "Location" not in reply.headers
    assert fresh.get("/articles").json()["items"] == []
    stored = fresh.post("/articles", samples.PAGE).expect(201).json()
    same = ("title", "authors", "published", "site", "content_html", "content_text", "word_count", "sources")
    assert {name: stored[name] for name in same} == {name: article[name] for name in same}


@pytest.mark.parametrize(
    "accept, kind, start",
    [
        ("text/markdown", "text/markdown", "---\n"),
        ("text/plain", "text/plain", samples.PAGE_TITLE),
        ("text/html", "text/html", "<"),
        ("*/*", "application/json", "{"),
    ],
)
def test_clean_answers_in_what_is_asked_for(service, accept, kind, start):
    reply = service.post("/clean", samples.PAGE, Accept=accept).expect(200)
    assert reply.type() == kind
    assert reply.text().startswith(start)
    assert "a box that is clearly labelled" in reply.text()


def test_a_browsers_form_is_sent_on_to_the_page(service):
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    reply = service.post(
        "/articles",
        "text=" + "A+pasted+sentence+that+goes+on+for+a+while.%0D%0A" * 5 + "&url=&title=",
        "application/x-www-form-urlencoded",
        Accept=browser,
        Origin=service.url,
        Sec_Fetch_Site="same-origin",
    ).expect(303)
    page = service.get(reply.headers["Location"], Accept=browser).expect(200)
    assert page.type() == "text/html"
    assert "A pasted sentence" in page.text()
