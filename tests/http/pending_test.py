"""Articles that are there before their page is: in the background, after a wait, after a restart, once more."""

import threading

import pytest

import samples
from schema import check
from service import Service, curl
from upstream import Upstream, wait_until

ALLOW = ("--fetch-allow", "127.0.0.1/32")
ASYNC = {"Prefer": "respond-async"}


@pytest.fixture
def upstream():
    server = Upstream()
    yield server
    server.close()


@pytest.fixture
def service(tmp_path):
    running = Service(tmp_path / "data", *ALLOW).start()
    yield running
    running.stop()


def article_when(service, path, holds):
    """The article once `holds` of it."""
    return wait_until(lambda: (lambda article: article if holds(article) else None)(service.get(path).json()))


def is_fetched(article):
    return article["kind"] != "pending"


def is_failed(article):
    return article["fetch_error"] is not None


def test_in_the_background(service, upstream):
    url = upstream.url("/later/50?utm_medium=x")
    reply = service.post_json("/articles", {"url": url, "tags": ["later"], "state": "reading"}, **ASYNC).expect(202)
    path, article = reply.headers["Location"], reply.json()
    assert reply.headers["Preference-Applied"] == "respond-async" and reply.headers["Retry-After"]
    check(article, {"$ref": "#/components/schemas/Article"}, service.get("/openapi.json").json())
    assert path == f"/articles/{article['id']}"
    assert (article["kind"], article["fetch_error"], article["is_new"]) == ("pending", None, True)
    assert (article["url"], article["tags"], article["state"]) == (url, ["later"], "reading")
    assert article["content_html"] == article["content_text"] == "" and article["word_count"] == 0
    listed = service.get("/articles?tag=later").json()["items"]
    assert [item["kind"] for item in listed] == ["pending"]
    fields = service.get("/articles?fields=id,kind,fetch_error").expect(200).json()["items"]
    assert fields == [{"id": article["id"], "kind": "pending", "fetch_error": None}]
    assert url in service.get(path + ".md").expect(200).text()
    service.get(path + ".txt").expect(200)
    assert service.get(path + "/original").expect(200).body.decode() == url
    page = service.get(path, Accept="text/html").expect(200)
    assert "is being fetched" in page.text() and page.headers["Refresh"]
    upstream.gate.set()
    done = article_when(service, path, is_fetched)
    assert (done["id"], done["kind"], done["url"], done["revision"]) == (article["id"], "html", url, 2)
    assert "counted 353 gulls" in done["content_text"] and done["title"] == "Day 50 at the lighthouse"
    assert (done["tags"], done["state"], done["fetch_error"]) == (["later"], "reading", None)
    assert done["canonical_url"] == upstream.url("/later/50") and done["sources"]["title"] != "given"
    assert b"lighthouse" in service.get(path + "/original").body
    assert "Refresh" not in service.get(path, Accept="text/html").headers
    assert upstream.hits("/later/50?utm_medium=x") == 1


def test_the_same_again_is_the_same(service, upstream):
    url = upstream.url("/later/51")
    first = service.post("/articles", url, **ASYNC).expect(202).json()
    again = service.post("/articles", url + "?utm_source=y", **ASYNC).expect(200)
    assert (again.json()["id"], again.json()["is_new"]) == (first["id"], False)
    upstream.gate.set()
    article_when(service, again.headers["Location"], is_fetched)
    assert service.post("/articles", url).expect(200).json()["id"] == first["id"]
    assert upstream.hits("/later/51") == 1


def test_what_is_changed_meanwhile_stays(service, upstream):
    path = service.post("/articles", upstream.url("/later/52"), **ASYNC).headers["Location"]
    change = '{"title": "Mine", "tags": ["a"], "starred": true, "note": "read it", "state": "archived"}'
    service.request("PATCH", path, change, {"Content-Type": "application/json"}).expect(200)
    upstream.gate.set()
    article = article_when(service, path, is_fetched)
    assert (article["title"], article["tags"], article["note"]) == ("Mine", ["a"], "read it")
    assert article["starred"] and article["state"] == "archived"
    assert "counted 367 gulls" in article["content_text"]


