"""Logging in and out as people do it, and the pages about tokens."""

import json
import re
from urllib.parse import quote

import pytest
import samples
from accessible_test import COLORS, contrast
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from service import Service, run
from walking import SCHEMES, SIZES, complaints, evaluate, photograph, show, text_of


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("closed") / "data"
    done = run("token", "new", "kitchen tablet", "--scope", "read,submit,write,admin", "--data", folder)
    running = Service(folder).start()
    running.secret = done.stdout.decode().strip()
    running.post("/articles", samples.PAGE, Authorization=f"Bearer {running.secret}").expect(201)
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def a_stranger(browser):
    browser.delete_all_cookies()
    show(browser)
    yield
    browser.delete_all_cookies()


def arrive(browser, pattern):
    WebDriverWait(browser, 20).until(lambda _: re.search(pattern, browser.current_url))


def press(browser, selector):
    browser.find_element(By.CSS_SELECTOR, selector).click()


def log_in(browser, service, secret):
    browser.find_element(By.ID, "token").send_keys(secret)
    press(browser, "form[action='/login'] button")


def test_a_stranger_logs_in_and_is_where_they_wanted_to_be(browser, closed):
    browser.get(closed.url + "/articles?limit=7&site=The%20Hallvik%20Courier")
    assert "/login?next=" in browser.current_url
    log_in(browser, closed, "art_mistyped")
    WebDriverWait(browser, 20).until(lambda _: browser.find_elements(By.CSS_SELECTOR, "[role=alert]"))
    assert "mistyped" in text_of(browser)
    log_in(browser, closed, closed.secret)
    arrive(browser, r"/articles\?limit=7&site=The%20Hallvik%20Courier$")
    assert samples.PAGE_TITLE in text_of(browser)


def test_without_a_place_to_go_it_is_the_list(browser, closed):
    browser.get(closed.url + "/login")
    log_in(browser, closed, closed.secret)
    arrive(browser, r"/articles$")
    assert samples.PAGE_TITLE in text_of(browser)
    # No script of a page can read what keeps the browser logged in.
    assert evaluate(browser, "document.cookie") == ""


def test_a_link_from_elsewhere_needs_no_second_login(browser, closed):
    browser.get(closed.url + "/login")
    log_in(browser, closed, closed.secret)
    arrive(browser, r"/articles$")
    page = f'<title>mail</title><a href="{closed.url}/articles/1">read this</a>'
    browser.get("data:text/html," + quote(page))
    press(browser, "a")
    arrive(browser, r"/articles/1$")
    assert browser.find_element(By.TAG_NAME, "h1").text == samples.PAGE_TITLE


def test_another_sites_form_changes_nothing(browser, closed):
    browser.get(closed.url + "/login")
    log_in(browser, closed, closed.secret)
    arrive(browser, r"/articles$")
    form = (
        f'<form method="post" action="{closed.url}/articles/1"><input name="delete" value="1"><button>Win</button></form>'
    )
    browser.get("data:text/html," + quote(form))
    press(browser, "button")
    arrive(browser, "^http")
    browser.get(closed.url + "/articles/1")
    assert browser.find_element(By.TAG_NAME, "h1").text == samples.PAGE_TITLE
    complaints(browser)


def test_logging_out(browser, closed):
    browser.get(closed.url + "/login")
    log_in(browser, closed, closed.secret)
    arrive(browser, r"/articles$")
    browser.get(closed.url + "/login")
    assert "kitchen tablet" in text_of(browser)
    press(browser, "form[action='/logout'] button")
    WebDriverWait(browser, 20).until(lambda _: browser.find_elements(By.ID, "token"))
    browser.get(closed.url + "/articles")
    assert "/login?next=" in browser.current_url


def test_a_token_is_made_and_revoked(browser, closed):
    browser.get(closed.url + "/login?next=/tokens")
    log_in(browser, closed, closed.secret)
    arrive(browser, r"/tokens$")
    name = "reader with script" if browser.has_script else "reader without"
    browser.find_element(By.ID, "name").send_keys(name)
    press(browser, "input[value=submit]")
    press(browser, "input[value=write]")
    press(browser, "form[action='/tokens'] button")
    WebDriverWait(browser, 20).until(lambda _: browser.find_elements(By.ID, "secret"))
    secret = browser.find_element(By.ID, "secret").text
    assert re.fullmatch(r"art_[\w-]{43}", secret) and "It may: read." in text_of(browser)
    closed.get("/articles", Authorization=f"Bearer {secret}").expect(200)
    browser.get(closed.url + "/tokens")
    press(browser, f"button[aria-label='Revoke {name}']")
    # The page is another one in between.
    WebDriverWait(browser, 20, ignored_exceptions=[StaleElementReferenceException]).until(
        lambda _: name not in text_of(browser)
    )
    closed.get("/articles", Authorization=f"Bearer {secret}").problem(401)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_fit_and_can_be_read(browser, closed, service, size, scheme):
    def look(name):
        if browser.has_script:
            photograph(browser, f"{name}-{size}-{scheme}")
        widths = json.loads(evaluate(browser, "JSON.stringify([document.documentElement.scrollWidth, innerWidth])"))
        assert widths[0] <= widths[1], f"{name}: {widths[0]} pixels on {widths[1]}"
        for text, back, where in json.loads(evaluate(browser, COLORS)):
            assert contrast(text, back) >= 4.5, (name, where, text, back)
        for entry in browser.find_elements(By.CSS_SELECTOR, "form input:not([type=hidden])"):
            assert entry.accessible_name or not entry.is_displayed(), entry.get_attribute("name")
        assert not complaints(browser)

    complaints(browser)
    show(browser, size, scheme)
    browser.get(service.url + "/login")
    look("login-open")
    browser.get(service.url + "/tokens")
    look("tokens-open")
    browser.get(closed.url + "/login?next=/tokens")
    look("login")
    log_in(browser, closed, closed.secret)
    arrive(browser, r"/tokens$")
    look("tokens")
