"""Who may: tokens and their scopes, by header, password and cookie; at a start, a revocation and a restart."""

import base64
import datetime
import json
import re
import sqlite3
import subprocess

import pytest

import samples
import schema
from service import BINARY, Service, curl, run
from upstream import wait_until

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
SECRET = re.compile(r"art_[A-Za-z0-9_-]{43}")


def make(folder, name, *flags):
    done = run("token", "new", name, *flags, "--data", folder)
    assert done.returncode == 0, done.stderr
    secret = done.stdout.decode().strip()
    assert SECRET.fullmatch(secret)
    return secret


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """A service with a token for each scope; `secrets` by their names."""
    folder = tmp_path_factory.mktemp("who") / "data"
    secrets = {scope: make(folder, scope, "--scope", scope) for scope in ("read", "submit", "write", "admin")}
    secrets["default"] = make(folder, "default")
    running = Service(folder, "--rate-address", "0").start()
    running.secrets = secrets
    running.post("/articles", samples.PAGE, **bearer(secrets["submit"])).expect(201)
    yield running
    running.stop()


NEEDS = [
    ("GET", "/", "read"),
    ("GET", "/articles", "read"),
    ("GET", "/articles/1", "read"),
    ("GET", "/articles/1.md", "read"),
    ("GET", "/articles/1/original", "read"),
    ("GET", "/add", "read"),
    ("GET", "/add/receive", "read"),
    ("GET", "/connect", "read"),
    ("GET", "/settings", "read"),
    ("POST", "/settings/appearance", "read"),
    ("GET", "/help", "read"),
    ("GET", "/version", "read"),
    ("GET", "/openapi.json", "read"),
    ("POST", "/articles", "submit"),
    ("POST", "/", "submit"),
    ("PUT", "/articles/x", "submit"),
    ("POST", "/clean", "submit"),
    ("DELETE", "/articles/777", "write"),
    ("PATCH", "/articles/777", "write"),
    ("POST", "/articles/777", "write"),
    ("POST", "/articles/bulk", "write"),
    ("GET", "/tokens", "admin"),
    ("GET", "/tokens/777", "admin"),
    ("POST", "/tokens", "admin"),
    ("POST", "/tokens/777", "admin"),
    ("DELETE", "/tokens/777", "admin"),
]
OPEN = [("GET", "/healthz"), ("GET", "/readyz"), ("GET", "/login"), ("GET", "/static/style.css"), ("POST", "/logout")]


@pytest.mark.parametrize("method, target, scope", NEEDS)
def test_nothing_without_a_token(closed, method, target, scope):
    reply = closed.request(method, target)
    problem = reply.problem(401)
    assert problem["type"] == "/problems/unauthorized" and "Authorization: Bearer" in problem["detail"]
    challenges = reply.headers.get_all("WWW-Authenticate")
    # RFC 6750, 3.1: no error for who sent nothing.
    assert challenges == ['Bearer realm="articled"', 'Basic realm="articled", charset="UTF-8"']
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method, target, scope", NEEDS)
def test_each_operation_has_its_scope(closed, method, target, scope):
    for name in ("read", "submit", "write", "admin"):
        reply = closed.request(method, target, headers=bearer(closed.secrets[name]))
        if name in (scope, "admin"):
            assert reply.code not in (401, 403), (name, reply.body)
        else:
            problem = reply.problem(403)
            assert f'"{scope}"' in problem["detail"]
            expected = f'Bearer realm="articled", error="insufficient_scope", scope="{scope}"'
            assert reply.headers.get_all("WWW-Authenticate") == [expected]


@pytest.mark.parametrize("method, target", OPEN)
def test_what_is_open_to_all(closed, method, target):
    assert closed.request(method, target).code in (200, 204)
    assert closed.request(method, target, headers=bearer("art_nonsense")).code in (200, 204)


OPEN_PATHS = {"/healthz", "/readyz", "/login", "/logout", "/static/{path}"}


