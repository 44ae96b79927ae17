"""The list: as JSON with cursor and Link, as page, with filters and checked parameters."""

import html
import html.parser
import re

import pytest

import samples

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
COUNT = 70


@pytest.fixture(scope="module")
def articles(service):
    """What was posted, oldest first: every third one tagged, some with other facts."""
    posted = []
    for number in range(COUNT):
        fields = {"html": samples.numbered_page(number), "url": f"https://light.example/{number}"}
        fields["tags"] = ["third"] if number % 3 == 0 else []
        fields["authors"] = ["Zed Quill"] if number % 10 == 0 else ["Keeper"]
        fields["site"] = "Lamp & Log" if number % 7 == 0 else "Light"
        fields["lang"] = "de" if number % 5 == 0 else "en"
        fields["state"] = "archived" if number == 3 else "unread"
        posted.append(service.post_json("/articles", fields).expect(201).json())
    return posted


def links_by_relation(reply):
    """The header Link (RFC 8288), an address for each relation."""
    found = re.findall(r'<(/[^>]*)>; rel="(\w+)"', reply.headers["Link"] or "")
    assert ", ".join(f'<{target}>; rel="{name}"' for target, name in found) == (reply.headers["Link"] or "")
    return {name: target for target, name in found}


def follow(service, target):
    """Every item from here to the end of the list, page by page."""
    items, pages = [], 0
    while target:
        reply = service.get(target).expect(200)
        body = reply.json()
        assert set(body) == {"items", "next"}
        items += body["items"]
        links = links_by_relation(reply)
        assert links.get("next") == body["next"]
        assert ("prev" in links) == ("first" in links) == ("cursor=" in target)
        target = body["next"]
        pages += 1
        assert pages <= COUNT + 1
    return items, pages


@pytest.mark.parametrize(
    "query, pages", [("", 3), ("?limit=7", 10), ("?limit=200", 1), ("?limit=70", 1), ("?limit=1", 70)]
)
def test_every_article_once_newest_first(service, articles, query, pages):
    items, seen = follow(service, "/articles" + query)
    assert [item["id"] for item in items] == [article["id"] for article in reversed(articles)]
    assert seen == pages
    assert all(first["created"] >= second["created"] for first, second in zip(items, items[1:]))


def test_what_comes_meanwhile_does_not_disturb(fresh):
    for number in range(12):
        fresh.post("/articles", samples.numbered_page(number)).expect(201)
    first = fresh.get("/articles?limit=5").json()
    fresh.post("/articles", samples.numbered_page(100)).expect(201)
    fresh.request("DELETE", first["items"][4]["links"]["self"]).expect(204)
    rest, _ = follow(fresh, first["next"])
    titles = [item["title"] for item in first["items"] + rest]
    assert titles == [f"Day {number} at the lighthouse" for number in reversed(range(12))]


def test_items_are_summaries(service, articles):
    item = service.get("/articles?limit=1").json()["items"][0]
    whole = service.get(item["links"]["self"]).json()
    assert not {"content_html", "content_text"} & set(item)
    assert item == {name: whole[name] for name in item}


@pytest.mark.parametrize(
    "query, chosen",
    [
        ("tag=third", lambda number: number % 3 == 0),
        ("tag=nothing", lambda number: False),
        ("author=Zed%20Quill", lambda number: number % 10 == 0),
        ("site=Lamp%20%26%20Log", lambda number: number % 7 == 0),
        ("lang=de", lambda number: number % 5 == 0),
        ("state=archived", lambda number: number == 3),
        ("state=unread&limit=3", lambda number: number != 3),
        ("tag=third&lang=de", lambda number: number % 15 == 0),
        ("tag=third&site=Lamp+%26+Log&limit=1", lambda number: number % 21 == 0),
        ("tag=THIRD&limit=5", lambda number: number % 3 == 0),
        ("site=light.example", lambda number: True),
        ("starred=false", lambda number: True),
        ("starred=true", lambda number: False),
        ("since=2000-01-01", lambda number: True),
        ("since=2999-01-01T00:00:00Z", lambda number: False),
        ("until=2000-01-01", lambda number: False),
        ("since=2000-01-01&until=2999-01-01&tag=third", lambda number: number % 3 == 0),
        ("q=gulls+-tag:third&limit=6", lambda number: number % 3 != 0),
        ("q=title:12&sort=-created", lambda number: number == 12),
        ("q=author:quill+lang:de", lambda number: number % 10 == 0),
    ],
)
def test_filters_hold_on_every_page(service, articles, query, chosen):
    items, _ = follow(service, "/articles?" + query)
    wanted = [article["id"] for number, article in enumerate(articles) if chosen(number)]
    assert [item["id"] for item in items] == wanted[::-1]


