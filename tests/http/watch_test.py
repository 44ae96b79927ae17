"""Seen from outside: metrics, readiness, the access log and request ids."""

import json
import re

import pytest

import samples
from service import Service

SAMPLE = re.compile(r'([a-z_]+)(?:{((?:[a-z_]+="[^"\\]*",?)*)})? ([0-9.]+)$')


def metrics(service):
    """Every value by name and labels, after looking at the form of each line."""
    reply = service.get("/metrics").expect(200)
    assert reply.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    values, types = {}, {}
    for line in reply.text().splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            assert name not in types, f"{name} is described twice"
            types[name] = kind
        elif not line.startswith("# HELP "):
            found = SAMPLE.fullmatch(line)
            assert found, line
            name, labels, value = found.groups()
            assert re.sub("_(bucket|sum|count)$", "", name) in types or name in types, line
            assert name.startswith("articled_") and (name, labels) not in values, line
            values[name, labels] = float(value)
    return values


def test_requests_are_counted(fresh):
    fresh.post("/articles", samples.PAGE, "text/html").expect(201)
    fresh.get("/articles/1").expect(200)
    fresh.get("/articles/1").expect(200)
    fresh.get("/articles/9").expect(404)
    fresh.get("/nowhere").expect(404)
    values = metrics(fresh)
    total = "articled_http_requests_total"
    assert values[total, 'route="articles_post",method="POST",status="201"'] == 1
    assert values[total, 'route="article_get",method="GET",status="200"'] == 2
    assert values[total, 'route="article_get",method="GET",status="404"'] == 1
    assert values[total, 'route="none",method="any",status="404"'] == 1
    duration, labels = "articled_http_request_duration_seconds", 'route="article_get",method="GET"'
    assert values[duration + "_count", labels] == 3
    assert values[duration + "_bucket", labels + ',le="+Inf"'] == 3
    assert 0 < values[duration + "_sum", labels] < 5
    buckets = [value for (name, label), value in values.items() if name == duration + "_bucket" and labels in label]
    assert buckets == sorted(buckets) and len(buckets) > 10
    assert values["articled_clean_duration_seconds_count", None] == 1
    assert values["articled_clean_duration_seconds_sum", None] > 0


def test_the_state_is_shown(fresh):
    fresh.post("/articles", samples.NOTE).expect(201)
    fresh.post("/articles", "http://10.0.0.1/").expect(403)
    values = metrics(fresh)
    version = fresh.get("/version").json()["version"]
    assert values["articled_build_info", f'version="{version}"'] == 1
    assert values["articled_store_articles", None] == 1
    assert values["articled_store_bytes", None] > 1000
    assert values["articled_store_queued", None] == 0
    assert values["articled_queue_requests", None] == 0
    assert values["articled_resident_memory_bytes", None] > 1 << 20
    assert 0 < values["articled_uptime_seconds", None] < 600
    assert values["articled_fetches_total", 'outcome="refused"'] == 1
    assert values["articled_fetches_active", None] == 0


def test_ready(service):
    reply = service.get("/readyz").expect(200)
    assert reply.json() == {"status": "ready"}
    assert reply.headers["Cache-Control"] == "no-store"
    service.request("HEAD", "/readyz").expect(200)


@pytest.mark.parametrize("name", ["a", "0af7651916cd43dd8448eb211c80319c", "abc-DEF_1.2", "x" * 71])
def test_a_request_id_that_is_given_is_kept(service, name):
    assert service.get("/version", X_Request_Id=name).headers["X-Request-Id"] == name
    assert service.get("/articles/9", X_Request_Id=name).problem(404)["request_id"] == name


@pytest.mark.parametrize("name", ["", "x" * 72, "a b", 'a"b', "a=b", "ä".encode().decode("latin-1"), "a;b"])
def test_other_ones_are_not(service, name):
    reply = service.get("/version", X_Request_Id=name)
    assert re.fullmatch("[0-9a-f]{16}", reply.headers["X-Request-Id"])


def access_lines(service, *replies):
    """The access log's lines of these answers, once the service has ended."""
    return [next(line for line in service.lines if reply.headers["X-Request-Id"] in line) for reply in replies]


@pytest.mark.parametrize("flags", [["--log-format", "json"], ["--log-format=logfmt"], []])
def test_the_access_log(tmp_path, flags):
    running = Service(tmp_path / "data", *flags).start()
    good = running.get("/version", X_Request_Id="mine")
    bad = running.get("/articles/9?x=y")
    running.stop()
    lines = access_lines(running, good, bad)
    if "json" in flags:
        first, second = (json.loads(line) for line in lines)
        assert isinstance(first["status"], int) and isinstance(first["duration_ms"], float)
    else:
        first, second = (dict(word.split("=", 1) for word in line.split()) for line in lines)
    assert first["request_id"] == "mine" and first["method"] == "GET" and first["route"] == "version_get"
    assert int(first["status"]) == 200 and int(first["bytes"]) == len(good.body)
    assert 0 < float(first["duration_ms"]) < 60000
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", first["ts"]) and first["level"] == "info"
    assert int(second["status"]) == 400 and second["request_id"] == bad.json()["request_id"]
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)


def test_every_line_is_json(tmp_path):
    running = Service(tmp_path / "data", environment={"ARTICLED_LOG_FORMAT": "json"}).start()
    running.get("/\x7f".replace("\x7f", "%7f"))
    running.raw(b"GET / HTTP/1.1\r\n\r\n")
    running.raw(b"NONSENSE\r\n\r\n")
    running.stop()
    lines = [line for line in running.lines if not line.startswith("articled: ")]
    assert len(lines) >= 4
    for line in lines:
        assert json.loads(line)["level"] in ("info", "warn", "error")
