"""Tags, publications and authors with their counts; tags renamed, merged, taken away."""

import json
from urllib.parse import quote

import pytest

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
MERGE_PATCH = "application/merge-patch+json"


def add(service, number, tags, **more):
    fields = {"text": f"The text of number {number}, which is short.", "tags": tags, **more}
    return service.post_json("/articles", fields).expect(201).json()


def rename(service, tag, name, kind="application/json"):
    body = json.dumps({"name": name}).encode()
    return service.request("PATCH", "/tags/" + quote(tag, safe=""), body, {"Content-Type": kind})


def counts(service, path="/tags"):
    body = service.get(path).expect(200).json()
    assert set(body) == {"items", "next"} and body["next"] is None
    return [(item["name"], item["count"]) for item in body["items"]]


def test_counts_and_order(fresh):
    assert counts(fresh) == []
    add(fresh, 1, ["sea", "Fog"], authors=["Ann", "Bob"], site="Light")
    add(fresh, 2, ["Sea", "übung"], authors=["Ann"], site="light")
    add(fresh, 3, ["ÜBUNG", "sea", "a/b c"], authors=["Cy"], site="Log")
    assert counts(fresh) == [("a/b c", 1), ("Fog", 1), ("sea", 3), ("ÜBUNG", 2)]
    assert [count for _, count in counts(fresh, "/tags?sort=-count")] == [3, 2, 1, 1]
    assert counts(fresh, "/tags?limit=1&sort=-count") == [("sea", 3)]
    assert counts(fresh, "/authors") == [("Ann", 2), ("Bob", 1), ("Cy", 1)]
    assert [count for _, count in counts(fresh, "/sites?sort=-count")] == [2, 1]
    for path in ("/tags", "/authors", "/sites"):
        for item in fresh.get(path).json()["items"]:
            listed = fresh.get(item["links"]["articles"] + "&count=1").json()
            assert listed["total"] == item["count"]
    for item in fresh.get("/tags").json()["items"]:
        assert fresh.get(item["links"]["self"]).expect(200).json() == item
    fresh.request("DELETE", "/articles/1").expect(204)
    assert counts(fresh) == [("a/b c", 1), ("sea", 2), ("ÜBUNG", 2)]


def test_one_tag(fresh):
    add(fresh, 1, ["a/b c", "100%"])
    tag = fresh.get("/tags/a%2Fb%20c").expect(200).json()
    assert tag["name"] == "a/b c" and tag["count"] == 1
    assert fresh.get("/tags/a/b%20c").expect(200).json() == tag
    fresh.get("/tags/100%25").expect(200)
    seen = fresh.get("/tags/A%2FB%20C", Accept=BROWSER).expect(303)
    assert seen.headers["Location"] == "/articles?tag=a%2Fb%20c"
    fresh.get("/tags/none").problem(404)


def test_rename(fresh):
    first, second = add(fresh, 1, ["sea", "x"]), add(fresh, 2, ["y"])
    etags = [fresh.get(article["links"]["self"]).headers["ETag"] for article in (first, second)]
    listed = fresh.get("/articles").headers["ETag"]
    assert rename(fresh, "SEA", "  Ozean  ").expect(200).json()["name"] == "Ozean"
    changed = fresh.get(first["links"]["self"])
    assert changed.json()["tags"] == ["Ozean", "x"]
    assert changed.json()["revision"] == first["revision"] + 1
    assert changed.json()["updated"] >= first["updated"]
    assert changed.headers["ETag"] != etags[0]
    fresh.get(second["links"]["self"], If_None_Match=etags[1]).expect(304)
    fresh.get("/articles", If_None_Match=listed).expect(200)
    assert counts(fresh) == [("Ozean", 1), ("x", 1), ("y", 1)]
    assert [item["id"] for item in fresh.get("/articles?tag=ozean").json()["items"]] == [first["id"]]
    assert fresh.get("/articles?tag=sea").json()["items"] == []
    assert [item["id"] for item in fresh.get("/search?q=tag:ozean").json()["items"]] == [first["id"]]
    fresh.get("/tags/sea").problem(404)
    rename(fresh, "sea", "other").problem(404)


def test_only_the_case_changes(fresh):
    article = add(fresh, 1, ["übung", "b"])
    assert rename(fresh, "Übung", "ÜBUNG", MERGE_PATCH).expect(200).json() == {
        "name": "ÜBUNG",
        "count": 1,
        "links": {"self": "/tags/%C3%9CBUNG", "articles": "/articles?tag=%C3%9CBUNG"},
    }
    assert fresh.get(article["links"]["self"]).json()["tags"] == ["ÜBUNG", "b"]


