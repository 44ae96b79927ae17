"""The service describes itself, and every operation and answer is as described."""

import html
import re

import pytest

import samples
from schema import all_names, check
from service import TREE

# One case at least for each operation: method, target, body, Content-Type, the code that must come.
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
CASES = {
    "home_get": [("GET", "/", None, None, 200)],
    "articles_post": [
        ("POST", "/articles", samples.PAGE, "text/html", 201),
        ("POST", "/articles", samples.PAGE, "text/html", 200),
        ("POST", "/articles", '{"text": "A tagged text of some words.", "tags": ["mark"]}', JSON, 201),
        ("POST", "/articles", "", None, 400),
        ("POST", "/articles", "{", JSON, 400),
        ("POST", "/articles", '{"html": 1}', JSON, 422),
        ("POST", "/articles", "GIF89a\x01\x00\x01\x00", "text/html", 415),
    ],
    "articles_post_root": [("POST", "/", samples.NOTE, "text/markdown", 201), ("POST", "/", "x", "image/gif", 415)],
    "articles_put": [("PUT", "/articles/dump.txt", samples.DUMP, None, 200)],
    "articles_put_pipe": [("PUT", "/articles/", samples.DUMP, None, 200), ("PUT", "/articles/", "", None, 400)],
    "articles_get": [
        ("GET", "/articles", None, None, 200),
        ("GET", "/articles?limit=1&state=unread", None, None, 200),
        ("GET", "/articles?limit=x", None, None, 400),
    ],
    "search_get": [
        ("GET", "/search?q=the&count=1", None, None, 200),
        ("GET", "/search?q=", None, None, 400),
        ("GET", "/search?q=(", None, None, 400),
    ],
    "tags_get": [("GET", "/tags", None, None, 200), ("GET", "/tags?sort=-count&limit=1", None, None, 200)],
    "sites_get": [("GET", "/sites", None, None, 200), ("GET", "/sites?limit=0", None, None, 400)],
    "authors_get": [("GET", "/authors", None, None, 200)],
    "tag_get": [
        ("GET", "/tags/mark", None, None, 200),
        ("GET", "/tags/none", None, None, 404),
    ],
    "tag_patch": [
        ("PATCH", "/tags/mark", '{"name": "sign"}', JSON, 200),
        ("PATCH", "/tags/mark", '{"name": "sign"}', JSON, 404),
        ("PATCH", "/tags/sign", '{"name": ""}', JSON, 422),
        ("PATCH", "/tags/sign", "[", JSON, 400),
    ],
    "tag_post": [
        ("POST", "/tags/sign", "name=token", FORM, 200),
        ("POST", "/tags/token", "name=sign", FORM, 200),
        ("POST", "/tags/none", "delete=1", FORM, 404),
        ("POST", "/tags/sign", "colour=red", FORM, 422),
    ],
    "tag_delete": [("DELETE", "/tags/sign", None, None, 204), ("DELETE", "/tags/sign", None, None, 404)],
    "article_get": [("GET", "/articles/1", None, None, 200), ("GET", "/articles/777", None, None, 404)],
    "original_get": [
        ("GET", "/articles/1/original", None, None, 200),
        ("GET", "/articles/777/original", None, None, 404),
    ],
    "clean_post": [
        ("POST", "/clean", samples.PAGE, "text/html", 200),
        ("POST", "/clean?url=nonsense", samples.PAGE, "text/html", 422),
        ("POST", "/clean", "\x00\x01\x02\x03", None, 415),
    ],
    "clean_get": [
        ("GET", "/clean?url=http://192.168.0.1/", None, None, 403),
        ("GET", "/clean?url=nonsense", None, None, 422),
        ("GET", "/clean", None, None, 400),
    ],
    "add_get": [("GET", "/add", None, None, 200)],
    "login_get": [("GET", "/login", None, None, 200), ("GET", "/login?next=/articles", None, None, 200)],
    "login_post": [
        ("POST", "/login", '{"token": "art_x"}', JSON, 200),
        ("POST", "/login", "token=art_x", "application/x-www-form-urlencoded", 303),
        ("POST", "/login", "{", JSON, 400),
        ("POST", "/login", "{}", JSON, 422),
    ],
    "logout_post": [("POST", "/logout", None, None, 204)],
    "tokens_get": [("GET", "/tokens", None, None, 200)],
    "token_get": [("GET", "/tokens/777", None, None, 404)],
    "token_delete": [("DELETE", "/tokens/777", None, None, 404)],
    "token_post": [
        ("POST", "/tokens/777", "delete=1", "application/x-www-form-urlencoded", 404),
        ("POST", "/tokens/777", "{}", JSON, 422),
    ],
    # The first token would close this service: making some is who_test.py's.
    "tokens_post": [("POST", "/tokens", "{", JSON, 400), ("POST", "/tokens", "{}", JSON, 422)],
    "receive_get": [("GET", "/add/receive", None, None, 200)],
    "connect_get": [("GET", "/connect", None, None, 200)],
    "settings_get": [("GET", "/settings", None, None, 200)],
    "appearance_post": [
        ("POST", "/settings/appearance", "theme=dark", FORM, 204),
        ("POST", "/settings/appearance", "theme=neon", FORM, 422),
    ],
    "help_get": [("GET", "/help", None, None, 200)],
    "static_get": [("GET", "/static/style.css", None, None, 200), ("GET", "/static/none.css", None, None, 404)],
    "healthz_get": [("GET", "/healthz", None, None, 200)],
    "readyz_get": [("GET", "/readyz", None, None, 200)],
    "metrics_get": [("GET", "/metrics", None, None, 200)],
    "version_get": [("GET", "/version", None, None, 200)],
    "docs_get": [("GET", "/docs", None, None, 200), ("GET", "/docs?x=1", None, None, 400)],
    "openapi_get": [("GET", "/openapi.json", None, None, 200)],
    "article_patch": [
        ("PATCH", "/articles/1", '{"starred": true}', JSON, 200),
        ("PATCH", "/articles/1", '{"starred": 7}', JSON, 422),
        ("PATCH", "/articles/777", "{}", JSON, 404),
    ],
    "article_post": [("POST", "/articles/1", "starred=0", FORM, 200), ("POST", "/articles/1", "{}", JSON, 415)],
    "reclean_post": [
        ("POST", "/articles/1/reclean?force=1", '{"selector": "h2"}', JSON, 200),
        ("POST", "/articles/1/reclean", '{"selector": "h2 >"}', JSON, 422),
        ("POST", "/articles/1/reclean", '{"selector": ".nowhere"}', JSON, 409),
        ("POST", "/articles/777/reclean", None, None, 404),
    ],
    "revisions_get": [("GET", "/articles/1/revisions", None, None, 200), ("GET", "/articles/777/revisions", None, None, 404)],
    "revision_get": [("GET", "/articles/1/revisions/3", None, None, 200), ("GET", "/articles/1/revisions/9", None, None, 404)],
    "revision_restore": [
        ("POST", "/articles/1/revisions/3/restore", None, None, 200),
        ("POST", "/articles/1/revisions/9/restore", None, None, 404),
    ],
    "log_get": [("GET", "/articles/1/log", None, None, 200), ("GET", "/articles/777/log", None, None, 404)],
    "articles_bulk": [
        ("POST", "/articles/bulk", "id=1&id=777&state=archived", FORM, 200),
        ("POST", "/articles/bulk", "state=archived", FORM, 422),
    ],
    "article_delete": [
        ("DELETE", "/articles/1", None, None, 204),
        ("DELETE", "/articles/1", None, None, 410),
        ("DELETE", "/articles/777", None, None, 404),
    ],
}


