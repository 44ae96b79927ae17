"""Input made to cost time or memory: answered, within bounds, and the server lives."""

import json

import pytest

import samples
from service import Service, is_sanitized

MB = 1 << 20
CPU_SECONDS = 1.0
MEMORY_MB = 64


def filled(piece, size=MB):
    return (piece * (size // len(piece) + 1))[:size]


def counted(make, size=MB):
    """make(0), make(1), ... as many as fit."""
    parts, length, number = [], 0, 0
    while length < size:
        parts.append(make(number))
        length, number = length + len(parts[-1]), number + 1
    return "".join(parts)[:size]


STORY = "<p>" + samples.PARAGRAPHS[0] + "</p>"
LD = '<script type="application/ld+json">'
HTML = {
    "nested div": filled("<div>"),
    "nested ul li": filled("<ul><li>"),
    "font and p": counted(lambda n: f"<font size={n}><p>"),
    "nested template": filled("<template>"),
    "50,000 attributes": "<p " + counted(lambda n: f"a{n}={n} ", 50_000 * 11)[: MB - 20] + ">text</p>",
    "less-than": filled("<"),
    "a and div": filled("<a><div>"),
    "open b with ids, then p": counted(lambda n: f"<b id={n}>", MB // 2) + filled("<p>x", MB // 2),
    "i and p": filled("<i>", MB // 2) + filled("<p>", MB // 2),
    "distinct tags": counted(lambda n: f"<x{n}/>"),
    "nested table": filled("<table><tr><td>"),
    "nested b": filled("<b>"),
    "nested span": filled("<span>"),
    "nested svg": filled("<svg><desc>"),
    "nested blockquote": filled("<blockquote>"),
    "nested dl": filled("<dl><dd>"),
    "nested figure": filled("<figure>"),
    "div with end tags of p": filled("<div></p>"),
    "empty paragraphs": filled("<p>"),
    "breaks": filled("<br>"),
    "end tags": filled("</p>"),
    "comments": filled("<!---->"),
    "open comment": "<!--" + filled("-"),
    "open title": "<title>" + filled("x"),
    "entities": filled("&amp;"),
    "ampersands": filled("&"),
    "long entities": filled("&CounterClockwiseContourIntegral;"),
    "one word": "<p>" + filled("a"),
    "one attribute": '<p title="' + filled("a") + '">x</p>',
    "images": filled('<img src="https://p.example/a.png" srcset="a 1x, b 2x">'),
    "links": filled('<p><a href="https://a.example/b">c</a></p>'),
    "cells": "<table>" + filled("<td>x"),
    "wide cells": "<table>" + filled("<tr><td colspan=1000 rowspan=60000>x"),
    "rows": "<table><tr><th>a<th>b</tr>" + filled("<tr><td>x<td>y"),
    "list items": "<ul>" + filled("<li>x"),
    "meta": filled('<meta property="og:title" content="x">'),
    "deep json-ld": LD + filled("[", MB // 2) + filled("]", MB // 2) + "</script>" + STORY,
    "json-ld members": LD + "{" + counted(lambda n: f'"a{n}":1,') + '"z":1}</script>' + STORY,
    "json-ld scripts": filled('<script type="application/ld+json">{"@type":"Article"}</script>'),
    "formatting and tables": filled("<table><b><i><a>"),
    "nobr": filled("<nobr>"),
    "buttons": filled("<button>"),
    "select": filled("<select><option>"),
    "headings": filled("<h1><h2>"),
    "ruby": filled("<ruby><rt>"),
    "NULs in text": "<p>text " + filled("\0x"),
    "style": "<style>" + filled("a{b:c}") + "</style>" + STORY,
    "base and relative links": '<base href="https://a.example/' + "b/" * 2000 + '">' + filled("<a href=../../c>d</a>"),
    "long addresses": counted(lambda n: f'<a href="https://a.example/{"p" * 3000}{n}">x</a> '),
    "anchors": counted(lambda n: f'<p id=a{n}><a href="#a{n}">x</a>'),
}
MARKDOWN = {
    "nested quotes": "# T\n\n" + filled("> "),
    "nested lists": "# T\n\n- a\n" + filled("- "),
    "deep indented list": "# T\n\n" + counted(lambda n: "  " * (n % 900) + "- x\n"),
    "open brackets": "# T\n\n- x\n\n" + filled("["),
    "brackets and parentheses": "# T\n\n- x\n\n" + filled("[a]("),
    "images in images": "# T\n\n- x\n\n" + filled("!["),
    "stars": "# T\n\n- x\n\n" + filled("*a **a "),
    "backticks": "# T\n\n" + counted(lambda n: "`" * (n % 500) + "a "),
    "emphasis pairs": "# T\n\n" + filled("a*b_c*d_"),
    "reference definitions": "# T\n\n" + counted(lambda n: f"[r{n}]: https://a.example/{n}\n") + "\n[r1]",
    "one definition used often": '# T\n\n[a]: https://a.example "' + "t" * 5000 + '"\n\n' + filled("[a] "),
    "table of many columns": "# T\n\n" + filled("|a", 20000) + "|\n" + filled("|-", 20000) + "|\n" + filled("|\n"),
    "html in it": "# T\n\n- a\n\n" + filled("<div>"),
    "entities": "# T\n\n- a\n\n" + filled("&nbsp;"),
}
TEXT = {
    "empty lines": "A title\n" + filled("\n") + "the end\n",
    "short lines": filled("a\n"),
    "spaces": "A title\n\n" + filled(" ") + "x",
    "bullets": filled("- x\n"),
    "one word": filled("a"),
    "dates": filled("12 March 2024\n"),
    "addresses": filled("https://a.example/b\n"),
    "names": filled("By Ann Archer\n"),
    "cjk": filled(samples.JAPANESE, MB // 3),
    "combining marks": "a" + filled("\u0301", MB // 2),
    "tabs": filled("a\tb\n"),
    "colons": filled(":\n"),
    "deep json": filled("[", 100_000) + filled("]", 100_000),
}
CASES = [
    *((f"html: {name}", text, "text/html") for name, text in HTML.items()),
    *((f"markdown: {name}", text, "text/markdown") for name, text in MARKDOWN.items()),
    *((f"text: {name}", text, "text/plain") for name, text in TEXT.items()),
]


def look_at_all(service, path):
    for suffix in ("json", "html", "md", "txt"):
        service.get(f"{path}.{suffix}").expect(200)


@pytest.mark.parametrize("name, text, kind", CASES, ids=[case[0] for case in CASES])
def test_one_megabyte(tmp_path, name, text, kind):
    service = Service(tmp_path / "data").start()
    before = service.cpu_seconds()
    reply = service.post("/articles", text, kind, timeout=120).expect(201, 400, 415, 422)
    spent, memory = service.cpu_seconds() - before, service.memory_mb()
    if reply.code == 201:
        assert len(reply.body) < 12 * MB, "it grew"
        look_at_all(service, reply.headers["Location"])
    spent_in_all, memory_in_all = service.cpu_seconds() - before, service.memory_mb()
    service.stop()
    if not is_sanitized():
        told = f"{spent:.2f} s, {memory:.0f} MB; with every representation {spent_in_all:.2f} s, {memory_in_all:.0f} MB"
        assert spent <= CPU_SECONDS and memory <= MEMORY_MB, told
        assert spent_in_all <= 2 * CPU_SECONDS and memory_in_all <= 2 * MEMORY_MB, told


def test_what_is_cut_is_said(service):
    """Text under more elements than any page has is not lost silently."""
    article = service.post("/articles", filled("<div>", 50_000) + STORY, "text/html").expect(201).json()
    codes = {warning["code"] for warning in article["extraction"]["warnings"]}
    assert "resumed its service" in article["content_text"] or codes & {"truncated", "no-content"}


@pytest.mark.parametrize("opening, closing", [("[", "]"), ('{"a":', "}")])
def test_deep_json(service, opening, closing):
    body = '{"html": "<p>x</p>", "extra": ' + opening * 100_000 + "1" + closing * 100_000 + "}"
    service.post("/articles", body, "application/json").problem(400)
    service.post("/articles", body, "text/plain").expect(201, 200, 422)


def test_wide_json(service):
    fields = {f"k{number}": number for number in range(100_000)}
    service.post_json("/articles", {**fields, "text": "Only this."}).expect(201)


def test_many_parts_and_fields(service):
    part = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nx\r\n'
    service.post("/articles", part * 20_000 + b"--b--\r\n", "multipart/form-data; boundary=b").problem(400)
    service.post("/articles", b"text=a" + b"&x=1" * 200_000, "application/x-www-form-urlencoded").problem(400)


LARGE = 20 * MB


@pytest.mark.parametrize(
    "name, make",
    [
        ("a log", lambda: counted(lambda n: f"08:30:{n % 60:02} worker[{n}]: request {n * 7} took {n % 97} ms\n", LARGE)),
        ("one line", lambda: filled("The keeper wrote another sentence without ever ending the line. ", LARGE)),
        ("one word", lambda: filled("a", LARGE)),
        ("a page", lambda: "<!DOCTYPE html><article><h1>T</h1>" + filled(STORY, LARGE)),
    ],
)
def test_twenty_megabytes(fresh, name, make):
    text = make()
    if is_sanitized():
        text = text[: 4 * MB]
    reply = fresh.post("/articles", text, "text/html" if name == "a page" else "text/plain", timeout=180)
    reply.expect(201, 413, 422)
    if reply.code == 201:
        for suffix in ("html", "md", "txt"):
            fresh.get(f"{reply.headers['Location']}.{suffix}").expect(200)
    assert fresh.get("/healthz").code == 200
    assert is_sanitized() or fresh.memory_mb() < 512


def test_health_is_answered_while_it_works(fresh):
    """Hostile pages on every worker, and reads still come at once."""
    import threading
    import time

    page = HTML["font and p"]
    posters = [threading.Thread(target=fresh.post, args=("/clean", page, "text/html")) for _ in range(4)]
    for poster in posters:
        poster.start()
    slowest = 0.0
    while any(poster.is_alive() for poster in posters):
        began = time.monotonic()
        assert fresh.get("/healthz").code == 200
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < (10 if is_sanitized() else 1)


def test_more_than_it_can_queue_is_refused_kindly(fresh):
    """Far more posts than workers: each gets 201, or 503 that says when to come back."""
    import threading

    replies = []

    def post(number):
        replies.append(fresh.post("/articles", samples.numbered_page(number), "text/html"))

    threads = [threading.Thread(target=post, args=(number,)) for number in range(150)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(replies) == 150
    for reply in replies:
        if reply.code == 503:
            assert int(reply.headers["Retry-After"]) >= 1
        else:
            reply.expect(201)
    assert json.loads(fresh.get("/healthz").text())["articles"] == sum(reply.code == 201 for reply in replies)
