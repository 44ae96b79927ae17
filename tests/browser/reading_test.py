"""Reading: the place is kept and shown, keys do what they say, and forms do the same without script."""

import pytest
import samples
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from walking import evaluate, show, text_of, until

BROWSER = "text/html,*/*;q=0.8"
TOP = """[...document.querySelectorAll('.content > *')].find(e => e.getBoundingClientRect().bottom > 8).textContent.slice(0, 40)"""


@pytest.fixture
def long_one(browser, service):
    """An article of many different paragraphs, one for each test."""
    said = "with" if browser.has_script else "without"
    long_one.count = getattr(long_one, "count", 0) + 1
    paragraphs = [f"Paragraph {i} of story {long_one.count} {said} script. {samples.PARAGRAPHS[i % 4]}" for i in range(40)]
    text = f"Story {long_one.count} {said}\n\n" + "\n\n".join(paragraphs)
    return service.post_json("/articles", {"markdown": text}).expect(201).headers["Location"]


def scroll(browser, by):
    browser.execute_cdp_cmd(
        "Input.dispatchMouseEvent", {"type": "mouseWheel", "x": 200, "y": 300, "deltaX": 0, "deltaY": by}
    )


def wait_for(claim):
    WebDriverWait(None, 20).until(lambda _: claim())


def press(browser, key):
    ActionChains(browser).send_keys(key).perform()  # to whatever has the focus


def needs_script(browser):
    if not browser.has_script:
        pytest.skip("a comfort of the script")


def test_the_place_is_kept_at_every_width(browser, service, long_one):
    needs_script(browser)
    show(browser)
    browser.get(service.url + long_one)
    scroll(browser, 2500)
    until(browser, "scrollY > 2000")
    wait_for(lambda: service.get(long_one).json()["progress"] > 0.1)
    place = evaluate(browser, TOP)
    article = service.get(long_one).json()
    assert article["state"] == "reading"
    page = service.get(long_one, Accept=BROWSER).text()
    assert f"{article['progress'] * 100 + 1e-9:.0f}% read" in page
    for size in ("phone", "wide"):
        show(browser, size)
        browser.get(service.url + long_one)
        until(browser, "scrollY > 100")
        assert evaluate(browser, TOP) == place, size
        assert 0.1 < evaluate(browser, "document.querySelector('progress').value") < 0.9


def test_leaving_keeps_the_place_too(browser, service, long_one):
    needs_script(browser)
    show(browser)
    browser.get(service.url + long_one)
    scroll(browser, 1500)
    until(browser, "scrollY > 1000")
    browser.get(service.url + "/help")
    wait_for(lambda: service.get(long_one).json()["progress"] > 0.05)


def test_at_the_end_it_is_read_and_opens_at_the_top(browser, service, long_one):
    needs_script(browser)
    show(browser)
    browser.get(service.url + long_one)
    scroll(browser, 100000)
    wait_for(lambda: service.get(long_one).json()["progress"] == 1)
    browser.get(service.url + long_one)
    assert evaluate(browser, "scrollY") == 0
    assert "100% read" in text_of(browser)


def test_looking_at_it_changes_nothing(browser, service, long_one):
    show(browser)
    browser.get(service.url + long_one)
    browser.get(service.url + "/help")
    article = service.get(long_one).json()
    assert (article["progress"], article["state"], article["revision"]) == (0, "unread", 1)


def test_star_and_archive(browser, service, long_one):
    show(browser)
    browser.get(service.url + long_one)
    browser.find_element(By.CSS_SELECTOR, "button[name=starred]").click()
    wait_for(lambda: service.get(long_one).json()["starred"])
    assert browser.current_url == service.url + long_one
    until(browser, "document.querySelector('.star').getAttribute('aria-pressed') === 'true'")
    browser.find_element(By.CSS_SELECTOR, "button[name=starred]").click()
    wait_for(lambda: not service.get(long_one).json()["starred"])
    browser.find_element(By.CSS_SELECTOR, "button[name=state]").click()
    until(browser, "location.pathname === '/articles'")
    assert service.get(long_one).json()["state"] == "archived"
    browser.get(service.url + long_one)
    browser.find_element(By.CSS_SELECTOR, "button[name=state]").click()
    wait_for(lambda: service.get(long_one).json()["state"] == "unread")