def test_every_row_asks_as_it_says(closed):
    """What is needed stands in the description; each operation is called without a token and with each of them."""
    paths = closed.get("/openapi.json", **bearer(closed.secrets["read"])).json()["paths"]
    for path, item in paths.items():
        target = re.sub(r"{\w+}", "777", path)
        for method, operation in item.items():
            named = {scope for way in operation["security"] for scopes in way.values() for scope in scopes}
            assert bool(named) == (path not in OPEN_PATHS), path
            for name in ("read", "submit", "write", "admin") if named else ():
                assert {"401", "403", "429"} <= set(operation["responses"]), path
                reply = closed.request(method.upper(), target, headers=bearer(closed.secrets[name]))
                may = named <= {name} or name == "admin"
                assert (reply.code not in (401, 403)) == may, (path, method, name, reply.body)
                closed.request(method.upper(), target).problem(401)


def test_the_default_may_all_but_tokens(closed):
    headers = bearer(closed.secrets["default"])
    assert closed.get("/articles", **headers).code == 200
    assert closed.post("/clean", samples.NOTE, **headers).code == 200
    assert closed.request("DELETE", "/articles/777", headers=headers).code == 404
    closed.get("/tokens", **headers).problem(403)


WRONG = ["art_" + "A" * 43, "art_", "q9", "Ä", "art_" + "A" * 5000, "a b", "' OR 1=1 --"]


@pytest.mark.parametrize("secret", WRONG)
@pytest.mark.parametrize("way", ["Bearer", "Basic"])
def test_wrong_ones_are_all_answered_alike(closed, secret, way):
    sent = secret if way == "Bearer" else base64.b64encode(f"me:{secret}".encode()).decode()
    reply = closed.get("/articles", Authorization=f"{way} {sent}".encode().decode("latin-1"))
    problem = reply.problem(401)
    assert "not known" in problem["detail"] and secret not in problem["detail"]
    assert 'error="invalid_token"' in reply.headers.get_all("WWW-Authenticate")[0]


@pytest.mark.parametrize("value", ["", "Bearer", "Basic", "Basic !!!", "Digest x", "Token x", "Basic bm8tY29sb24="])
def test_headers_that_are_none(closed, value):
    closed.get("/articles", Authorization=value).problem(401)


def test_bearer_is_written_in_any_case(closed):
    for way in ("bearer", "BEARER", "Bearer "):
        closed.get("/articles", Authorization=f"{way} {closed.secrets['read']}").expect(200)


@pytest.mark.parametrize("user", ["", "me", "art_x"])
def test_as_a_password(closed, user):
    reply = curl("-u", f"{user}:{closed.secrets['read']}", closed.url + "/articles")
    assert reply.code == 200


@pytest.mark.parametrize("name", ["access_token", "token", "TOKEN", "api_key"])
def test_no_token_in_an_address(closed, fresh, name):
    for running in (closed, fresh):
        problem = running.get(f"/articles?{name}={closed.secrets['read']}").problem(400)
        assert "header" in problem["detail"]


def test_no_token_under_another_name(closed):
    closed.get(f"/articles?site={closed.secrets['read']}", **bearer(closed.secrets["read"])).problem(400)
    closed.get("/articles?site=art_deco", **bearer(closed.secrets["read"])).expect(200)


def test_a_browser_is_sent_to_the_login(closed):
    for target, expected in [
        ("/articles", "/login?next=%2Farticles"),
        ("/articles?tag=a%20b&limit=1", "/login?next=%2Farticles%3Ftag%3Da%2520b%26limit%3D1"),
    ]:
        reply = closed.get(target, Accept=BROWSER).expect(303)
        assert reply.headers["Location"] == expected
        assert reply.headers["Cache-Control"] == "no-store"
    reply = closed.post("/articles", "text=x", "application/x-www-form-urlencoded", Accept=BROWSER)
    assert reply.expect(303).headers["Location"] == "/login"
    # A program that only likes HTML still learns what is wrong with its token.
    assert closed.get("/articles", Accept=BROWSER, **bearer("art_x")).code == 401
    # A page's script must not make the browser ask for a password.
    reply = closed.get("/articles", Sec_Fetch_Mode="cors").expect(401)
    assert reply.headers.get_all("WWW-Authenticate") == ['Bearer realm="articled"']


# ---- the login -----------------------------------------------------------------------------------

FORM = "application/x-www-form-urlencoded"


def log_in(service, secret, **headers):
    reply = service.post("/login", f"token={secret}", FORM, **headers).expect(303)
    return reply.headers["Set-Cookie"].split(";")[0]


