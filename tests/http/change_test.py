"""Changing an article: PATCH, forms of pages, many at once, and what guards them."""

import json
import threading
import urllib.parse

import pytest

import samples

MERGE = "application/merge-patch+json"
FORM = "application/x-www-form-urlencoded"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def patch(service, path, fields, kind=MERGE, **headers):
    body = fields if isinstance(fields, (str, bytes)) else json.dumps(fields)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return service.request("PATCH", path, body, {"Content-Type": kind, **named})


def form(service, path, fields, accept=BROWSER, **headers):
    return service.post(path, urllib.parse.urlencode(fields, doseq=True), FORM, Accept=accept, **headers)


_numbers = iter(range(1000, 9999))


@pytest.fixture
def path(service):
    return service.post("/articles", samples.numbered_page(next(_numbers)), "text/html").expect(201).headers["Location"]


CHANGES = {
    "title": "Another title",
    "authors": ["Ann Other", "Second, Jr."],
    "published": "2023-02-03",
    "site": "The Gazette",
    "lang": "en-GB",
    "tags": ["sea", "birds"],
    "state": "archived",
    "starred": True,
    "progress": 0.25,
    "note": "Two lines\nof a note",
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("kind", [MERGE, "application/json"])
def test_each_field_changes_alone(service, path, name, kind):
    before = service.get(path).json()
    reply = patch(service, path, {name: CHANGES[name]}, kind).expect(200)
    after = reply.json()
    assert after[name] == CHANGES[name]
    assert after["revision"] == before["revision"] + 1 and after["updated"] >= before["updated"]
    changed = {key for key in before if before[key] != after[key]}
    assert changed <= {name, "revision", "updated", "sources", "published_raw"}, changed
    if name in ("title", "authors", "published", "site", "lang", "tags"):
        assert after["sources"][name] == "given"
    again = service.get(path)
    assert again.json() == after and again.headers["ETag"] == reply.headers["ETag"]


def test_all_at_once_and_null_removes(service, path):
    assert {name: patch(service, path, CHANGES).json()[name] for name in CHANGES} == CHANGES
    after = patch(service, path, dict.fromkeys(CHANGES)).expect(200).json()
    for name in ("title", "published", "site", "lang", "note"):
        assert after[name] is None and name not in after["sources"]
    assert after["authors"] == [] and after["tags"] == []
    assert after["state"] == "unread" and after["starred"] is False and after["progress"] == 0


def test_a_time_keeps_its_offset(service, path):
    assert patch(service, path, {"published": "2023-02-03T04:05:06+02:00"}).json()["published"] == (
        "2023-02-03T04:05:06+02:00"
    )


def test_the_same_again_is_no_new_revision(service, path):
    first = patch(service, path, CHANGES).expect(200)
    again = patch(service, path, CHANGES).expect(200)
    assert again.json() == first.json() and again.headers["ETag"] == first.headers["ETag"]
    assert patch(service, path, {}).expect(200).json() == first.json()


def test_return_minimal(service, path):
    reply = patch(service, path, {"starred": True}, Prefer="return=minimal").expect(204)
    assert reply.body == b"" and reply.headers["Preference-Applied"] == "return=minimal"
    assert service.get(path).headers["ETag"] == reply.headers["ETag"] and service.get(path).json()["starred"] is True


def test_lists_and_etags_follow(service, path):
    listed = service.get("/articles?tag=followed")
    assert listed.json()["items"] == []
    patch(service, path, {"tags": ["followed"], "authors": ["Follower"]}).expect(200)
    for query in ("tag=followed", "author=follower"):
        reply = service.get("/articles?" + query, If_None_Match=listed.headers["ETag"]).expect(200)
        assert [item["links"]["self"] for item in reply.json()["items"]] == [path]
    patch(service, path, {"tags": []}).expect(200)
    assert service.get("/articles?tag=followed").json()["items"] == []


REFUSED = [
    ({"colour": "red"}, "/colour"),
    ({"id": 7}, "/id"),
    ({"a/b~c": 1}, "/a~1b~0c"),
    ({"title": 7}, "/title"),
    ({"title": "t" * 1001}, "/title"),
    ({"authors": "Ann", "tags": 7}, "/tags"),
    ({"tags": ["a", 7]}, "/tags"),
    ({"tags": ["t" * 101]}, "/tags"),
    ({"tags": [f"t{i}" for i in range(33)]}, "/tags"),
    ({"published": "yesterday"}, "/published"),
    ({"published": "2023-02-30"}, "/published"),
    ({"published": 20230203}, "/published"),
    ({"lang": "no such language"}, "/lang"),
    ({"state": "burnt"}, "/state"),
    ({"state": ""}, "/state"),
    ({"starred": "yes"}, "/starred"),
    ({"starred": 1}, "/starred"),
    ({"progress": 1.5}, "/progress"),
    ({"progress": -0.1}, "/progress"),
    ({"progress": "half"}, "/progress"),
    ({"note": 1}, "/note"),
    ({"note": "n" * (64 * 1024 + 1)}, "/note"),
]


@pytest.mark.parametrize("fields, pointer", REFUSED)
def test_what_cannot_be_taken_is_named(service, path, fields, pointer):
    before = service.get(path).json()
    problem = patch(service, path, {"title": "Never", **fields}).problem(422)
    assert problem["errors"][0]["pointer"] == pointer
    assert service.get(path).json() == before


@pytest.mark.parametrize("body", [b"{", b"", b"title=x", b'{"title": "a", "title": "b"}', b'{"note": "\xff"}'])
def test_what_is_no_json_is_400(service, path, body):
    patch(service, path, body).problem(400)


@pytest.mark.parametrize("body", ["[]", '"x"', "null", "7"])
def test_what_is_no_object_is_422(service, path, body):
    if body == "[]":
        patch(service, path, body).problem(422)
    else:
        assert patch(service, path, body).code in (400, 422)


def test_415_and_options_say_what_is_taken(service, path):
    reply = patch(service, path, "<p>x</p>", "text/html")
    reply.problem(415)
    assert MERGE in reply.headers["Accept-Patch"] and "application/json" in reply.headers["Accept-Patch"]
    options = service.request("OPTIONS", path)
    assert options.headers["Accept-Patch"] == reply.headers["Accept-Patch"]
    assert options.headers["Accept-Post"] == FORM
    assert {"PATCH", "POST"} <= {word.strip() for word in options.headers["Allow"].split(",")}
    refused = service.post("/articles", "x", "image/png")
    refused.problem(415)
    assert "text/*" in refused.headers["Accept-Post"]


def test_if_match(service, path):
    etag = service.get(path).headers["ETag"]
    page_etag = service.get(path + ".html").headers["ETag"]
    patch(service, path, {"starred": True}, If_Match='"other"').problem(412)
    patch(service, path, {"starred": True}, If_Match="W/" + etag).problem(412)
    assert service.get(path).json()["starred"] is False
    patch(service, path, {"starred": True}, If_Match=f'"other", {etag}').expect(200)
    patch(service, path, {"starred": False}, If_Match=etag).problem(412)
    patch(service, path, {"starred": False}, If_Match=page_etag).problem(412)
    patch(service, path, {"starred": False}, If_Match=service.get(path + ".md").headers["ETag"]).expect(200)
    patch(service, path, {"progress": 1}, If_Match="*").expect(200)


def test_if_match_on_delete(service, path):
    etag = service.get(path).headers["ETag"]
    patch(service, path, {"starred": True}).expect(200)
    service.request("DELETE", path, headers={"If-Match": etag}).problem(412)
    service.request("DELETE", path, headers={"If-Match": service.get(path).headers["ETag"]}).expect(204)


def test_what_is_not_there(service, path):
    patch(service, "/articles/999999", {}).problem(404)
    patch(service, "/articles/999999", {}, If_Match="*").problem(404)
    form(service, "/articles/999999", {"starred": 1}, accept="application/json").problem(404)
    service.request("DELETE", path).expect(204)
    patch(service, path, {"starred": True}).problem(410)


def test_nothing_is_lost_between_two(fresh):
    """Many change different fields of one article at once, and all of it is there afterwards."""
    path = fresh.post("/articles", samples.PAGE, "text/html").headers["Location"]
    changes = [{name: value} for name, value in CHANGES.items()] * 3
    replies = [None] * len(changes)

    def run(number):
        replies[number] = patch(fresh, path, changes[number])

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(changes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply.code for reply in replies} == {200}
    article = fresh.get(path).json()
    assert {name: article[name] for name in CHANGES} == CHANGES
    assert article["revision"] == 1 + len(CHANGES)


def test_a_change_survives_a_restart(fresh):
    path = fresh.post("/articles", samples.PAGE, "text/html").headers["Location"]
    before = patch(fresh, path, CHANGES).expect(200).json()
    fresh.kill()
    fresh.start()
    assert fresh.get(path).json() == before


def test_a_form_changes_and_goes_on(service, path):
    reply = form(service, path, {"title": "From a form", "tags": "sea, birds", "starred": "1", "note": "a\r\nb"})
    reply.expect(303)
    assert reply.headers["Location"] == path
    article = service.get(path).json()
    assert article["title"] == "From a form" and article["tags"] == ["sea", "birds"]
    assert article["starred"] is True and article["note"] == "a\nb"
    reply = form(service, path, {"state": "archived", "next": "/articles?state=unread&limit=5"}).expect(303)
    assert reply.headers["Location"] == "/articles?state=unread&limit=5"
    reply = form(service, path, {"title": "", "starred": "0", "progress": "0.5"}, accept="application/json").expect(200)
    assert reply.json()["title"] is None and reply.json()["starred"] is False and reply.json()["progress"] == 0.5
    assert reply.json()["state"] == "archived"


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/\t/evil.example", "articles", ""]
)
def test_next_stays_here(service, path, target):
    problem = form(service, path, {"starred": "1", "next": target}, accept="application/json").problem(422)
    assert problem["errors"][0]["pointer"] == "/next"
    assert service.get(path).json()["starred"] is False