def test_tags_and_a_note(browser, service, long_one):
    show(browser)
    browser.get(service.url + long_one)
    browser.find_element(By.NAME, "tags").send_keys("harbour, Winter 2024")
    browser.find_element(By.NAME, "note").send_keys("Read again\nin spring")
    browser.find_element(By.XPATH, "//button[.='Save']").click()
    wait_for(lambda: service.get(long_one).json()["note"])
    article = service.get(long_one).json()
    assert article["tags"] == ["harbour", "Winter 2024"] and article["note"] == "Read again\nin spring"
    browser.get(service.url + long_one)
    assert browser.find_element(By.NAME, "tags").get_attribute("value") == "harbour, Winter 2024"


def test_deleting_is_asked_twice(browser, service, long_one):
    show(browser)
    browser.get(service.url + long_one)
    assert not evaluate(browser, "document.querySelector('.danger button').checkVisibility()")
    browser.find_element(By.XPATH, "//summary[.='Delete this article']").click()
    browser.find_element(By.XPATH, "//button[.='Delete it']").click()
    until(browser, "location.pathname === '/articles'")
    service.get(long_one).expect(410)


def test_keys_on_an_article(browser, service, long_one):
    needs_script(browser)
    show(browser)
    browser.get(service.url + long_one)
    press(browser, "s")
    wait_for(lambda: service.get(long_one).json()["starred"])
    press(browser, "a")
    until(browser, "location.pathname === '/articles'")
    assert service.get(long_one).json()["state"] == "archived"
    press(browser, "?")
    until(browser, "location.pathname === '/help'")
    assert "star it" in text_of(browser)


def test_keys_in_the_list_and_from_article_to_article(browser, service, long_one):
    needs_script(browser)
    show(browser)
    browser.get(service.url + "/articles")
    links = [link.get_attribute("href") for link in browser.find_elements(By.CSS_SELECTOR, ".list h2 a")]
    focus = "document.activeElement.href"
    press(browser, "j")
    assert evaluate(browser, focus) == links[0]
    press(browser, "j")
    press(browser, "j")
    press(browser, "k")
    assert evaluate(browser, focus) == links[1]
    number = links[1].rsplit("/", 1)[-1]
    before = service.get(f"/articles/{number}").json()["starred"]
    press(browser, "s")
    wait_for(lambda: service.get(f"/articles/{number}").json()["starred"] is not before)
    press(browser, "s")
    wait_for(lambda: service.get(f"/articles/{number}").json()["starred"] is before)
    press(browser, "o")
    until(browser, f"location.href === '{links[1]}'")
    press(browser, "j")
    until(browser, f"location.href === '{links[2]}'")
    press(browser, "k")
    until(browser, f"location.href === '{links[1]}'")


def test_keys_do_not_disturb_who_types(browser, service, long_one):
    needs_script(browser)
    show(browser)
    browser.get(service.url + long_one)
    browser.find_element(By.NAME, "note").send_keys("as keys say?")
    assert browser.current_url == service.url + long_one
    ActionChains(browser).key_down(Keys.CONTROL).send_keys("s").key_up(Keys.CONTROL).perform()
    assert browser.find_element(By.NAME, "note").get_attribute("value") == "as keys say?"
    assert not service.get(long_one).json()["starred"]


def test_keys_can_be_switched_off(browser, service, long_one):
    """WCAG 2.2, 2.1.4."""
    needs_script(browser)
    browser.get(service.url + "/healthz")
    browser.add_cookie({"name": "look", "value": "0000001", "path": "/"})
    browser.get(service.url + long_one)
    press(browser, "?")
    press(browser, "s")
    browser.get(service.url + long_one)
    assert not service.get(long_one).json()["starred"]