def test_what_is_deleted_meanwhile_stays_so(service, upstream):
    path = service.post("/articles", upstream.url("/later/53"), **ASYNC).headers["Location"]
    service.request("DELETE", path).expect(204)
    upstream.gate.set()
    assert wait_until(lambda: service.get("/metrics").text().count("articled_fetches_active 0"))
    service.get(path).problem(410)
    assert service.get("/healthz").json()["articles"] == 0


def test_a_failure_stays_with_its_reason(service, upstream):
    path = service.post("/articles", upstream.url("/flaky/54"), **ASYNC).expect(202).headers["Location"]
    article = article_when(service, path, is_failed)
    assert article["kind"] == "pending" and "500" in article["fetch_error"]
    warnings = article["extraction"]["warnings"]
    assert [(warning["code"], warning["detail"]) for warning in warnings] == [("fetch-failed", article["fetch_error"])]
    assert "could not be fetched" in service.get(path, Accept="text/html").text()
    check(article, {"$ref": "#/components/schemas/Article"}, service.get("/openapi.json").json())


def test_it_can_be_tried_again(service, upstream):
    url = upstream.url("/flaky/55")
    reply = service.post("/articles", url, **ASYNC).expect(202)
    path = reply.headers["Location"]
    article_when(service, path, is_failed)
    assert "500" in service.post("/articles", url).problem(502)["detail"]
    accepted = service.post("/articles", url, **ASYNC).expect(202)
    assert accepted.headers["Location"] == path and accepted.json()["fetch_error"] is None
    article_when(service, path, is_failed)
    upstream.gate.set()
    article = service.post("/articles", url).expect(200).json()
    assert (article["id"], article["kind"]) == (reply.json()["id"], "html")
    assert (article["fetch_error"], article["extraction"]["warnings"]) == (None, [])
    assert upstream.hits("/flaky/55") == 4
    service.post("/articles", url).expect(200)
    assert upstream.hits("/flaky/55") == 4


def test_cleaning_it_again_tries_again(service, upstream):
    """POST .../reclean of what has no page fetches it; until then there is nothing to clean."""
    path = service.post("/articles", upstream.url("/flaky/75"), **ASYNC).headers["Location"]
    article_when(service, path, is_failed)
    assert "500" in service.post(path + "/reclean", "").problem(502)["detail"]
    service.get(path + "/log").problem(409)
    upstream.gate.set()
    article = service.post(path + "/reclean", "").expect(200).json()
    assert article["kind"] == "html" and article["fetch_error"] is None
    assert service.get(path + "/revisions").json()["items"] == []
    service.post(path + "/reclean", "").expect(200)
    assert upstream.hits("/flaky/75") == 3


def test_cleaning_it_again_in_the_background(service, upstream):
    path = service.post("/articles", upstream.url("/flaky/76"), **ASYNC).headers["Location"]
    article_when(service, path, is_failed)
    upstream.gate.set()
    reply = service.post(path + "/reclean", "", **ASYNC).expect(202)
    assert reply.headers["Location"] == path and reply.json()["fetch_error"] is None
    article_when(service, path, is_fetched)


def test_a_wait_that_is_long_enough(service, upstream):
    reply = service.post("/articles", upstream.url("/page/56"), Prefer="wait=15").expect(201)
    assert is_fetched(reply.json())
    assert "500" in service.post("/articles", upstream.url("/broken"), Prefer="wait=15").problem(502)["detail"]
    assert service.get("/healthz").json()["articles"] == 1


@pytest.mark.parametrize("prefer", ["wait=1", "respond-async, wait=1"])
def test_a_wait_that_is_over(service, upstream, prefer):
    reply = service.post("/articles", upstream.url("/later/57"), Prefer=prefer).expect(202)
    path = reply.headers["Location"]
    assert reply.json()["kind"] == "pending" and "wait=1" in reply.headers["Preference-Applied"]
    upstream.gate.set()
    article = article_when(service, path, is_fetched)
    assert "counted 402 gulls" in article["content_text"]
    assert upstream.hits("/later/57") == 1


