"""Cleaning again: picked parts, older cleanings and the reasons for every choice."""

import json
import urllib.parse

import pytest

import samples
from service import Service
from upstream import Upstream, wait_until

FORM = "application/x-www-form-urlencoded"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
OTHER = " ".join(f"The other part says sentence number {number} of its own." for number in range(12))
LINKED = f"""<!DOCTYPE html><html lang=en><head><title>Two parts</title></head><body>
<nav><a href=/a>Somewhere</a></nav>
<div id=story><h1>Two parts</h1><p class=lead>{samples.PARAGRAPHS[0]}</p><p>{samples.PARAGRAPHS[1]}</p>
<div class="promo box"><p>Buy the harbour calendar now, it is the last one of its kind this year.</p></div>
<p>{samples.PARAGRAPHS[2]}</p></div>
<div id=other><p>{OTHER}</p></div></body></html>"""


@pytest.fixture
def path(fresh):
    return fresh.post("/articles", LINKED, "text/html").expect(201).headers["Location"]


def reclean(service, path, fields=None, query="", **headers):
    if fields is None:
        return service.post(f"{path}/reclean{query}", b"", **headers)
    return service.post_json(f"{path}/reclean{query}", fields, **headers)


def test_the_same_again_changes_nothing(fresh, path):
    before = fresh.get(path)
    reply = reclean(fresh, path).expect(200)
    assert reply.json() == before.json() and reply.headers["ETag"] == before.headers["ETag"]
    assert fresh.get(path + "/revisions").json() == {"items": [], "next": None}


def test_a_picked_part_is_the_body(fresh, path):
    before = fresh.get(path).json()
    article = reclean(fresh, path, {"selector": "#other"}).expect(200).json()
    assert "sentence number 11" in article["content_text"] and "ferry" not in article["content_text"]
    assert article["revision"] == 2 and article["title"] == before["title"]
    assert fresh.get(path + ".md").text().count("sentence number 11") == 1
    revisions = fresh.get(path + "/revisions").expect(200).json()
    assert [item["revision"] for item in revisions["items"]] == [1]
    assert revisions["items"][0]["word_count"] == before["word_count"]
    assert revisions["items"][0]["confidence"] == before["extraction"]["confidence"]
    assert revisions["items"][0]["created"] == before["created"]


def test_removals_drop_out(fresh, path):
    article = reclean(fresh, path, {"selector": "#story", "remove": [".promo", "p.lead"]}).expect(200).json()
    assert "calendar" not in article["content_text"] and samples.PARAGRAPHS[0] not in article["content_text"]
    assert samples.PARAGRAPHS[2] in article["content_text"]
    whole = reclean(fresh, path, {"selector": "#story"}).expect(200).json()
    assert "calendar" in whole["content_text"]
    one = reclean(fresh, path, {"selector": "#story", "remove": "div.box"}).expect(200).json()
    assert "calendar" not in one["content_text"]


SELECTORS = [
    ("div > p.lead", "0"),
    ("div#story > p:first-of-type", "0"),
    ("p:nth-of-type(2)", "1"),
    ("#story p:nth-child(3)", "1"),
    ("#story > :nth-last-child(1)", "2"),
    ("#story > p:last-of-type", "2"),
    ("h1 + p", "0"),
    ("#story .promo ~ p", "2"),
    ("p[class^=le]", "0"),
    ('P[CLASS="LEAD" i]', "0"),
    ("p[class*=ea]", "0"),
    ("p[class$=ad]", "0"),
    ("p[class|=lead], .nothing", "0"),
    ("p[class~=lead]", "0"),
    ("#story > p:not(.lead):not(:last-child)", "1"),
    ("#story > p:is(.lead, .other)", "0"),
    ("body :where(p.lead)", "0"),
    ("#story > p:nth-child(2n+3)", "12"),
    ("#story > p", "012"),
]


@pytest.mark.parametrize("selector, kept", SELECTORS)
def test_selectors(fresh, path, selector, kept):
    text = reclean(fresh, path, {"selector": selector, "force": True}).expect(200).json()["content_text"]
    assert "".join(str(n) for n in range(3) if samples.PARAGRAPHS[n] in text) == kept
    assert "calendar" not in text


