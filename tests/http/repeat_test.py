"""What may be sent twice: Idempotency-Key and Content-Digest."""

import base64
import gzip
import hashlib
import json
import sqlite3
import threading

import pytest

import samples
from service import Service, run

_numbers = iter(range(20000, 30000))


def page():
    return samples.numbered_page(next(_numbers))


def keyed(service, key, body, path="/articles", kind="text/html", **headers):
    return service.post(path, body, kind, Idempotency_Key=key, **headers)


def test_the_same_answer_again(service):
    body = page()
    first = keyed(service, '"k-1"', body).expect(201)
    assert "Idempotency-Replayed" not in first.headers
    again = keyed(service, '"k-1"', body).expect(201)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.body == first.body and again.headers["Location"] == first.headers["Location"]
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert keyed(service, "k-1", body).expect(201).body == first.body, "quotes are not part of the key"
    assert service.post("/articles", body, "text/html").expect(200).json()["is_new"] is False
    assert service.get("/articles?limit=200").json()["items"][0]["id"] == first.json()["id"]


def test_another_request_under_the_key_is_422(service):
    body = page()
    keyed(service, "k-2", body).expect(201)
    keyed(service, "k-2", page()).problem(422)
    keyed(service, "k-2", body, path="/articles?title=Other").problem(422)
    keyed(service, "k-2", body, path="/").problem(422)
    assert keyed(service, "k-2", body).expect(201).headers["Idempotency-Replayed"] == "true"


def test_it_is_answered_even_after_the_article_is_gone(service):
    body = page()
    first = keyed(service, "k-3", body).expect(201)
    service.request("DELETE", first.headers["Location"]).expect(204)
    again = keyed(service, "k-3", body).expect(201)
    assert again.body == first.body
    service.get(first.headers["Location"]).problem(410)


def test_a_failure_may_be_tried_again(service):
    keyed(service, "k-4", "", kind=None).problem(400)
    body = page()
    assert "Idempotency-Replayed" not in keyed(service, "k-4", body).expect(201).headers


def test_it_outlives_a_crash(fresh):
    body = page()
    first = keyed(fresh, "k-5", body).expect(201)
    fresh.kill()
    fresh.start()
    again = keyed(fresh, "k-5", body).expect(201)
    assert again.body == first.body and again.headers["Idempotency-Replayed"] == "true"


def test_other_changes_are_repeatable_too(service):
    path = service.post("/articles", page(), "text/html").headers["Location"]
    headers = {"Content-Type": "application/json", "Idempotency-Key": "k-6"}
    body = json.dumps({"note": "once"})
    first = service.request("PATCH", path, body, headers).expect(200)
    service.request("PATCH", path, json.dumps({"note": "twice"}), {"Content-Type": "application/json"}).expect(200)
    again = service.request("PATCH", path, body, headers).expect(200)
    assert again.body == first.body and again.headers["ETag"] == first.headers["ETag"]
    assert service.get(path).json()["note"] == "twice"
    deleted = service.request("DELETE", path, headers={"Idempotency-Key": "k-7"}).expect(204)
    again = service.request("DELETE", path, headers={"Idempotency-Key": "k-7"}).expect(204)
    assert deleted.body == again.body == b"" and again.headers["Idempotency-Replayed"] == "true"
    service.request("DELETE", path, headers={"Idempotency-Key": "k-8"}).problem(410)


@pytest.mark.parametrize("key", ["", '""', "x" * 256, "caf\u00e9"])
def test_what_is_no_key_is_400(service, key):
    keyed(service, key.encode("utf-8").decode("latin-1"), page()).problem(400)


def test_reading_needs_no_key(service):
    reply = service.get("/articles", Idempotency_Key="k-9").expect(200)
    assert "Idempotency-Replayed" not in reply.headers


