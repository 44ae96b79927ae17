"""How often somebody may ask: by token, by address and at the login; and what the headers say of it."""

import re

import pytest

from service import Service
from who_test import BROWSER, FORM, bearer, make

STATE = re.compile(r'"(\w+)";r=(\d+);t=(\d+)')


@pytest.fixture
def limited(tmp_path):
    """Five requests a minute with a token, four without."""
    folder = tmp_path / "data"
    secrets = [make(folder, name) for name in ("one", "two")]
    running = Service(folder, "--rate", "5", "--rate-address", "4", "--behind-proxy").start()
    running.secrets = secrets
    yield running
    running.stop()


def left(reply):
    return {name: int(remaining) for name, remaining, _ in STATE.findall(reply.headers["RateLimit"])}


def test_by_token(limited):
    for remaining in (4, 3, 2, 1, 0):
        reply = limited.get("/articles", **bearer(limited.secrets[0])).expect(200)
        assert reply.headers["RateLimit-Policy"] == '"token";q=5;w=60'
        assert left(reply) == {"token": remaining}
    reply = limited.get("/articles", **bearer(limited.secrets[0]))
    problem = reply.problem(429)
    assert problem["type"] == "/problems/rate-limited" and problem["title"] == "Too Many Requests"
    assert 1 <= int(reply.headers["Retry-After"]) <= 12
    assert left(reply) == {"token": 0}
    # Others have their own.
    assert left(limited.get("/articles", **bearer(limited.secrets[1])).expect(200)) == {"token": 4}
    # A page instead, where a browser asks.
    page = limited.get("/articles", Accept=BROWSER, **bearer(limited.secrets[0])).expect(429)
    assert page.type() == "text/html" and page.headers["Retry-After"]


def test_what_has_not_changed_does_not_count(limited):
    reply = limited.get("/articles", **bearer(limited.secrets[0])).expect(200)
    for _ in range(8):
        again = limited.get("/articles", If_None_Match=reply.headers["ETag"], **bearer(limited.secrets[0]))
        assert left(again.expect(304)) == {"token": 4}


def test_by_address(limited):
    def ask(address, **headers):
        return limited.get("/articles", X_Forwarded_For=address, **headers)

    for remaining in (3, 2, 1, 0):
        reply = ask("192.0.2.1").expect(401)
        assert reply.headers["RateLimit-Policy"] == '"address";q=4;w=60' and left(reply) == {"address": remaining}
    ask("192.0.2.1").problem(429)
    # Only the last element is the proxy's word, and only of the last header.
    ask("198.51.100.7, 192.0.2.1").problem(429)
    ask("192.0.2.1, 198.51.100.7").problem(401)
    ask("192.0.2.1:4711").problem(429)
    ask("::ffff:192.0.2.1").problem(429)
    # Whoever has a token is not stopped by others at the same address.
    ask("192.0.2.1", **bearer(limited.secrets[0])).expect(200)


def test_a_network_of_ipv6_is_one(limited):
    codes = [
        limited.get("/articles", X_Forwarded_For=f"2001:db8:0:1::{number}").code for number in range(1, 7)
    ]
    assert codes == [401] * 4 + [429] * 2
    limited.get("/articles", X_Forwarded_For="[2001:db8:0:1:ffff::1]:80").problem(429)
    limited.get("/articles", X_Forwarded_For="2001:db8:0:2::1").problem(401)


def test_many_addresses_do_not_help_one(limited):
    for _ in range(5):
        limited.get("/articles", X_Forwarded_For="192.0.2.1")
    for number in range(600):
        limited.get("/articles", X_Forwarded_For=f"10.0.{number // 250}.{number % 250}").problem(401)
    limited.get("/articles", X_Forwarded_For="192.0.2.1").problem(429)


def test_guesses_at_the_login(tmp_path):
    folder = tmp_path / "data"
    secret = make(folder, "phone")
    running = Service(folder, "--behind-proxy").start()

    def guess(address, token="art_x"):
        return running.post("/login", f"token={token}", FORM, X_Forwarded_For=address)

    for remaining in range(9, -1, -1):
        guess("192.0.2.1", secret).expect(303)  # does not count
        reply = guess("192.0.2.1").expect(401)
        assert left(reply)["login"] == remaining
    reply = guess("192.0.2.1")
    reply.problem(429)
    assert 1 <= int(reply.headers["Retry-After"]) <= 30
    assert '"login";q=10;w=300' in reply.headers["RateLimit-Policy"]
    guess("192.0.2.1", secret).problem(429)
    # The address itself is not locked out.
    running.get("/articles", X_Forwarded_For="192.0.2.1", **bearer(secret)).expect(200)
    # Many addresses together have a bound too.
    codes = [guess(f"198.51.100.{number // 9}").code for number in range(150)]
    assert codes.count(401) <= 115 and codes[-1] == 429
    running.stop()


def test_forwarded_addresses_count_only_behind_a_proxy(tmp_path):
    folder = tmp_path / "data"
    make(folder, "phone")
    running = Service(folder, "--rate-address", "4").start()
    codes = [running.get("/articles", X_Forwarded_For=f"192.0.2.{number}").code for number in range(6)]
    assert codes[0] == 401 and codes[-1] == 429
    running.stop()


def test_an_open_service_of_this_machine_has_no_limits(tmp_path):
    running = Service(tmp_path / "data", "--rate", "1", "--rate-address", "1").start()
    for _ in range(5):
        assert "RateLimit" not in running.get("/articles").expect(200).headers
    running.stop()


def test_no_limits_when_told_so(tmp_path):
    folder = tmp_path / "data"
    secret = make(folder, "phone")
    running = Service(folder, "--rate", "0", "--rate-address", "0").start()
    assert "RateLimit" not in running.get("/articles").expect(401).headers
    assert "RateLimit" not in running.get("/articles", **bearer(secret)).expect(200).headers
    running.stop()