def test_the_login_gives_a_session_and_not_the_token(closed):
    reply = closed.post("/login", f"token={closed.secrets['default']}&next=/articles/1", FORM, Accept=BROWSER)
    assert reply.expect(303).headers["Location"] == "/articles/1"
    cookie = reply.headers["Set-Cookie"]
    assert re.fullmatch(r"articled=[\w-]{43}; Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax", cookie)
    assert closed.secrets["default"] not in str(reply.headers)
    cookie = cookie.split(";")[0]
    assert closed.get("/articles/1", Cookie=cookie, Accept=BROWSER).expect(200).type() == "text/html"
    assert closed.get("/articles/1", Cookie=f"a=b; {cookie}; c=d").code == 200
    # The line comes after the answer.
    assert wait_until(lambda: re.search(r"route=article_get status=200 .* token=5\n", closed.log()))
    # Its scopes are the token's, and the session is no token.
    closed.get("/tokens", Cookie=cookie).problem(403)
    closed.get("/articles", **bearer(cookie.split("=")[1])).problem(401)
    closed.get("/articles", Cookie="articled=" + closed.secrets["default"]).problem(401)
    # Whoever sends a token is not helped by the browser's cookie.
    closed.get("/articles", Cookie=cookie, **bearer("art_x")).problem(401)
    assert "default" in closed.get("/login", Cookie=cookie).text()


def test_the_logout_ends_it(closed):
    cookie, other = (log_in(closed, closed.secrets["default"]) for _ in range(2))
    closed.get("/articles", Cookie=cookie).expect(200)
    reply = closed.post("/logout", None, Cookie=cookie, Accept=BROWSER).expect(303)
    assert reply.headers["Location"] == "/login"
    assert re.fullmatch(r"articled=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", reply.headers["Set-Cookie"])
    closed.get("/articles", Cookie=cookie).problem(401)
    closed.get("/articles", Cookie=cookie, Accept=BROWSER).expect(303)
    closed.get("/articles", Cookie=other).expect(200)
    closed.post("/logout", None, Cookie=other).expect(204)
    closed.get("/articles", Cookie=other).problem(401)


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "evil", "", "/a b", "/a\r\nX: y", "/\t/evil.example",
     "javascript:alert(1)"],
)  # fmt: skip
def test_the_login_leads_nowhere_else(closed, target):
    from urllib.parse import quote

    body = f"token={closed.secrets['read']}&next={quote(target, safe='')}"
    assert closed.post("/login", body, FORM).expect(303).headers["Location"] == "/articles"
    page = closed.get("/login?next=" + quote(target, safe="")).expect(200).text()
    assert 'name="next"' not in page


def test_the_login_page(closed):
    reply = closed.get("/login?next=/articles%3Ftag%3D%22x", Accept=BROWSER).expect(200)
    assert 'type="password"' in reply.text() and 'value="/articles?tag=&quot;x"' in reply.text()
    assert reply.headers["Cache-Control"] == "no-store"
    assert "form-action 'self'" in reply.headers["Content-Security-Policy"]


def test_a_login_that_fails(tmp_path):
    folder = tmp_path / "data"
    make(folder, "phone")
    running = Service(folder).start()
    reply = running.post("/login", "token=art_x&next=/articles/3", FORM, Accept=BROWSER).expect(401)
    assert reply.type() == "text/html" and 'value="/articles/3"' in reply.text() and "not known" in reply.text()
    assert reply.headers["WWW-Authenticate"].startswith("Bearer ") and "Set-Cookie" not in reply.headers
    running.post("/login", "token=art_x", FORM).problem(401)
    running.post_json("/login", {"token": "art_x"}).problem(401)
    running.post("/login", "", FORM).problem(422)
    running.post("/login", "token=%20", FORM).problem(422)
    running.post_json("/login", {"token": 7}).problem(422)
    running.post_json("/login", {"token": "art_x", "user": "me"}).problem(422)
    running.post("/login", "[", "application/json").problem(400)
    running.post("/login", "x", "text/plain").problem(415)
    running.stop()
    assert 'msg="login refused" address=127.0.0.1' in running.log() and "art_x" not in running.log()