def test_one_of_many_at_once_is_done(fresh):
    body = page() + "<p>" + "word " * 20000
    replies = [None] * 12

    def run(number):
        replies[number] = keyed(fresh, "same", body)

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(replies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply.code for reply in replies} <= {201, 409}
    created = [reply for reply in replies if reply.code == 201]
    assert len([reply for reply in created if "Idempotency-Replayed" not in reply.headers]) == 1
    assert len({reply.body for reply in created}) == 1
    for reply in replies:
        if reply.code == 409:
            assert "Idempotency-Key" in reply.problem(409)["detail"]
    assert keyed(fresh, "same", body).expect(201).headers["Idempotency-Replayed"] == "true"


def digest(name, body):
    return f"{name}=:{base64.b64encode(hashlib.new(name.replace('-', ''), body).digest()).decode()}:"


@pytest.mark.parametrize("name", ["sha-256", "sha-512"])
def test_a_digest_is_checked(service, name):
    body = page().encode()
    service.post("/articles", body, "text/html", Content_Digest=digest(name, body)).expect(201)
    problem = service.post("/articles", body, "text/html", Content_Digest=digest(name, body + b" ")).problem(400)
    assert "Content-Digest" in problem["detail"]
    both = f"md5=:AAAA:, {digest('sha-256', body)}, {digest('sha-512', body)}"
    service.post("/articles", body, "text/html", Content_Digest=both).expect(200)
    wrong = f"{digest('sha-256', body)}, {digest('sha-512', b'')}"
    service.post("/articles", body, "text/html", Content_Digest=wrong).problem(400)
    service.post("/articles", body, "text/html", Content_Digest="md5=:AAAA:").expect(200)


def test_a_digest_is_of_what_was_sent(service):
    body = gzip.compress(page().encode())
    headers = {"Content_Encoding": "gzip", "Content_Digest": digest("sha-256", body)}
    service.post("/articles", body, "text/html", **headers).expect(201)
    headers["Content_Digest"] = digest("sha-256", gzip.decompress(body))
    service.post("/articles", body, "text/html", **headers).problem(400)


@pytest.mark.parametrize("field", ["sha-256", "sha-256=abc", "sha-256=:abc", "=:abc:", "sha-256=:abc:x", ""])
def test_a_malformed_digest_is_400(service, field):
    service.post("/articles", page(), "text/html", Content_Digest=field).problem(400)


def test_a_digest_of_a_change(service):
    path = service.post("/articles", page(), "text/html").headers["Location"]
    body = b'{"starred": true}'
    headers = {"Content-Type": "application/json", "Content-Digest": digest("sha-256", b"other")}
    service.request("PATCH", path, body, headers).problem(400)
    assert service.get(path).json()["starred"] is False


def sql(folder, statement):
    link = sqlite3.connect(folder / "articles.db")
    answer = link.execute(statement).fetchall()
    link.close()
    return answer


def test_keys_are_of_their_token(tmp_path):
    """Another's key is another key; new tokens are kept nowhere; and who may add may not change."""
    folder = tmp_path / "data"
    made = {
        name: run("token", "new", name, "--scope", scope, "--data", folder).stdout.decode().strip()
        for name, scope in [("one", "submit"), ("two", "submit,write"), ("boss", "admin")]
    }
    bearer = {name: {"Authorization": f"Bearer {secret}"} for name, secret in made.items()}
    running = Service(folder).start()
    body = page()
    first = keyed(running, "mine", body, **bearer["one"]).expect(201)
    other = keyed(running, "mine", body, **bearer["two"]).expect(200)
    assert "Idempotency-Replayed" not in other.headers
    assert keyed(running, "mine", body, **bearer["one"]).expect(201).body == first.body
    keyed(running, "third", body, path="/articles?on_duplicate=update", **bearer["one"]).problem(403)
    keyed(running, "third", body, path="/articles?on_duplicate=update", **bearer["two"]).expect(200)
    fields = {"name": "new one", "scopes": ["read"]}
    created = running.post_json("/tokens", fields, Idempotency_Key="token", **bearer["boss"]).expect(201)
    assert created.json()["token"]
    again = running.post_json("/tokens", fields, Idempotency_Key="token", **bearer["boss"])
    assert again.code != 201 and "Idempotency-Replayed" not in again.headers
    running.stop()
    assert sql(folder, "SELECT count(*) FROM answers") == [(3,)]
