"""The list: shelves with counts, search, tags, and one change for all that is ticked; the place in it is kept."""

import re

import pytest
import samples
from selenium.webdriver.common.by import By
from service import Service
from walking import evaluate, show, text_of, until

BROWSER = "text/html,*/*;q=0.8"


@pytest.fixture
def shelved(tmp_path):
    """A service of its own, with a dozen articles."""
    running = Service(tmp_path / "data").start()
    for number in range(12):
        fields = {"html": samples.numbered_page(number), "tags": ["gulls", f"day {number % 3}"], "site": f"Light {number % 2}"}
        running.post_json("/articles", fields).expect(201)
    yield running
    running.stop()


def counts(browser):
    return {
        link.text.rpartition(" ")[0]: int(link.text.rpartition(" ")[2])
        for link in browser.find_elements(By.CSS_SELECTOR, ".shelves > a")
    }


def tick(browser, *places):
    boxes = browser.find_elements(By.CSS_SELECTOR, ".list input[type=checkbox]")
    for place in places:
        boxes[place].send_keys(" ")  # by the keyboard, which also scrolls it from behind the bar


def press(browser, words):
    evaluate(browser, "window.isOld = true; document.body.classList.add('old')")
    browser.find_element(By.XPATH, f"//form[@id='bulk']//button[.='{words}']").click()
    until(browser, "!document.body.classList.contains('old') && document.readyState === 'complete'")


def test_shelves_and_bulk(browser, shelved):
    show(browser)
    browser.get(shelved.url + "/articles?limit=5")
    assert counts(browser) == {"All": 12, "Unread": 12, "Reading": 0, "Starred": 0, "Archived": 0}
    assert not browser.find_element(By.ID, "bulk").is_displayed()
    tick(browser, 0, 1)
    press(browser, "Star")
    assert counts(browser)["Starred"] == 2
    browser.find_element(By.CSS_SELECTOR, "a[rel=next]").click()
    until(browser, "location.search.includes('cursor')")
    second = browser.current_url
    tick(browser, 0, 2, 4)
    press(browser, "Archive")
    assert browser.current_url == second, "the place in the list is lost"
    assert counts(browser) == {"All": 12, "Unread": 9, "Reading": 0, "Starred": 2, "Archived": 3}
    browser.find_element(By.XPATH, "//nav[@class='shelves']/a[starts-with(., 'Archived')]").click()
    until(browser, "location.search === '?state=archived'")
    assert browser.find_element(By.TAG_NAME, "h1").text == "Archived articles"
    assert len(browser.find_elements(By.CSS_SELECTOR, ".list > li")) == 3
    assert browser.find_element(By.CSS_SELECTOR, ".shelves [aria-current=page]").text.startswith("Archived")
    tick(browser, 0)
    press(browser, "Delete")
    assert counts(browser)["All"] == 11 and counts(browser)["Archived"] == 2


def test_the_list_says_what_stands_where(browser, shelved):
    show(browser)
    shelved.request("PATCH", "/articles/12", '{"progress": 0.43, "starred": true}', {"Content-Type": "application/json"})
    browser.get(shelved.url + "/articles")
    first = browser.find_element(By.CSS_SELECTOR, ".list > li").text
    assert "43% read" in first and "Starred" in first and "Archived" not in first
    assert "Starred" not in browser.find_elements(By.CSS_SELECTOR, ".list > li")[1].text


def test_tags_and_sites_lead_to_their_articles(browser, shelved):
    show(browser)
    browser.get(shelved.url + "/articles")
    browser.find_element(By.LINK_TEXT, "Tags").click()
    until(browser, "location.pathname === '/tags'")
    assert re.search(r"day 1\s+4", text_of(browser)) and re.search(r"gulls\s+12", text_of(browser))
    browser.find_element(By.LINK_TEXT, "day 1").click()
    until(browser, "location.pathname === '/articles'")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".list > li")) == 4
    assert "Only tagged day 1." in text_of(browser)
    browser.find_element(By.LINK_TEXT, "All articles").click()
    until(browser, "location.search === ''")
    browser.find_element(By.CSS_SELECTOR, ".list .tag").click()
    until(browser, "location.search.startsWith('?tag=')")


def test_search_marks_what_it_found(browser, shelved):
    show(browser)
    browser.get(shelved.url + "/articles")
    browser.find_element(By.ID, "q").send_keys('"day 7" keeper')
    browser.find_element(By.CSS_SELECTOR, "form[role=search] button").click()
    until(browser, "location.pathname === '/search'")
    assert browser.find_element(By.ID, "q").get_attribute("value") == '"day 7" keeper'
    assert len(browser.find_elements(By.CSS_SELECTOR, ".list > li")) == 1
    assert "keeper" in [mark.text for mark in browser.find_elements(By.TAG_NAME, "mark")]
    tick(browser, 0)
    press(browser, "Star")
    assert "q=" in browser.current_url and "Starred" in browser.find_element(By.CSS_SELECTOR, ".list").text


def test_a_slip_in_a_search_is_shown_beside_it(browser, shelved):
    show(browser)
    browser.get(shelved.url + "/search?q=%28storm")
    assert browser.find_element(By.ID, "q").get_attribute("value") == "(storm"
    assert browser.find_element(By.CSS_SELECTOR, "[role=alert]").text


def test_slash_goes_to_the_search(browser, shelved):
    if not browser.has_script:
        pytest.skip("a comfort of the script")
    show(browser)
    browser.get(shelved.url + "/articles")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    assert evaluate(browser, "document.activeElement.id") == "q"
    browser.get(shelved.url + "/help")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    until(browser, "location.pathname === '/search'")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/articles?starred=1", "puts it here"),
        ("/articles?state=archived", "can be archived"),
        ("/articles?state=reading", "leave halfway"),
        ("/articles?tag=none", "Nothing here has all of that"),
        ("/search?q=unfindable", "Nothing has all of that"),
    ],
)
def test_an_empty_shelf_says_what_it_is_for(browser, shelved, path, words):
    browser.get(shelved.url + path)
    assert words in text_of(browser)
    assert "curl" not in text_of(browser) and not browser.find_elements(By.ID, "bulk")


def test_the_counts_follow_every_change(shelved):
    """They are kept between two looks at the list, and counted anew after each change."""
    def starred():
        page = shelved.get("/articles", Accept=BROWSER).expect(200).text()
        return re.search(r'Starred <span class="count">(\d+)<', page).group(1)

    assert starred() == "0"
    for number in (1, 2):
        shelved.request("PATCH", f"/articles/{number}", '{"starred": true}', {"Content-Type": "application/json"}).expect(200)
        assert starred() == str(number)
    shelved.request("DELETE", "/articles/1").expect(204)
    assert starred() == "1"