def test_merge(fresh):
    both, old, new = add(fresh, 1, ["sea", "fog", "Ocean"]), add(fresh, 2, ["sea"]), add(fresh, 3, ["ocean"])
    assert rename(fresh, "sea", "Ocean").expect(200).json()["count"] == 3
    tags = [fresh.get(article["links"]["self"]).json()["tags"] for article in (both, old, new)]
    assert tags == [["Ocean", "fog"], ["Ocean"], ["ocean"]]
    assert fresh.get("/articles?tag=ocean&count=1").json()["total"] == 3
    assert [count for _, count in counts(fresh)] == [1, 3]


def test_delete(fresh):
    article = add(fresh, 1, ["sea", "fog"])
    reply = fresh.request("DELETE", "/tags/Sea").expect(204)
    assert reply.body == b""
    assert fresh.get(article["links"]["self"]).json()["tags"] == ["fog"]
    assert counts(fresh) == [("fog", 1)]
    fresh.request("DELETE", "/tags/sea").problem(404)
    fresh.request("DELETE", "/tags").problem(405)


def test_a_tag_of_very_many(fresh):
    """Over several transactions, of which each changes a hundred."""
    for number in range(230):
        add(fresh, number, ["many", "even" if number % 2 == 0 else "odd"])
    assert rename(fresh, "many", "lots").expect(200).json()["count"] == 230
    assert rename(fresh, "lots", "LOTS").expect(200).json()["count"] == 230
    assert rename(fresh, "LOTS", "even").expect(200).json()["count"] == 230
    assert counts(fresh) == [("even", 230), ("odd", 115)]
    listed = fresh.get("/articles?limit=200").json()["items"]
    assert all(item["revision"] == 4 for item in listed)
    fresh.request("DELETE", "/tags/even").expect(204)
    assert counts(fresh) == [("odd", 115)]


@pytest.mark.parametrize(
    "body, code",
    [
        ("", 422),
        ("[]", 422),
        ("{", 400),
        ('{"name": 5}', 422),
        ('{"name": null}', 422),
        ('{"name": ""}', 422),
        ('{"name": "  "}', 422),
        ('{"name": "a,b"}', 422),
        ('{"name": "a\\nb"}', 422),
        ('{"nom": "a"}', 422),
        ('{"name": "a", "x": 1}', 422),
        pytest.param(json.dumps({"name": "n" * 101}), 422, id="long"),
        pytest.param(json.dumps({"name": "n" * 5000}), 413, id="too long"),
    ],
)
def test_names_that_cannot_be(service, body, code):
    service.post_json("/articles", {"text": "One with a tag that stays.", "tags": ["stays"]}).expect(200, 201)
    reply = service.request("PATCH", "/tags/stays", body.encode(), {"Content-Type": "application/json"})
    problem = reply.problem(code)
    assert code != 422 or body == "[]" or problem["errors"][0]["pointer"] in ("/name", "/nom", "/x")
    assert counts(service) == [("stays", 1)]


def test_other_bodies(service):
    service.request("PATCH", "/tags/x", b"name=y", {"Content-Type": "text/plain"}).problem(415)


def test_forms(fresh):
    """HTML's forms can only POST."""
    article = add(fresh, 1, ["sea", "fog"])
    form = "application/x-www-form-urlencoded"
    assert fresh.post("/tags/sea", "name=The+ocean", form).expect(200).json()["name"] == "The ocean"
    seen = fresh.post("/tags/fog", "name=mist&next=/articles/1%3Fx=1", form, Accept=BROWSER).expect(303)
    assert seen.headers["Location"] == "/articles/1?x=1"
    assert fresh.get(article["links"]["self"]).json()["tags"] == ["The ocean", "mist"]
    seen = fresh.post("/tags/mist", "delete=1&next=//evil.example/", form, Accept=BROWSER).expect(303)
    assert seen.headers["Location"] == "/tags"
    fresh.post("/tags/the%20ocean", "delete=1", form).expect(204)
    assert counts(fresh) == []
    fresh.post("/tags/x", "name=y", form).problem(404)
    fresh.post("/tags/x", "delete=0", form).problem(422)


def test_pages(fresh):
    add(fresh, 1, ["<i>sea</i>"], site="Lamp & Log", authors=["Ann"])
    page = fresh.get("/tags", Accept=BROWSER).expect(200)
    assert page.type() == "text/html"
    assert "&lt;i&gt;sea&lt;/i&gt;" in page.text() and "/articles?tag=%3Ci%3Esea%3C%2Fi%3E" in page.text()
    assert "/articles?site=Lamp%20%26%20Log" in fresh.get("/sites", Accept=BROWSER).text()
    assert "/articles?author=Ann" in fresh.get("/authors", Accept=BROWSER).text()
