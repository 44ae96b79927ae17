"""What becomes of an article that is there already: on_duplicate."""

import pytest

import samples
from service import Service
from upstream import Upstream

_numbers = iter(range(30000, 40000))


def page(number, more=""):
    return samples.numbered_page(number).replace(
        "</head>", f'<link rel=canonical href="https://light.example/day/{number}?utm_source=x"></head>'
    ).replace("</article>", f"<p>{more}</p></article>")  # fmt: skip


def post(service, body, query="", **headers):
    return service.post("/articles" + query, body, "text/html", **headers)


@pytest.fixture
def number():
    return next(_numbers)


def test_by_address_without_its_tracking(service, number):
    first = post(service, page(number)).expect(201)
    assert first.json()["canonical_url"] == f"https://light.example/day/{number}"
    other = page(number, "The keeper added a line.").replace("utm_source=x", "fbclid=y")
    again = post(service, other).expect(200).json()
    assert (again["id"], again["is_new"], again["revision"]) == (first.json()["id"], False, 1)
    assert post(service, other, "?on_duplicate=return").expect(200).json() == again


def test_fail_says_where_it_is(service, number):
    first = post(service, page(number), "?on_duplicate=fail").expect(201)
    for body in (page(number), page(number, "The keeper added a line.")):
        reply = post(service, body, "?on_duplicate=fail")
        problem = reply.problem(409)
        assert reply.headers["Location"] == first.headers["Location"] and first.headers["Location"] in problem["detail"]
    assert service.get(first.headers["Location"]).json()["revision"] == 1


def test_new_makes_another_one(service, number):
    first = post(service, page(number), "?on_duplicate=new").expect(201).json()
    second = post(service, page(number), "?on_duplicate=new").expect(201).json()
    assert second["id"] != first["id"] and second["content_html"] == first["content_html"]
    assert post(service, page(number)).expect(200).json()["id"] in (first["id"], second["id"])
    service.request("DELETE", f"/articles/{first['id']}").expect(204)
    service.get(f"/articles/{second['id']}/original").expect(200)


def test_update_brings_it_up_to_date(service, number):
    first = post(service, page(number), "?title=Mine&tags=a,b").expect(201)
    path = first.headers["Location"]
    changes = '{"starred": true, "note": "n", "state": "archived"}'
    service.request("PATCH", path, changes, {"Content-Type": "application/json"}).expect(200)
    body = page(number, "The keeper added a line of some length to the page.")
    reply = post(service, body, "?on_duplicate=update&tags=c").expect(200)
    article = reply.json()
    assert article["is_new"] is False and article["id"] == first.json()["id"] and reply.headers["Location"] == path
    assert "added a line" in article["content_text"] and article["revision"] == 3
    assert (article["title"], article["tags"], article["starred"], article["note"], article["state"]) == (
        "Mine", ["c"], True, "n", "archived",
    )  # fmt: skip
    assert "added a line" in service.get(path + "/original").text()
    revisions = service.get(path + "/revisions").json()["items"]
    assert [item["revision"] for item in revisions] == [2]
    again = post(service, body, "?on_duplicate=update&tags=c").expect(200).json()
    assert again["revision"] == 3, "the same again changes nothing"
    fields = {"html": body, "title": "Yours", "state": "reading"}
    article = service.post_json("/articles?on_duplicate=update", fields).expect(200).json()
    assert (article["id"], article["title"], article["state"], article["tags"]) == (again["id"], "Yours", "reading", ["c"])


def test_update_of_what_is_not_there_adds_it(service, number):
    assert post(service, page(number), "?on_duplicate=update").expect(201).json()["is_new"] is True


def test_only_known_words_are_taken(service, number):
    problem = post(service, page(number), "?on_duplicate=perhaps").problem(400)
    assert problem["errors"][0]["pointer"] == "on_duplicate"
    service.post("/clean?on_duplicate=new", page(number), "text/html").problem(400)


def test_the_same_for_addresses(tmp_path):
    upstream = Upstream()
    running = Service(tmp_path / "data", "--fetch-allow", "127.0.0.1/32").start()
    try:
        url = upstream.url("/page/91")
        first = running.post("/articles", url).expect(201)
        hits = len(upstream.server.seen)
        reply = running.post("/articles?on_duplicate=fail", url)
        reply.problem(409)
        assert reply.headers["Location"] == first.headers["Location"] and len(upstream.server.seen) == hits
        updated = running.post("/articles?on_duplicate=update", url).expect(200).json()
        assert updated["id"] == first.json()["id"] and len(upstream.server.seen) == hits + 1
        second = running.post("/articles?on_duplicate=new", url, Prefer="respond-async").expect(201).json()
        assert second["id"] != updated["id"] and second["content_text"] == updated["content_text"]
    finally:
        upstream.close()
        running.stop()
