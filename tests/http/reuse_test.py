"""Answers that are kept to be sent again: never after the article has changed, never to the wrong client."""

import gzip
import json

import pytest
import samples

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
MERGE_PATCH = "application/merge-patch+json"
SUFFIXES = ("", ".json", ".html", ".md", ".txt")
# Every way to ask for an article: what comes must be of now, whichever of them were asked before.
WAYS = [(suffix, accept, coding) for suffix in SUFFIXES for accept in ("*/*", BROWSER) for coding in (None, "gzip")]


def get(service, path, accept="*/*", coding=None, cookie=None, method="GET"):
    headers = {"Accept": accept}
    headers.update({"Accept-Encoding": coding} if coding else {})
    headers.update({"Cookie": cookie} if cookie else {})
    return service.request(method, path, headers=headers)


def text_of(reply):
    return (gzip.decompress(reply.body) if reply.headers["Content-Encoding"] == "gzip" else reply.body).decode()


def ask_all_ways(service, path):
    """Each twice, the second time from memory: the same bytes, tag and type."""
    texts = []
    for suffix, accept, coding in WAYS:
        first, again = (get(service, path + suffix, accept, coding).expect(200) for _ in range(2))
        changing = ("Date", "X-Request-Id")
        assert [item for item in first.headers.items() if item[0] not in changing] == [
            item for item in again.headers.items() if item[0] not in changing
        ]
        assert first.body == again.body and len(first.body) == int(again.headers["Content-Length"])
        head = get(service, path + suffix, accept, coding, method="HEAD").expect(200)
        assert head.body == b"" and head.headers["Content-Length"] == first.headers["Content-Length"]
        assert head.headers["ETag"] == first.headers["ETag"]
        texts.append(text_of(again))
    return texts


def patch(service, path, **fields):
    return service.request("PATCH", path, json.dumps(fields).encode(), {"Content-Type": MERGE_PATCH}).expect(200)


def test_a_change_shows_in_every_representation(fresh):
    path = fresh.post_json("/articles", {"text": samples.DUMP, "title": "Title 0"}).expect(201).headers["Location"]
    for number in range(1, 4):
        assert all(f"Title {number - 1}" in text for text in ask_all_ways(fresh, path))
        patch(fresh, path, title=f"Title {number}")
    assert all("Title 3" in text for text in ask_all_ways(fresh, path))


def test_a_tag_that_is_renamed_shows(fresh):
    path = fresh.post_json("/articles", {"text": samples.DUMP, "tags": ["earlier"]}).expect(201).headers["Location"]
    ask_all_ways(fresh, path)
    body = json.dumps({"name": "later"}).encode()
    fresh.request("PATCH", "/tags/earlier", body, {"Content-Type": "application/json"}).expect(200)
    for reply in (get(fresh, path), get(fresh, path, BROWSER), get(fresh, path, BROWSER, "gzip")):
        assert "later" in text_of(reply) and "earlier" not in text_of(reply)


def test_what_is_deleted_is_gone(fresh):
    path = fresh.post("/articles", samples.PAGE).headers["Location"]
    ask_all_ways(fresh, path)
    fresh.request("DELETE", path).expect(204)
    for suffix, accept, coding in WAYS:
        get(fresh, path + suffix, accept, coding).expect(410)


def test_a_cleaning_again_shows(fresh):
    path = fresh.post("/articles", samples.PAGE).headers["Location"]
    assert any("forty" in text for text in ask_all_ways(fresh, path))
    fresh.post_json(path + "/reclean?force=1", {"selector": "h1"}).expect(200)
    assert not any("forty" in text for text in ask_all_ways(fresh, path))


@pytest.mark.parametrize("coding", [None, "gzip"])
def test_each_look_has_its_own_page(fresh, coding):
    path = fresh.post("/articles", samples.PAGE).headers["Location"]
    for _ in range(2):
        pages = [get(fresh, path, BROWSER, coding, cookie) for cookie in (None, "look=1", "look=3", "look=0001")]
        assert len({page.headers["ETag"] for page in pages}) == len(pages)
        texts = [text_of(page) for page in pages]
        assert ["dark" in text.split("<body")[0] for text in texts].count(True) >= 1
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", ["style.css", "articled.js", "icon.svg"])
def test_files_of_the_pages(service, name):
    plain = service.get("/static/" + name).expect(200)
    for _ in range(2):
        packed = service.get("/static/" + name, Accept_Encoding="gzip").expect(200)
        assert text_of(packed) == text_of(plain) and packed.headers["Content-Type"] == plain.headers["Content-Type"]
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert service.get("/static/" + name).expect(200).body == plain.body
    tags = {reply.headers["ETag"] for reply in (plain, packed)}
    assert len(tags) == (2 if packed.headers["Content-Encoding"] else 1)


def test_articles_do_not_mix(fresh):
    paths = [fresh.post("/articles", samples.numbered_page(number)).headers["Location"] for number in range(8)]
    texts = [ask_all_ways(fresh, path) for path in paths]
    assert [ask_all_ways(fresh, path) for path in paths] == texts
    assert len({tuple(text) for text in texts}) == len(paths)