@pytest.fixture(scope="module")
def description(service):
    reply = service.get("/openapi.json").expect(200)
    assert reply.type() == JSON
    return reply.json()


def operations(description):
    return {
        operation["operationId"]: (method, path, operation)
        for path, item in description["paths"].items()
        for method, operation in item.items()
    }


def test_it_is_openapi(description):
    assert description["openapi"].startswith("3.1.")
    assert description["info"]["title"] == "articled" and description["info"]["version"]
    for name, (method, path, operation) in operations(description).items():
        assert method in ("get", "post", "put", "patch", "delete")
        assert operation["summary"].endswith("."), name
        assert operation["responses"], name
        in_path = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path)), name
        for parameter in operation["parameters"]:
            assert parameter["schema"]["type"], name
        for code, response in operation["responses"].items():
            assert re.fullmatch(r"[2-5]\d\d|default", code) and response["description"]


def test_every_reference_leads_somewhere(description):
    def references(value):
        if isinstance(value, dict):
            for name, item in value.items():
                yield from [item] if name == "$ref" else references(item)
        elif isinstance(value, list):
            for item in value:
                yield from references(item)

    found = set(references(description))
    assert len(found) >= 4
    for reference in found:
        target = description
        for step in reference.lstrip("#/").split("/"):
            target = target[step]