@pytest.mark.parametrize(
    "fields", [{"starred": "perhaps"}, {"progress": "2"}, {"colour": "red"}, {"state": "burnt"}, {"published": "x"}]
)
def test_a_form_is_checked_too(service, path, fields):
    form(service, path, fields, accept="application/json").problem(422)
    page = form(service, path, fields).expect(422)
    assert page.type() == "text/html"


def test_an_empty_form_says_what_to_send(service, path):
    form(service, path, {}, accept="*/*").problem(400)


def test_a_form_deletes(service, path):
    reply = form(service, path, {"delete": "1", "next": "/articles?tag=x"}).expect(303)
    assert reply.headers["Location"] == "/articles?tag=x"
    service.get(path).problem(410)
    other = service.post("/articles", samples.numbered_page(next(_numbers)), "text/html").headers["Location"]
    form(service, other, {"delete": "1"}, accept="application/json").expect(204)


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}])
def test_other_sites_pages_may_not(service, path, headers):
    form(service, path, {"delete": "1"}, accept="*/*", **headers).problem(403)
    form(service, "/articles/bulk", {"id": path.rpartition("/")[2], "delete": "1"}, accept="*/*", **headers).problem(403)
    patch(service, path, {"title": "Evil"}, "application/json", **headers).problem(403)
    service.get(path).expect(200)