BAD = ["", "  ", "div > > p", "p[", "p:hover", "p::before", "div:has(p)", ":not(a b)", "..x", "#", "p {", "p" * 1001]


@pytest.mark.parametrize("selector", BAD)
def test_a_bad_selector_is_named(fresh, path, selector):
    before = fresh.get(path).json()
    problem = reclean(fresh, path, {"selector": selector}).problem(422)
    assert problem["errors"][0]["pointer"] == "/selector"
    problem = reclean(fresh, path, {"remove": ["p", selector]}).problem(422)
    assert problem["errors"][0]["pointer"] == "/remove/1"
    assert fresh.get(path).json() == before


@pytest.mark.parametrize("selector, place", [("div > > p", 7), ("p[", 2), ("main p:hover", 8), ("a, b, ..c", 7)])
def test_the_place_of_an_error_is_told(fresh, path, selector, place):
    detail = reclean(fresh, path, {"selector": selector}).problem(422)["detail"]
    assert f"character {place}" in detail, detail


@pytest.mark.parametrize(
    "fields, pointer",
    [
        ({"selector": 7}, "/selector"),
        ({"remove": 7}, "/remove"),
        ({"remove": [7]}, "/remove"),
        ({"remove": ["p"] * 51}, "/remove"),
        ({"force": "yes"}, "/force"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_what_cannot_be_taken_is_named(fresh, path, fields, pointer):
    assert reclean(fresh, path, fields).problem(422)["errors"][0]["pointer"] == pointer


def test_nothing_or_much_less_is_refused(fresh, path):
    before = fresh.get(path).json()
    assert "force" in reclean(fresh, path, {"selector": ".nowhere"}).problem(409)["detail"]
    reclean(fresh, path, {"remove": ["body"]}).problem(409)
    assert fresh.get(path).json() == before
    reclean(fresh, path, {"selector": "#story"}).expect(200)
    reclean(fresh, path, {"selector": "h1"}).problem(409)
    empty = reclean(fresh, path, {"selector": ".nowhere"}, "?force=1").expect(200).json()
    assert empty["word_count"] == 0 and [one["code"] for one in empty["extraction"]["warnings"]] == ["no-content"]
    assert reclean(fresh, path).expect(200).json()["content_text"] == before["content_text"]


def test_what_is_the_readers_stays(fresh, path):
    given = {"title": "Mine", "tags": [], "note": "n", "starred": True, "state": "archived", "authors": ["Me"]}
    body = json.dumps(given)
    fresh.request("PATCH", path, body, {"Content-Type": "application/json"}).expect(200)
    article = reclean(fresh, path, {"selector": "#other"}).expect(200).json()
    assert {name: article[name] for name in given} == given
    assert article["sources"]["title"] == "given"


def test_if_match(fresh, path):
    etag = fresh.get(path).headers["ETag"]
    reclean(fresh, path, {"selector": "#other"}, If_Match='"x"').problem(412)
    reclean(fresh, path, {"selector": "#other"}, If_Match=etag).expect(200)
    reclean(fresh, path, {"selector": "#story"}, If_Match=etag).problem(412)


def test_a_form_recleans_and_goes_on(fresh, path):
    fields = urllib.parse.urlencode({"selector": "#story", "remove": [".promo", ".lead"], "next": "/x"}, doseq=True)
    reply = fresh.post(path + "/reclean", fields, FORM, Accept=BROWSER).expect(303)
    assert reply.headers["Location"] == "/x"
    text = fresh.get(path).json()["content_text"]
    assert "calendar" not in text and samples.PARAGRAPHS[2] in text
    assert fresh.post(path + "/reclean", "selector=&force=1", FORM, Accept=BROWSER).expect(303).headers["Location"] == path
    assert fresh.post(path + "/reclean", "selector=.nowhere", FORM, Accept=BROWSER).expect(409).type() == "text/html"
    fresh.post(path + "/reclean", "force=1", FORM, Origin="https://evil.example").problem(403)


def test_text_has_no_elements(fresh):
    path = fresh.post("/articles", samples.DUMP, "text/plain").headers["Location"]
    before = fresh.get(path).json()
    reclean(fresh, path, {"selector": "p"}).problem(422)
    assert reclean(fresh, path).expect(200).json() == before


@pytest.mark.parametrize("body, kind", [(samples.NOTE, "text/markdown"), (samples.LETTER, "message/rfc822")])
def test_other_kinds_come_out_as_before(fresh, body, kind):
    path = fresh.post("/articles", body, kind).headers["Location"]
    before = fresh.get(path).json()
    assert reclean(fresh, path).expect(200).json() == before
    fresh.get(path + "/log").expect(200)


def test_what_is_not_there(fresh, path):
    reclean(fresh, "/articles/77").problem(404)
    fresh.get("/articles/77/log").problem(404)
    fresh.get("/articles/77/revisions").problem(404)
    fresh.get(path + "/revisions/9").problem(404)
    fresh.request("DELETE", path).expect(204)
    for gone in ("/log", "/revisions", "/revisions/1"):
        fresh.get(path + gone).problem(410)
    reclean(fresh, path).problem(410)


def test_older_cleanings_can_be_read_and_restored(fresh, path):
    first = fresh.get(path).json()
    second = reclean(fresh, path, {"selector": "#other"}).json()
    older = fresh.get(path + "/revisions/1").expect(200)
    assert older.json()["content_html"] == first["content_html"] and older.json()["revision"] == 1
    assert older.json()["content_text"] == first["content_text"]
    fresh.get(path + "/revisions/1", If_None_Match=older.headers["ETag"]).expect(304)
    assert samples.PARAGRAPHS[0] in fresh.get(path + "/revisions/1.txt").expect(200).text()
    assert samples.PARAGRAPHS[0] in fresh.get(path + "/revisions/1.md").expect(200).text()
    page = fresh.get(path + "/revisions/1", Accept=BROWSER).expect(200)
    assert page.type() == "text/html" and "ferry" in page.text()
    assert fresh.get(path + "/revisions/2").json()["content_text"] == second["content_text"]
    fresh.get("/articles/1.md/revisions/1").problem(404)
    restored = fresh.post(path + "/revisions/1/restore", b"").expect(200).json()
    assert restored["content_html"] == first["content_html"] and restored["revision"] == 3
    assert [item["revision"] for item in fresh.get(path + "/revisions").json()["items"]] == [2, 1]
    assert fresh.post(path + "/revisions/3/restore", b"").expect(200).json()["revision"] == 3
    fresh.post(path + "/revisions/9/restore", b"").problem(404)
    reply = fresh.post(path + "/revisions/2/restore", b"", Accept=BROWSER).expect(303)
    assert reply.headers["Location"] == path and fresh.get(path).json()["content_text"] == second["content_text"]
    page = fresh.get(path + "/revisions", Accept=BROWSER).expect(200).text()
    assert f'action="{path}/revisions/1/restore"' in page


def test_a_bounded_number_is_kept(fresh, path):
    for number in range(14):
        reclean(fresh, path, {"selector": "#other" if number % 2 else "#story"}).expect(200)
    assert [item["revision"] for item in fresh.get(path + "/revisions").json()["items"]] == list(range(14, 4, -1))
    fresh.get(path + "/revisions/4").problem(404)


def test_the_log_tells_what_is_told_as_facts(fresh):
    signed = LINKED.replace("<title>", "<meta name=author content='Ann Lee'><title>").replace(
        "<p class=lead>", "<p>By Ann Lee</p><p class=lead>")
    path = fresh.post("/articles", signed, "text/html").expect(201).headers["Location"]
    reasons = {block["text"]: block["reason"] for block in fresh.get(path + "/log").json()["blocks"]}
    assert reasons["Two parts"] == "it is told as the title"
    assert reasons["By Ann Lee"] == "it is told as the author or the date"


def test_the_log_tells_the_reasons(fresh):
    path = fresh.post("/articles", samples.PAGE, "text/html").headers["Location"]
    article, log = fresh.get(path).json(), fresh.get(path + "/log").expect(200).json()
    assert log["id"] == article["id"] and log["confidence"] == article["extraction"]["confidence"]
    title = log["fields"]["title"]
    assert title["value"] == article["title"] and title["source"] == article["sources"]["title"] and title["reason"]
    assert title["candidates"][0]["value"] == article["title"] and len(title["candidates"]) >= 2
    assert log["fields"]["authors"]["value"] == ["Ingrid Maelstrom"]
    assert log["fields"]["published"]["candidates"][0]["value"] == "2024-03-12T08:30:00Z"
    assert log["fields"]["modified"] == {
        "value": None, "source": None, "reason": log["fields"]["modified"]["reason"], "candidates": [],
    }  # fmt: skip
    blocks = log["blocks"]
    assert log["blocks_total"] == len(blocks)
    assert all(block["reason"] and 0 <= block["probability"] <= 1 for block in blocks)
    kept = [block for block in blocks if block["kept"]]
    assert any(samples.PARAGRAPHS[0].startswith(block["text"][:100]) for block in kept)
    nav = next(block for block in blocks if block["text"] == "Sport")
    assert not nav["kept"] and "nav" in nav["reason"]
    again = fresh.get(path)
    assert again.json() == article, "asking must not change the article"


def test_a_path_of_the_log_is_a_selector(fresh):
    path = fresh.post("/articles", samples.PAGE, "text/html").headers["Location"]
    for block in fresh.get(path + "/log").json()["blocks"]:
        text = reclean(fresh, path, {"selector": block["path"], "force": True}).expect(200).json()
        told = (text["content_text"] or "") + (text["title"] or "")
        assert " ".join(block["text"].split())[:40] in " ".join(told.split()), block


def test_the_log_of_a_text(fresh):
    path = fresh.post("/articles", samples.DUMP, "text/plain").headers["Location"]
    blocks = fresh.get(path + "/log").json()["blocks"]
    kept = {block["text"][:30]: block["kept"] for block in blocks}
    assert kept["Show Comments"] is False
    assert kept[samples.PARAGRAPHS[0][:30]] is True


def test_the_log_as_a_page(fresh, path):
    page = fresh.get(path + "/log", Accept=BROWSER).expect(200)
    assert page.type() == "text/html"
    assert "Kept" in page.text() and "Left out" in page.text() and "title" in page.text()
    reply = fresh.get(path + "/log", Accept="text/csv")
    reply.problem(406)


def test_hostile_selectors_end(fresh):
    """Every combinator may look at all ancestors: on a deep page that is more than can be done."""
    deep = "<div>" * 400 + "<p>Word after word is said here, and nothing more than that.</p>" * 200
    path = fresh.post("/articles", deep, "text/html").headers["Location"]
    before = fresh.cpu_seconds()
    reply = reclean(fresh, path, {"selector": "span " + "div " * 12 + "p"})
    assert reply.code in (409, 422), reply.body
    assert fresh.cpu_seconds() - before < 8
    many = "<ul>" + "<li>An item with some words</li>" * 5000 + "</ul>"
    path = fresh.post("/articles", many, "text/html").headers["Location"]
    assert reclean(fresh, path, {"selector": "li:nth-child(2n)"}).code in (200, 409, 422)


def test_what_did_not_come_is_fetched_once_more(tmp_path):
    upstream = Upstream()
    running = Service(tmp_path / "data", "--fetch-allow", "127.0.0.1/32").start()
    try:
        path = running.post("/articles", upstream.url("/flaky/90"), Prefer="respond-async").expect(202).headers["Location"]
        wait_until(lambda: running.get(path).json()["fetch_error"])
        running.get(path + "/log").problem(409)
        assert "500" in reclean(running, path).problem(502)["detail"]
        upstream.gate.set()
        article = reclean(running, path).expect(200).json()
        assert article["kind"] == "html" and "gulls" in article["content_text"]
        running.get(path + "/log").expect(200)
        assert reclean(running, path).expect(200).json()["content_text"] == article["content_text"]
    finally:
        upstream.close()
        running.stop()
