"""Many articles in one body: a line for each, an answer for each."""

import json
import threading
import time

import pytest

import samples
from schema import check

LINES = "application/x-ndjson"
_numbers = iter(range(40000, 90000))


def send(service, lines, query="", kind=LINES, **headers):
    body = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"
    return service.post("/articles" + query, body, kind, **headers)


def results(reply):
    assert reply.expect(200).type() == LINES
    assert reply.body.endswith(b"\n")
    return [json.loads(line) for line in reply.text().splitlines()]


def pages(count):
    return [{"html": samples.numbered_page(next(_numbers))} for _ in range(count)]


@pytest.mark.parametrize("kind", [LINES, "application/jsonl", "application/ndjson", LINES + "; charset=utf-8"])
def test_an_answer_for_each_line(service, kind):
    lines = pages(3)
    lines[1]["tags"] = ["batched"]
    told = results(send(service, lines, kind=kind))
    assert [(item["line"], item["status"]) for item in told] == [(1, 201), (2, 201), (3, 201)]
    for item in told:
        assert item["location"] == f"/articles/{item['id']}"
        assert service.get(item["location"]).json()["id"] == item["id"]
    assert service.get(told[1]["location"]).json()["tags"] == ["batched"]
    again = results(send(service, lines))
    assert [(item["id"], item["status"]) for item in again] == [(item["id"], 200) for item in told]


def test_a_failure_does_not_stop_the_rest(service):
    good = pages(2)
    lines = [
        good[0], "not json", "", "[]", {"html": 7}, {"title": "no document"}, {"html": "<p>x</p>", "state": "burnt"},
        {"url": "https://example.org/page"}, "   ", {"text": ""}, good[1],
    ]  # fmt: skip
    told = results(send(service, lines))
    assert [(item["line"], item["status"]) for item in told] == [
        (1, 201), (2, 400), (4, 422), (5, 422), (6, 422), (7, 422), (8, 422), (10, 400), (11, 201),
    ]  # fmt: skip
    description = service.get("/openapi.json").json()
    for item in told:
        check(item, {"$ref": "#/components/schemas/BatchLine"}, description)
        if item["status"] >= 400:
            assert item["type"].startswith("/problems/") and item["title"] and item["detail"] and "id" not in item
    assert told[3]["errors"][0]["pointer"] == "/html" and told[5]["errors"][0]["pointer"] == "/state"


def test_many_lines_keep_their_order(fresh):
    lines = pages(120)
    lines[40] = lines[7]
    told = results(send(fresh, lines))
    assert [item["line"] for item in told] == list(range(1, 121))
    assert told[40]["id"] == told[7]["id"] and told[40]["status"] == 200
    assert fresh.get("/healthz").json()["articles"] == 119
    fresh.stop()
    fresh.start()
    assert fresh.get("/healthz").json()["articles"] == 119


@pytest.mark.parametrize("word, status", [("return", 200), ("update", 200), ("fail", 409), ("new", 201)])
def test_on_duplicate_is_of_each_line(service, word, status):
    lines = pages(2)
    first = results(send(service, lines))
    lines[0]["title"] = "Another title"
    told = results(send(service, lines, f"?on_duplicate={word}"))
    assert [item["status"] for item in told] == [status] * 2
    assert (told[0]["id"] == first[0]["id"]) == (word != "new")
    assert told[0]["location"] == f"/articles/{told[0]['id']}"
    title = service.get(first[0]["location"]).json()["title"]
    assert (title == "Another title") == (word == "update")


def test_updates_while_others_are_cleaned(fresh):
    lines = pages(60)
    first = results(send(fresh, lines))
    for number, line in enumerate(lines):
        line["note"] = "ignored"
        line["title"] = f"Title {number}"
    told = results(send(fresh, lines, "?on_duplicate=update"))
    assert [item["id"] for item in told] == [item["id"] for item in first]
    assert fresh.get(told[59]["location"]).json()["title"] == "Title 59"


@pytest.mark.parametrize("body", ["", "\n\n \r\n"])
def test_nothing_is_400(service, body):
    service.post("/articles", body, LINES).problem(400)


def test_too_many_lines_are_refused_whole(fresh):
    send(fresh, ['{"text": "x"}'] * 1001).problem(413)
    assert fresh.get("/healthz").json()["articles"] == 0


def test_it_may_be_asked_for(service):
    told = results(send(service, pages(1), Accept=LINES))
    assert told[0]["status"] == 201
    assert service.post("/articles", samples.NOTE, Accept=LINES).code in (200, 201)
    service.post("/clean", "{}", LINES).problem(415)


def test_others_are_answered_meanwhile(fresh):
    """A batch gives its worker away between steps."""
    done = threading.Event()

    def run():
        results(send(fresh, [{"html": samples.numbered_page(next(_numbers), words=6000)} for _ in range(300)]))
        done.set()

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.3)
    answered = 0
    while not done.is_set():
        fresh.post("/articles", samples.numbered_page(next(_numbers)), "text/html").expect(201)
        answered += not done.is_set()
    thread.join()
    assert answered >= 1


def test_a_batch_may_be_repeated_under_a_key(service):
    lines = pages(2)
    first = send(service, lines, Idempotency_Key="batch-1").expect(200)
    again = send(service, lines, Idempotency_Key="batch-1").expect(200)
    assert again.body == first.body and again.headers["Idempotency-Replayed"] == "true"
    assert again.type() == LINES