def test_every_route_is_described(description):
    """The rows of the table as they stand in the source against what the service says of itself."""
    source = (TREE / "handlers" / "routes.c").read_text(encoding="utf-8")
    names = re.findall(r'\.name = "(\w+)"', source) + re.findall(r'SUBMIT\(\w+, "[^"]*", "(\w+)"\)', source)
    names += re.findall(r'NAMES\("[^"]*", \w+, "(\w+)"', source)
    assert len(names) >= 14
    assert sorted(operations(description)) == sorted(names)


def test_every_operation_has_a_case(description):
    assert sorted(CASES) == sorted(operations(description))


def test_every_answer_is_as_described(fresh):
    """All cases in order on an empty store: the code is among the described ones, the JSON fits its schema."""
    description = fresh.get("/openapi.json").json()
    described = operations(description)
    seen = set()
    for name, cases in CASES.items():
        for method, target, body, kind, code in cases:
            headers = {"Content-Type": kind} if kind else {}
            body = body.encode() if body is not None else None
            if name == "articles_put" and target.endswith("dump.txt"):
                fresh.request(method, target, body, headers).expect(201)
            reply = fresh.request(method, target, body, headers).expect(code)
            responses = described[name][2]["responses"]
            if code < 400:
                assert str(code) in responses, (name, code)
            content = responses.get(str(code), {}).get("content", {})
            if code >= 400:
                check(reply.problem(code), {"$ref": "#/components/schemas/Problem"}, description)
                seen.add("Problem")
            elif JSON in content and reply.type() == JSON:
                check(reply.json(), content[JSON]["schema"], description)
                seen.add(content[JSON]["schema"].get("$ref", "").rsplit("/", 1)[-1])
    assert {"Article", "ArticleList", "Health", "Problem"} <= seen


def test_nothing_is_left_out_or_undescribed(service, description):
    """DESIGN of the article object: what is not known is null and never missing."""
    path = service.post("/articles", "Only a line of text, of which little can be known.").headers["Location"]
    article, item = service.get(path).json(), service.get("/articles").json()["items"][0]
    assert set(article) == all_names(description, "Article") - {"is_new"}
    assert set(item) <= all_names(description, "Summary")
    assert article["authors"] == [] and article["url"] is None and article["lead_image"] is None


def test_the_page_has_all_of_it(service, description):
    page = service.get("/docs").expect(200)
    assert page.type() == "text/html"
    text = html.unescape(page.text())
    for name, (method, path, operation) in operations(description).items():
        assert f'id="{name}"' in text and f"{method.upper()} {path}" in text and operation["summary"] in text
        for parameter in operation["parameters"]:
            assert parameter["in"] == "path" or parameter["description"] in text
    assert not re.search(r'(?:src|href)="(?!/|#)', page.text())


def test_home_has_templates_of_all_parameters(service, description):
    home = service.get("/").expect(200).json()
    for name, path in [("articles", "/articles"), ("search", "/search"), ("tags", "/tags"), ("sites", "/sites")]:
        operation = description["paths"][path]["get"]
        names = [parameter["name"] for parameter in operation["parameters"]]
        stem, _, variables = home[name].partition("{?")
        assert stem == service.url + path and set(variables.rstrip("}").split(",")) == set(names)
    described = {path.split("{")[0].rstrip("/") for path in description["paths"]}
    for name, template in home.items():
        if name not in ("name", "version"):
            assert template.removeprefix(service.url).split("{")[0].rstrip("/") in described, name


def test_health(fresh):
    assert fresh.get("/healthz").json() == {"status": "ok", "articles": 0, "queued": 0}
    fresh.post("/articles", samples.NOTE).expect(201)
    reply = fresh.get("/healthz")
    assert reply.json()["articles"] == 1
    assert reply.headers["Cache-Control"] == "no-store"


def test_version(service):
    version = service.get("/version").json()
    assert version["name"] == "articled"
    assert re.fullmatch(r"\d+\.\d+\.\d+", version["version"])
    assert re.fullmatch(r"3\.\d+\.\d+", version["sqlite"])
    assert version["schema"] >= 1
