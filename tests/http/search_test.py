"""Searching: what is found, how it is marked, in which order, and what is wrong with a question."""

import html
import re
import threading
from urllib.parse import quote

import pytest

import samples

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"

HARBOUR = {
    "title": "The keeper of Crème Point",
    "text": "Müller kept the lamp by the harbour. The café was shut on a dark night of fog, and <b>nobody</b> & no ship came.",
    "authors": ["Ann Quill"],
    "tags": ["Sea", "Two words"],
    "published": "2024-05-06",
    "url": "https://www.light.example/a",
    "site": "Lamp & Log",
    "lang": "en-GB",
}
SHIP = {
    "title": "Ship after ship",
    "text": "A ship, another ship and a third ship sailed north. The harbour was empty, the fogs were gone.",
    "authors": ["Bob Reed"],
    "published": "2019-03",
    "state": "archived",
    "url": "https://news.other.example/b",
    "lang": "en",
}
CITY = {
    "title": "北京の市民",
    "text": "北京大学は有名な大学です。東京都に住んでいます。서울은 한국의 수도이다. ภาษาไทยไม่มีช่องว่าง",
    "tags": ["日本"],
    "lang": "ja",
}
PLAIN = {"title": "Bread", "text": "Flour, water, salt. Knead it, let it rest, bake it.", "tags": ["sea"]}


@pytest.fixture(scope="module")
def ids(service):
    """The numbers of the four articles, oldest first, by a letter each."""
    return {
        name: service.post_json("/articles", fields).expect(201).json()["id"]
        for name, fields in zip("hscp", [HARBOUR, SHIP, CITY, PLAIN])
    }


def search(service, q, more=""):
    return service.get(f"/search?q={quote(q)}{more}").expect(200).json()["items"]


@pytest.mark.parametrize(
    "q, found",
    [
        ("harbour", "hs"),
        ("HARBOUR", "hs"),
        ("cafe", "h"),
        ("CAFÉ müller", "h"),
        ("muller creme", "h"),
        ("harbour lamp", "h"),
        ("harbour AND lamp", "h"),
        ('"dark night"', "h"),
        ('"night dark"', ""),
        ('"dark nig"*', "h"),
        ("fog", "h"),
        ("fog*", "hs"),
        ("harbour -ship", ""),
        ("harbour -lamp", "s"),
        ("-harbour", "cp"),
        ("NOT harbour", "cp"),
        ("lamp OR flour", "hp"),
        ("lamp OR flour harbour", "h"),
        ("(lamp OR sailed) harbour", "hs"),
        ("harbour -(lamp OR gone)", ""),
        ("-(harbour OR flour)", "c"),
        ("title:ship", "s"),
        ("title:lamp", ""),
        ("-title:ship harbour", "h"),
        ("author:quill", "h"),
        ('author:"ann quill"', "h"),
        ("author:quill OR author:reed", "hs"),
        ("site:lamp", "h"),
        ('site:"lamp & log"', "h"),
        ("site:light.example", "h"),
        ("site:www.light.example", ""),
        ("site:other.example", "s"),
        ("site:news.other.example", "s"),
        ("site:her.example", ""),
        ("-site:light.example harbour", "s"),
        ("tag:sea", "hp"),
        ("tag:SEA -flour", "h"),
        ('tag:"two words"', "h"),
        ("tag:日本", "c"),
        ("tag:sea OR ship", "hsp"),
        ("lang:en", "hs"),
        ("lang:en-gb", "h"),
        ("before:2020", "s"),
        ("before:2024-05-06", "s"),
        ("before:2024-05-07", "hs"),
        ("after:2019 before:2020", "s"),
        ("after:2024-05-06 -after:2024-05-07", "h"),
        ("after:2024-06", "cp"),
        ("is:archived", "s"),
        ("state:unread harbour", "h"),
        ("is:starred", ""),
        ("-is:starred ship", "hs"),
        ("北京", "c"),
        ("北", "c"),
        ("民", "c"),
        ("学", "c"),
        ("大学", "c"),
        ("北京大学", "c"),
        ("東京都", "c"),
        ("京北", ""),
        ("大学 -東京", ""),
        ("한국", "c"),
        ("수도", "c"),
        ("ไทย", "c"),
        ("title:市民", "c"),
        ("title:大学", ""),
        ("& harbour", "hs"),
        ("https://harbour", ""),
        ("e-mail", ""),
    ],
)
def test_what_is_found(service, ids, q, found):
    assert sorted(item["id"] for item in search(service, q)) == sorted(ids[name] for name in found)
    listed = service.get(f"/articles?q={quote(q)}&count=1").expect(200).json()
    assert [item["id"] for item in listed["items"]] == sorted((ids[name] for name in found), reverse=True)
    assert listed["total"] == len(found)