def add(service, count):
    return [
        service.post("/articles", samples.numbered_page(next(_numbers)), "text/html").expect(201).json()["id"]
        for _ in range(count)
    ]


def test_many_at_once(service):
    ids = add(service, 5)
    reply = form(service, "/articles/bulk", {"id": [*ids, 999999], "state": "archived"}, accept="application/json")
    items = reply.expect(200).json()["items"]
    assert [(item["id"], item["status"]) for item in items] == [(number, 200) for number in ids] + [(999999, 404)]
    assert items[0]["revision"] == 2 and items[0]["detail"] is None and items[-1]["detail"]
    assert all(service.get(f"/articles/{number}").json()["state"] == "archived" for number in ids)
    reply = form(service, "/articles/bulk", {"id": ids[:3], "delete": "1", "next": "/articles?limit=3"}).expect(303)
    assert reply.headers["Location"] == "/articles?limit=3"
    assert [service.get(f"/articles/{number}").code for number in ids] == [410, 410, 410, 200, 200]
    form(service, "/articles/bulk", {"id": ids, "starred": "1"}).expect(303)
    assert service.get(f"/articles/{ids[4]}").json()["starred"] is True


def test_as_many_as_a_page_of_the_list_has(fresh):
    ids = add(fresh, 3)
    many = [*ids, *range(5000, 5197)]
    items = form(fresh, "/articles/bulk", {"id": many, "starred": 1}, accept="*/*").expect(200).json()["items"]
    assert [item["status"] for item in items] == [200] * 3 + [404] * 197


@pytest.mark.parametrize(
    "fields", [{"state": "archived"}, {"id": "x", "state": "archived"}, {"id": list(range(1, 202)), "starred": "1"}]
)
def test_bulk_is_checked(service, fields):
    problem = form(service, "/articles/bulk", fields, accept="*/*").problem(422)
    assert problem["errors"][0]["pointer"] == "/id"