@pytest.mark.parametrize(
    "query, name",
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=-1", "limit"),
        ("limit=ten", "limit"),
        ("limit=", "limit"),
        ("cursor=x", "cursor"),
        ("cursor=1.2.3", "cursor"),
        ("cursor=-5.1", "cursor"),
        ("cursor=99999999999999999999.1", "cursor"),
        ("cursor=" + "1" * 65, "cursor"),
        ("cursor=" + "1" * 257, "cursor"),
        ("cursor=-created.n5.0", "cursor"),
        ("cursor=-created.x5.1", "cursor"),
        ("cursor=title.nA.1", "cursor"),
        ("cursor=-created.n5.1&sort=title", "cursor"),
        ("sort=color", "sort"),
        ("starred=maybe", "starred"),
        ("since=soon", "since"),
        ("until=2024-13-01", "until"),
        ("count=2", "count"),
        ("fields=id,colour", "fields"),
        ("fields=,", "fields"),
        ("fields=content_html", "fields"),
        ("q=%22open", "position"),
        ("q=" + "a" * 1025, "q"),
        ("state=burnt", "state"),
        ("tag=" + "t" * 101, "tag"),
        ("unknown=1", "unknown"),
        ("Limit=3", "Limit"),
        ("tag=%zz", "escape"),
        ("tag=a%00b", "escape"),
        ("tag=%ff", "escape"),
    ],
)
def test_parameters_that_cannot_be_taken(service, articles, query, name):
    assert name in service.get("/articles?" + query).problem(400)["detail"]


def test_a_name_that_is_cut_stays_text(service):
    """What is quoted in an error is cut to a length, but not inside of a letter."""
    for letters in range(50, 64):
        detail = service.get("/articles?" + "a" * letters + "%C3%A4%E6%B8%AF=1").problem(400)["detail"]
        assert "a" * 50 in detail and "\ufffd" not in detail


@pytest.mark.parametrize("query", ["", "sort=title&", "sort=-published&", "q=lamp&", "q=lamp&sort=relevance&"])
def test_pages_go_both_ways(service, articles, query):
    reply, pages = service.get(f"/articles?{query}limit=15"), []
    while True:
        pages.append([item["id"] for item in reply.json()["items"]])
        links = links_by_relation(reply)
        if "next" not in links:
            break
        reply = service.get(links["next"]).expect(200)
    assert sorted(sum(pages, [])) == sorted(article["id"] for article in articles)
    for ids in reversed(pages):
        assert [item["id"] for item in reply.json()["items"]] == ids
        links = links_by_relation(reply)
        if "prev" in links:
            reply = service.get(links["prev"]).expect(200)
    assert "prev" not in links and pages[0] == ids
    first = links_by_relation(service.get(links["next"]))["first"]
    assert [item["id"] for item in service.get(first).json()["items"]] == ids


@pytest.mark.parametrize(
    "sort, key",
    [
        ("created", lambda item: item["created"]),
        ("updated", lambda item: item["updated"]),
        ("title", lambda item: item["title"].lower()[:40]),
    ],
)
def test_orders(service, articles, sort, key):
    up, _ = follow(service, f"/articles?sort={sort}&limit=40")
    down, _ = follow(service, f"/articles?sort=-{sort}&limit=40")
    assert [key(item) for item in up] == sorted(key(item) for item in up)
    assert [item["id"] for item in down] == [item["id"] for item in reversed(up)]


def test_fields_are_all_there_is(service, articles):
    for item in service.get("/articles?fields=title,id,links&limit=3").json()["items"]:
        assert set(item) == {"title", "id", "links"}
        assert item["links"]["self"] == f"/articles/{item['id']}"
    hit = service.get("/search?q=lamp&fields=id,%20snippet,score&limit=1").json()["items"][0]
    assert set(hit) == {"id", "snippet", "score"}