def test_results_are_summaries_with_marks(service, ids):
    item = search(service, "ship fog*")[0]
    whole = service.get(f"/articles/{item['id']}").json()
    assert {name: item[name] for name in item if name in whole} == {
        name: whole[name] for name in whole if name in item
    }
    assert set(item) - set(whole) == {"score", "title_marked", "snippet"}
    assert item["title_marked"] == "<mark>Ship</mark> after <mark>ship</mark>"
    assert item["snippet"].startswith("A <mark>ship</mark>, another <mark>ship</mark>")
    assert "<mark>fogs</mark>" in item["snippet"]


@pytest.mark.parametrize(
    "q, marked",
    [
        ("cafe", ["café"]),
        ('"dark night"', ["dark night"]),
        ("nobody", ["nobody"]),
        ("lamp -flour", ["lamp"]),
        ("京", ["京", "京"]),
        ("大学", ["大学", "大学"]),
        ("北京大", ["北京大"]),
        ("author:quill", []),
        ("title:keeper harbour", ["harbour"]),
    ],
)
def test_marks_are_where_the_words_are(service, ids, q, marked):
    snippet = search(service, q)[0]["snippet"]
    assert [html.unescape(part) for part in re.findall("<mark>(.*?)</mark>", snippet)] == marked


def test_snippets_are_safe(service, ids):
    """The article's text has markup as text; nothing but <mark> is markup in the answer."""
    snippet = search(service, "nobody")[0]["snippet"]
    assert "&lt;b&gt;<mark>nobody</mark>&lt;/b&gt; &amp; no ship" in snippet
    page = service.get("/search?q=nobody", Accept=BROWSER).expect(200).text()
    assert "&lt;b&gt;<mark>nobody</mark>&lt;/b&gt;" in page and "<b>nobody" not in page


def test_a_snippet_is_of_the_place(fresh):
    filler = "Many words stand here that nobody looks for, one after the other, without an end. " * 60
    text = filler + "Then the astrolabe was sold by the widow. " + filler
    fresh.post_json("/articles", {"title": "Long", "text": text}).expect(201)
    snippet = search(fresh, "astrolabe widow")[0]["snippet"]
    assert "<mark>astrolabe</mark> was sold by the <mark>widow</mark>" in snippet
    assert snippet.startswith("… ") and snippet.endswith(" …")
    assert len(snippet) < 320


def test_the_best_comes_first(service, ids):
    items = search(service, "ship")
    assert [item["id"] for item in items] == [ids["s"], ids["h"]]
    assert items[0]["score"] > items[1]["score"] > 0
    for sort, order in [("created", "hs"), ("-created", "sh"), ("published", "sh"), ("-title", "hs")]:
        found = search(service, "ship", f"&sort={sort}")
        assert [item["id"] for item in found] == [ids[name] for name in order], sort
    assert search(service, "tag:sea")[0]["score"] is None


def test_pages_of_results_meet_all_once(fresh):
    for number in range(30):
        text = " ".join(["gull"] * (1 + number % 4) + ["word"] * 30 + [f"number{number}"])
        fresh.post_json("/articles", {"title": f"Day {number}", "text": text}).expect(201)
    whole = [item["id"] for item in search(fresh, "gull", "&limit=100")]
    assert len(whole) == 30
    seen, target = [], "/search?q=gull&limit=7"
    while target:
        body = fresh.get(target).expect(200).json()
        seen += [item["id"] for item in body["items"]]
        target = body["next"]
    assert seen == whole