def test_a_program_logs_in(closed):
    reply = closed.post_json("/login", {"token": closed.secrets["read"]}).expect(200)
    assert reply.json() == {"name": "read", "scopes": ["read"]}
    closed.get("/articles", Cookie=reply.headers["Set-Cookie"].split(";")[0]).expect(200)


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
     {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
def test_other_sites_cannot_use_the_cookie(closed, headers):
    cookie = log_in(closed, closed.secrets["admin"])
    for method, target, body in [
        ("DELETE", "/articles/1", None),
        ("POST", "/articles", "text=A+story+of+somebody+else"),
        ("POST", "/tokens", "name=evil"),
        ("POST", "/tokens/1", "delete=1"),
        ("POST", "/logout", None),
        ("POST", "/login", "token=x"),
    ]:
        sent = {**headers, "Cookie": cookie, **({"Content-Type": FORM} if body else {})}
        reply = closed.request(method, target, body, sent)
        reply.problem(403)
        assert "Access-Control-Allow-Origin" not in reply.headers
    # Nor a password that the browser remembers.
    basic = "Basic " + base64.b64encode(f"me:{closed.secrets['admin']}".encode()).decode()
    closed.request("DELETE", "/articles/1", headers={**headers, "Authorization": basic}).problem(403)
    closed.get("/articles/1", Cookie=cookie, Origin=closed.url).expect(200)
    own = {"Origin": closed.url, "Sec-Fetch-Site": "same-origin", "Cookie": cookie}
    assert closed.request("DELETE", "/articles/777", headers=own).code == 404


# ---- behind a proxy --------------------------------------------------------------------------------


def test_https_comes_from_a_proxy_that_is_trusted(tmp_path, closed):
    folder = tmp_path / "data"
    secret = make(folder, "phone")
    running = Service(folder, "--behind-proxy").start()
    reply = running.post("/login", f"token={secret}", FORM, X_Forwarded_Proto="https").expect(303)
    cookie = reply.headers["Set-Cookie"]
    assert re.fullmatch(r"__Host-articled=[\w-]{43}; Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure", cookie)
    value = cookie.split(";")[0]
    running.get("/articles", Cookie=value, X_Forwarded_Proto="https").expect(200)
    page = running.get("/connect", Cookie=value, X_Forwarded_Proto="https").text()
    assert f"https://127.0.0.1:{running.port}/articles" in page
    reply = running.post("/logout", None, Cookie=value, X_Forwarded_Proto="https").expect(204)
    assert reply.headers["Set-Cookie"].startswith("__Host-articled=; ") and "Secure" in reply.headers["Set-Cookie"]
    reply = running.post("/login", f"token={secret}", FORM).expect(303)
    assert reply.headers["Set-Cookie"].startswith("articled=") and "Secure" not in reply.headers["Set-Cookie"]
    running.stop()
    reply = closed.post("/login", f"token={closed.secrets['read']}", FORM, X_Forwarded_Proto="https")
    assert reply.expect(303).headers["Set-Cookie"].startswith("articled=")


# ---- other sites' pages that have a token ------------------------------------------------------------

PREFLIGHT = {
    "Origin": "https://tool.example",
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type",
}


def test_a_preflight_is_answered(closed):
    reply = closed.request("OPTIONS", "/articles", headers=PREFLIGHT).expect(204)
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert {"GET", "POST"} <= set(reply.headers["Access-Control-Allow-Methods"].split(", "))
    allowed = reply.headers["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"authorization", "content-type", "if-match", "idempotency-key"} <= set(allowed)
    assert reply.headers["Access-Control-Max-Age"] == "86400"
    assert "Access-Control-Allow-Credentials" not in reply.headers


@pytest.mark.parametrize("missing", ["Access-Control-Request-Method", "Access-Control-Request-Headers"])
def test_one_that_asks_for_no_token_is_not(closed, missing):
    headers = {name: value for name, value in PREFLIGHT.items() if name != missing}
    reply = closed.request("OPTIONS", "/articles", headers=headers).expect(204)
    assert not [name for name in reply.headers if name.startswith("Access-Control")]
    headers = {**PREFLIGHT, "Access-Control-Request-Headers": "content-type"}
    reply = closed.request("OPTIONS", "/articles", headers=headers).expect(204)
    assert not [name for name in reply.headers if name.startswith("Access-Control")]


def test_a_token_opens_to_other_sites_pages(closed):
    site = {"Origin": "https://tool.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    for reply in (
        closed.request("GET", "/articles", headers={**site, **bearer(closed.secrets["read"])}).expect(200),
        closed.request("POST", "/articles", samples.NOTE, {**site, **bearer(closed.secrets["submit"])}).expect(201),
        closed.request("DELETE", "/articles/777", headers={**site, **bearer(closed.secrets["write"])}).expect(404),
        closed.request("GET", "/articles", headers={**site, **bearer("art_x")}).expect(401),
        closed.request("GET", "/articles?limit=x", headers={**site, **bearer(closed.secrets["read"])}).expect(400),
        closed.request("GET", "/nothing", headers={**site, **bearer(closed.secrets["read"])}).expect(404),
    ):
        assert reply.headers.get_all("Access-Control-Allow-Origin") == ["*"]
        exposed = reply.headers["Access-Control-Expose-Headers"].split(", ")
        assert {"Location", "Link", "ETag", "Retry-After", "RateLimit", "RateLimit-Policy"} <= set(exposed)
        assert "Access-Control-Allow-Credentials" not in reply.headers


def test_what_has_no_token_opens_nothing(closed):
    cookie = log_in(closed, closed.secrets["admin"])
    for headers in ({"Cookie": cookie}, {}, {"Cookie": cookie, "Origin": "https://evil.example"}):
        for target in ("/articles", "/healthz", "/static/style.css", "/login"):
            reply = closed.request("GET", target, headers=headers)
            assert "Access-Control-Allow-Origin" not in reply.headers


def test_an_open_service_opens_to_no_site(fresh):
    """Else a page could send any token to a service that needs none, and read and change everything."""
    reply = fresh.request("OPTIONS", "/articles", headers=PREFLIGHT).expect(204)
    assert not [name for name in reply.headers if name.startswith("Access-Control")]
    site = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", **bearer("art_x")}
    fresh.request("DELETE", "/articles/1", headers=site).problem(403)
    fresh.request("POST", "/tokens", "name=x", {**site, "Content-Type": FORM}).problem(403)
    assert "Access-Control-Allow-Origin" not in fresh.request("GET", "/articles", headers=site).headers


# ---- tokens over HTTP --------------------------------------------------------------------------------


def test_tokens_over_http(closed):
    admin = bearer(closed.secrets["admin"])
    reply = closed.post_json("/tokens", {"name": "tablet", "scopes": ["read", "submit"], "expires": "90d"}, **admin)
    made = reply.expect(201).json()
    assert SECRET.fullmatch(made["token"]) and made["scopes"] == ["read", "submit"] and made["last_used"] is None
    days = (datetime.datetime.fromisoformat(made["expires"]) - datetime.datetime.fromisoformat(made["created"])).days
    assert days in (89, 90)
    assert reply.headers["Location"] == f"/tokens/{made['id']}" and reply.headers["Cache-Control"] == "no-store"
    assert closed.get("/articles", **bearer(made["token"])).code == 200
    del made["token"]
    assert closed.get(reply.headers["Location"], **admin).json() == made
    listed = closed.get("/tokens", **admin).json()
    assert made in listed["items"] and listed["next"] is None and "art_" not in json.dumps(listed)
    closed.post_json("/tokens", {"name": "Tablet"}, **admin).problem(409)
    closed.request("DELETE", reply.headers["Location"], headers=admin).expect(204)
    closed.request("DELETE", reply.headers["Location"], headers=admin).problem(404)
    closed.get(reply.headers["Location"], **admin).problem(404)


@pytest.mark.parametrize(
    "fields, pointer",
    [({}, "/name"), ({"name": ""}, "/name"), ({"name": "x" * 101}, "/name"), ({"name": "7"}, "/name"),
     ({"name": "a\nb"}, "/name"), ({"name": 7}, "/name"), ({"name": "x", "scopes": ["root"]}, "/scopes"),
     ({"name": "x", "scopes": "read,"}, None), ({"name": "y", "scopes": []}, "/scopes"),
     ({"name": "y", "scopes": ""}, "/scopes"), ({"name": "y", "scopes": None, "expires": None}, None),
     ({"name": "x", "expires": "soon"}, "/expires"), ({"name": "x", "expires": "2001-01-01"}, "/expires"),
     ({"name": "x", "expires": "0d"}, "/expires"), ({"name": "x", "colour": "red"}, "/colour")],
)  # fmt: skip
def test_tokens_that_cannot_be_made(closed, fields, pointer):
    reply = closed.post_json("/tokens", fields, **bearer(closed.secrets["admin"]))
    if pointer:
        assert reply.problem(422)["errors"][0]["pointer"] == pointer
    else:
        reply.expect(201)


def test_tokens_from_a_page(closed):
    cookie = log_in(closed, closed.secrets["admin"])
    headers = {"Cookie": cookie, "Accept": BROWSER, "Origin": closed.url}
    body = "name=%3Cb%3Ekitchen&scopes=&scopes=read&scopes=submit&expires="
    page = closed.request("POST", "/tokens", body, {**headers, "Content-Type": FORM}).expect(201).text()
    secret = SECRET.search(page).group()
    assert "&lt;b&gt;kitchen" in page and "<b>kitchen" not in page
    assert closed.get("/articles", **bearer(secret)).code == 200
    page = closed.request("GET", "/tokens", headers=headers).expect(200).text()
    assert "&lt;b&gt;kitchen" in page and not SECRET.search(page)
    token_id = max(map(int, re.findall(r'action="/tokens/(\d+)"', page)))
    body = {**headers, "Content-Type": FORM}
    closed.request("POST", "/tokens", "name=none&scopes=&expires=", body).expect(422)
    closed.request("POST", f"/tokens/{token_id}", "delete=0", body).expect(422)
    reply = closed.request("POST", f"/tokens/{token_id}", "delete=1&next=/settings", body).expect(303)
    assert reply.headers["Location"] == "/settings"
    closed.get("/articles", **bearer(secret)).problem(401)


# ---- the command line --------------------------------------------------------------------------------


def test_what_the_command_says(tmp_path):
    folder = tmp_path / "data"
    done = run("token", "new", "phone", "--data", folder, "--expires=30d", "--scope", "read")
    assert SECRET.fullmatch(done.stdout.decode().strip()) and b"phone" in done.stderr
    listed = run("token", "list", "--data", folder).stdout.decode()
    assert re.search(r"1 +phone +read +\S+Z +never +\S+Z", listed) and "art_" not in listed
    assert run("token", "new", "PHONE", "--data", folder).returncode == 1
    assert run("token", "revoke", "tablet", "--data", folder).returncode == 1
    assert run("token", "revoke", "Phone", "--data", folder).returncode == 0
    make(folder, "other")
    assert run("token", "revoke", "2", "--data", folder).returncode == 0
    assert run("token", "revoke", "2", "--data", folder).returncode == 1
    assert run("token", "list", "--data", folder).stdout.count(b"\n") == 1


def test_a_token_that_nobody_saw_is_none(tmp_path):
    folder = tmp_path / "data"
    with open("/dev/full", "wb") as full:
        command = [BINARY, "token", "new", "lost", "--data", folder]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 1 and b"cannot be printed" in done.stderr
    assert b"lost" not in run("token", "list", "--data", folder).stdout


@pytest.mark.parametrize(
    "arguments",
    [[], ["new"], ["nothing"], ["revoke"], ["list", "x"], ["new", "a", "b"], ["new", "x", "--scope", "root"],
     ["new", "x", "--scope", ","], ["new", "x", "--scope"], ["new", "x", "--scope", ""], ["new", "x", "--expires", "1"], ["new", "12"], ["new", ""],
     ["new", "x", "--nothing"], ["new", "x" * 101], ["new", "x", "--expires", "2001-01-01"]],
)  # fmt: skip
def test_calls_that_are_wrong(tmp_path, arguments):
    done = run("token", *arguments, "--data", tmp_path / "data")
    assert done.returncode == 2 and done.stderr and not done.stdout


def test_answers_are_as_described(closed):
    admin = bearer(closed.secrets["admin"])
    description = closed.get("/openapi.json", **admin).json()

    def is_described(value, name):
        schema.check(value, {"$ref": f"#/components/schemas/{name}"}, description)

    made = closed.post_json("/tokens", {"name": "described", "expires": "1y"}, **admin).expect(201).json()
    is_described(made, "Token")
    is_described(closed.get("/tokens", **admin).json(), "TokenList")
    is_described(closed.get(f"/tokens/{made['id']}", **admin).json(), "Token")
    is_described(closed.post_json("/login", {"token": made["token"]}).json(), "Login")
    is_described(closed.get("/tokens").json(), "Problem")
    assert set(description["components"]["securitySchemes"]) == {"token", "password", "session"}


def test_nobody_can_read_a_secret_from_the_file(tmp_path):
    folder = tmp_path / "data"
    secret = make(folder, "phone")
    running = Service(folder).start()
    session = log_in(running, secret).split("=")[1]
    running.stop()
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    assert secret.encode() not in content and session.encode() not in content
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    log = running.log()
    assert secret not in log and session not in log
    assert "curl -H 'Authorization: Bearer TOKEN' --data-binary" in log


# ---- while it runs -----------------------------------------------------------------------------------


def test_the_first_token_closes_and_the_last_opens(tmp_path):
    folder = tmp_path / "data"
    running = Service(folder).start()
    running.get("/articles").expect(200)
    assert "open" in running.get("/login").expect(200).text()
    secret = make(folder, "phone")
    running.get("/articles").problem(401)
    running.get("/articles", **bearer(secret)).expect(200)
    assert run("token", "revoke", "phone", "--data", folder).returncode == 0
    running.get("/articles").expect(200)
    # One that has ended is still one: what was closed must not open by itself.
    make(folder, "ended", "--expires", "1h")
    connection = sqlite3.connect(folder / "articles.db")
    with connection:
        connection.execute("UPDATE tokens SET expires_us = 1")
    connection.close()
    running.stop()
    running.start()
    running.get("/articles").problem(401)
    running.stop()


def test_a_revoked_token_is_a_stranger_at_once(tmp_path):
    folder = tmp_path / "data"
    keeper = make(folder, "keeper", "--scope", "admin")
    running = Service(folder).start()
    for turn in range(10):
        secret = make(folder, f"turn {turn}")
        cookie = log_in(running, secret)
        running.get("/articles", **bearer(secret)).expect(200)
        running.get("/articles", Cookie=cookie).expect(200)
        if turn % 2:
            assert run("token", "revoke", f"turn {turn}", "--data", folder).returncode == 0
        else:
            running.request("DELETE", f"/tokens/{turn + 2}", headers=bearer(keeper)).expect(204)
        running.get("/articles", **bearer(secret)).problem(401)
        running.get("/articles", Cookie=cookie).problem(401)
    running.stop()


def test_tokens_and_sessions_outlive_a_restart(tmp_path):
    folder = tmp_path / "data"
    secret, revoked = make(folder, "phone"), make(folder, "lost")
    running = Service(folder).start()
    cookie = log_in(running, secret)
    run("token", "revoke", "lost", "--data", folder)
    running.kill()
    running.start()
    running.get("/articles", **bearer(secret)).expect(200)
    running.get("/articles", Cookie=cookie).expect(200)
    running.get("/articles", **bearer(revoked)).problem(401)
    running.stop()
    listed = run("token", "list", "--data", folder).stdout.decode()
    assert re.search(r"1 +phone +read,submit,write +\S+Z +\S+Z +never", listed), "the last use is not there"
    assert run("check", "--data", folder).returncode == 0


def test_an_expired_token(tmp_path):
    folder = tmp_path / "data"
    secret = make(folder, "short", "--expires", "1h")
    running = Service(folder).start()
    cookie = log_in(running, secret)
    running.stop()
    connection = sqlite3.connect(folder / "articles.db")
    with connection:
        connection.execute("UPDATE tokens SET expires_us = created_us + 1")
    connection.close()
    running.start()
    running.get("/articles", **bearer(secret)).problem(401)
    running.get("/articles", Cookie=cookie).problem(401)
    running.post("/login", f"token={secret}", FORM).problem(401)
    running.stop()


def test_beyond_this_machine(tmp_path):
    folder = tmp_path / "data"
    done = run("serve", "--listen", "0.0.0.0:0", "--data", folder)
    assert done.returncode == 1
    assert f"articled token new NAME --data {folder}".encode() in done.stderr and b"--no-auth" in done.stderr
    secret = make(folder, "phone")
    running = Service(folder)
    running.start("0.0.0.0:0")
    running.host = "127.0.0.1"
    running.get("/articles").problem(401)
    running.get("/articles", **bearer(secret)).expect(200)
    run("token", "revoke", "phone", "--data", folder)
    running.get("/articles").problem(401)
    running.stop()


def test_no_auth_asks_nobody(tmp_path):
    folder = tmp_path / "data"
    make(folder, "phone")
    running = Service(folder, "--no-auth").start()
    running.get("/articles").expect(200)
    running.get("/articles", **bearer("art_x")).expect(200)
    running.get("/tokens").expect(200)
    running.stop()