@pytest.mark.parametrize("query, total", [("", COUNT), ("tag=third&", 24), ("q=lamp+tag:third&", 24), ("q=nothing&", 0)])
def test_the_total_is_counted_when_asked(service, articles, query, total):
    body = service.get(f"/articles?{query}limit=2&count=1").json()
    assert body["total"] == total
    assert "total" not in service.get(f"/articles?{query}limit=2&count=false").json()
    if body["next"]:
        assert service.get(body["next"]).json()["total"] == total


def test_times_are_of_the_order(fresh):
    path = fresh.post("/articles", samples.numbered_page(1)).expect(201).headers["Location"]
    created = fresh.get(path).json()["created"]
    for query, count in [
        (f"since={created}", 1),
        (f"until={created}", 1),
        (f"since={created[:10]}&until={created[:10]}", 1),
        (f"since={created[:10]}T23:59:59Z", 0),
        (f"until={created[:10]}T00:00:00%2B14:00", 0),
        (f"since={created}&sort=-updated", 1),
    ]:
        if query.startswith("since") and "23:59:59" in query and created[11:] == "23:59:59Z":
            continue
        assert len(fresh.get("/articles?" + query).json()["items"]) == count, query


@pytest.mark.parametrize("target", ["/healthz?x=1", "/articles/1?fields=all", "/version?v", "/articles/1/original?x="])
def test_unknown_parameters_everywhere(service, articles, target):
    service.get(target).problem(400)


def test_the_list_changes_its_etag(fresh):
    reply = fresh.get("/articles")
    fresh.get("/articles", If_None_Match=reply.headers["ETag"]).expect(304)
    path = fresh.post("/articles", samples.numbered_page(1)).headers["Location"]
    second = fresh.get("/articles", If_None_Match=reply.headers["ETag"]).expect(200)
    fresh.get("/articles", If_None_Match=second.headers["ETag"]).expect(304)
    page = fresh.get("/articles", Accept=BROWSER)
    kept = fresh.get("/articles", Accept=BROWSER, If_None_Match=page.headers["ETag"]).expect(304)
    assert kept.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]
    fresh.request("DELETE", path).expect(204)
    fresh.get("/articles", If_None_Match=second.headers["ETag"]).expect(200)


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.targets = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.targets.append(dict(attrs).get("href"))


def links_of(page):
    parser = Links()
    parser.feed(page)
    return parser.targets


def test_the_page_lists_and_leads_on(service, articles):
    reply = service.get("/articles", Accept=BROWSER).expect(200)
    assert reply.type() == "text/html"
    page, seen = reply.text(), []
    for _ in range(4):
        links = links_of(page)
        seen += [link for link in links if re.fullmatch(r"/articles/\d+", link)]
        onward = re.search(r'rel="next" href="(/articles\?cursor=[^"]*)"', page)
        if not onward:
            break
        page = service.get(html.unescape(onward.group(1)), Accept=BROWSER).expect(200).text()
    assert list(dict.fromkeys(seen)) == [f"/articles/{article['id']}" for article in reversed(articles)]
    assert "/add" in links_of(page)


def test_an_empty_list_teaches_the_first_line(fresh):
    page = fresh.get("/articles", Accept=BROWSER).expect(200).text()
    assert "curl" in page and fresh.url + "/articles" in page
    assert fresh.get("/articles").json() == {"items": [], "next": None}


def test_home_leads_everywhere(service):
    service.get("/", Accept=BROWSER).expect(303)
    home = service.get("/").expect(200).json()
    assert home["articles"].startswith(service.url + "/articles{?")
    assert home["openapi"] == service.url + "/openapi.json"


def test_pages_have_what_they_need(service, articles):
    page = service.get("/articles", Accept=BROWSER).text()
    style = re.search(r'href="(/static/style\.css[^"]*)"', page).group(1)
    reply = service.get(style).expect(200)
    assert reply.type() == "text/css"
    assert "immutable" in reply.headers["Cache-Control"]
    service.get(style, If_None_Match=reply.headers["ETag"]).expect(304)
    for target in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)):
        service.get(target).expect(200)
    assert re.findall("<script[^>]*>", page) == re.findall(r'<script src="/static/articled\.js\?v=\w+" defer>', page)
    assert page.count("<script") == 1 and "style=" not in page