def test_no_wait_at_all(service, upstream):
    reply = service.post("/articles", upstream.url("/later/58"), Prefer="wait=0, return=minimal").expect(202)
    assert reply.body == b"" and reply.headers["Location"]
    assert reply.headers["Preference-Applied"] == "wait=0, return=minimal"


def test_preferences_in_two_headers(service, upstream):
    arguments = ("-H", "Prefer: respond-async", "-H", "prefer: return=minimal", "-d", upstream.url("/later/77"))
    reply = curl(*arguments, service.url + "/articles").expect(202)
    assert reply.body == b"" and reply.headers["Preference-Applied"] == "respond-async, return=minimal"


def test_two_who_wait_for_one_address(service, upstream):
    replies, url = [], upstream.url("/later/59")
    threads = [
        threading.Thread(target=lambda: replies.append(service.post("/articles", url, Prefer="wait=1")))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reply.code for reply in replies) == [200, 202]
    assert len({reply.headers["Location"] for reply in replies}) == 1
    upstream.gate.set()
    assert article_when(service, replies[0].headers["Location"], is_fetched)


def test_refusals_are_answered_at_once(service):
    service.post("/articles", "http://10.0.0.1/", **ASYNC).problem(403)
    assert service.get("/healthz").json()["articles"] == 0


def test_a_redirect_into_the_dark_is_a_failure(service, upstream):
    path = service.post("/articles", upstream.url("/go/302?http://10.0.0.1/"), **ASYNC).expect(202).headers["Location"]
    assert "usual ports" in article_when(service, path, is_failed)["fetch_error"]


@pytest.mark.parametrize("way", ["stop", "kill"])
def test_a_restart_goes_on(tmp_path, upstream, way):
    service = Service(tmp_path / "data", *ALLOW).start()
    paths = [
        service.post("/articles", upstream.url(f"/later/{number}"), **ASYNC).expect(202).headers["Location"]
        for number in range(60, 72)
    ]
    getattr(service, way)()
    upstream.gate.set()
    service.start()
    for path, number in zip(paths, range(60, 72)):
        article = article_when(service, path, is_fetched)
        assert f"counted {number * 7 + 3} gulls" in article["content_text"]
    service.stop()


def test_a_restart_without_leave_to_fetch(tmp_path, upstream):
    service = Service(tmp_path / "data", *ALLOW).start()
    path = service.post("/articles", upstream.url("/later/73"), **ASYNC).headers["Location"]
    service.stop()
    service.flags = ("--no-fetch",)
    service.start()
    article = service.get(path).json()
    assert (article["kind"], article["fetch_error"]) == ("pending", None)
    service.stop()
    service.flags = ()
    service.start()
    assert "usual ports" in article_when(service, path, is_failed)["fetch_error"]
    service.stop()


def test_the_address_leads_to_it_whatever_it_calls_itself(service, upstream):
    """The page says that it lives elsewhere; who asks for where it was found gets it without a fetch."""
    moved = upstream.url("/go/301?/story")
    first = service.post("/articles", moved).expect(201).json()
    assert first["canonical_url"] == samples.PAGE_URL and first["url"] == upstream.url("/story")
    for url in (moved, upstream.url("/story"), samples.PAGE_URL):
        again = service.post("/articles", url).expect(200).json()
        assert again["id"] == first["id"]
    assert upstream.hits("/story") == 1


def test_many_at_once(service, upstream):
    upstream.gate.set()
    paths = []

    def post(number):
        paths.append(service.post("/articles", upstream.url(f"/page/{number}"), **ASYNC).expect(202).headers["Location"])

    threads = [threading.Thread(target=post, args=(number,)) for number in range(100, 160)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(paths)) == 60
    for path in paths:
        assert article_when(service, path, is_fetched)
