"""The list: as JSON with cursor and Link, as page, with filters and checked parameters."""

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


def follow(service, target):
    """Every item from here to the end of the list, page by page."""
    items, pages = [], 0
    while target:
        reply = service.get(target).expect(200)
        body = reply.json()
        assert set(body) == {"items", "next"}
        items += body["items"]
        link = reply.headers["Link"]
        assert (link is None) == (body["next"] is None)
        if link:
            assert re.fullmatch(r'<(/articles\?[^>]*)>; ?rel="?next"?', link).group(1) == body["next"]
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
        onward = [link for link in links if link.startswith("/articles?cursor=")]
        if not onward:
            break
        page = service.get(onward[0], Accept=BROWSER).expect(200).text()
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
    assert "<script" not in page and "style=" not in page