def test_pages_survive_what_comes_and_goes(fresh):
    """Scores change with every article; the place in the list is kept by the article there."""
    for number in range(20):
        text = " ".join(["gull"] * (1 + number) + ["word"] * 60 + [f"number{number}"])
        fresh.post_json("/articles", {"title": f"Day {number}", "text": text}).expect(201)
    whole = [item["id"] for item in search(fresh, "gull", "&limit=100")]
    first = fresh.get("/search?q=gull&limit=8").json()
    for number in range(40):
        fresh.post_json("/articles", {"title": f"Other {number}", "text": f"Nothing of that, {number}."}).expect(201)
    fresh.request("DELETE", f"/articles/{whole[2]}").expect(204)
    second = fresh.get(first["next"]).json()
    third = fresh.get(second["next"]).json()
    assert [item["id"] for item in first["items"] + second["items"] + third["items"]] == whole


@pytest.mark.parametrize(
    "q, position",
    [
        ('"open', 0),
        ('fog "open', 4),
        ("été (open", 4),
        ("a ) b", 2),
        ("OR x", 0),
        ("x OR", 4),
        ("title:", 6),
        ("x autor:y", 2),
        ("before:soon", 7),
        ("is:red", 3),
        pytest.param(" ".join("x" * 33), 64, id="many"),
        pytest.param("(" * 9 + "x" + ")" * 9, 8, id="deep"),
    ],
)
@pytest.mark.parametrize("path", ["/search", "/articles"])
def test_what_is_wrong_is_shown(service, ids, path, q, position):
    problem = service.get(f"{path}?q={quote(q)}").problem(400)
    (error,) = problem["errors"]
    assert error["pointer"] == "q"
    assert error["position"] == position
    assert f"position {position}" in problem["detail"]


@pytest.mark.parametrize("target", ["/search", "/search?q=", "/search?q=+", "/search?q=%26"])
def test_nothing_to_look_for(service, target):
    assert service.get(target).problem(400)["errors"][0]["pointer"] == "q"


def test_the_page(service, ids):
    page = service.get("/search?q=ship&limit=1", Accept=BROWSER).expect(200).text()
    assert f'href="/articles/{ids["s"]}"' in page and "<mark>Ship</mark> after <mark>ship</mark>" in page
    assert 'rel="next" href="/search?cursor=' in page and 'value="ship"' in page
    empty = service.get("/search", Accept=BROWSER).expect(200).text()
    assert 'name="q"' in empty and "site:" in empty
    wrong = service.get("/search?q=%22%3Cb%3E", Accept=BROWSER).expect(400).text()
    assert "position 0" in wrong and 'value="&quot;&lt;b&gt;"' in wrong and "<b>" not in wrong


def test_what_was_deleted_is_not_found(fresh):
    path = fresh.post("/articles", samples.numbered_page(5)).expect(201).headers["Location"]
    assert len(search(fresh, "gulls")) == 1
    etag = fresh.get("/search?q=gulls").headers["ETag"]
    fresh.get("/search?q=gulls", If_None_Match=etag).expect(304)
    fresh.request("DELETE", path).expect(204)
    assert fresh.get("/search?q=gulls", If_None_Match=etag).expect(200).json()["items"] == []


def test_what_was_changed_is_found(fresh):
    path = fresh.post_json("/articles", HARBOUR).expect(201).headers["Location"]
    body = b'{"title": "Another name", "authors": ["Zed"], "site": null, "tags": ["isle"], "starred": true}'
    fresh.request("PATCH", path, body, {"Content-Type": "application/json"}).expect(200)
    for q in ["another", "author:zed", "tag:isle", "is:starred", "harbour title:name -tag:sea"]:
        assert len(search(fresh, q)) == 1, q
    for q in ["keeper", "author:quill", "tag:sea", "site:lamp"]:
        assert search(fresh, q) == [], q


def test_many_search_at_once(service, ids):
    """Searches run beside each other, and beside what is stored."""
    wrong = []

    def run(number):
        for turn in range(10):
            if number == 0:
                service.post("/articles", samples.numbered_page(1000 + turn)).expect(200, 201)
            elif [item["id"] for item in search(service, "flour knead")] != [ids["p"]]:
                wrong.append(turn)

    threads = [threading.Thread(target=run, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
