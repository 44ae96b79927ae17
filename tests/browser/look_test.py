"""The look: chosen on the article's page or in the settings, with script at once, without it by a form, and found again."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from walking import evaluate, show, until

STYLE = "getComputedStyle(document.querySelector('.content p'))"
# Field, choice by its words, what then holds of the article's text.
CHOICES = [
    ("theme", "Sepia", "getComputedStyle(document.documentElement).backgroundColor === 'rgb(246, 236, 217)'"),
    ("font", "Dyslexia-friendly", f"{STYLE}.fontFamily.includes('OpenDyslexic')"),
    ("size", "Largest", f"{STYLE}.fontSize === '32px'"),
    ("width", "Narrow", "document.querySelector('main').clientWidth < 950"),
    ("spacing", "Loose", f"parseFloat({STYLE}.lineHeight) > 1.8 * parseFloat({STYLE}.fontSize)"),
    ("align", "Justified, hyphenated", f"{STYLE}.textAlign === 'justify' && {STYLE}.hyphens === 'auto'"),
]


def choose(browser, name, words):
    Select(browser.find_element(By.NAME, name)).select_by_visible_text(words)
    if not browser.has_script:
        browser.find_element(By.CSS_SELECTOR, "[data-look] button").click()
        until(browser, f"'{name}' in document.documentElement.dataset && document.readyState === 'complete'")


@pytest.mark.parametrize("place", ["article", "settings"])
def test_a_look_is_chosen_and_found_again(browser, service, shown, place):
    show(browser)
    browser.get(service.url + (shown["page"] if place == "article" else "/settings"))
    if place == "article":
        browser.find_element(By.CSS_SELECTOR, "details.look > summary").click()
    for name, words, _ in CHOICES:
        choose(browser, name, words)
        if not browser.has_script and place == "article":
            browser.find_element(By.CSS_SELECTOR, "details.look > summary").click()
    assert browser.current_url == service.url + (shown["page"] if place == "article" else "/settings")
    until(browser, "document.documentElement.dataset.align === 'justify'")
    # With script it is a second after the last click at most until the cookie is there too.
    until(browser, "document.cookie.startsWith('look=2341210')" if browser.has_script else "true")
    browser.get(service.url + shown["page"])
    for name, words, claim in CHOICES:
        assert evaluate(browser, claim), (name, words, evaluate(browser, f"{STYLE}.fontSize"))
        chosen = Select(browser.find_element(By.NAME, name)).first_selected_option
        assert chosen.get_attribute("textContent") == words


def test_with_script_it_is_at_once_and_without_a_button(browser, service, shown):
    if not browser.has_script:
        pytest.skip("a comfort of the script")
    browser.get(service.url + shown["page"])
    browser.find_element(By.CSS_SELECTOR, "details.look > summary").click()
    assert not browser.find_element(By.CSS_SELECTOR, "[data-look] .send").is_displayed()
    evaluate(browser, "window.isSamePage = true")
    choose(browser, "theme", "Dark")
    assert evaluate(browser, "document.documentElement.dataset.theme === 'dark' && window.isSamePage")
    choose(browser, "theme", "As the device")
    assert evaluate(browser, "!('theme' in document.documentElement.dataset)")


def test_ink_on_paper_does_not_move(browser, service, shown):
    browser.get(service.url + "/healthz")
    browser.add_cookie({"name": "look", "value": "4", "path": "/"})
    show(browser)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": "no-preference"}]})
    browser.get(service.url + shown["showcase"])
    assert evaluate(browser, "getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert evaluate(browser, "getComputedStyle(document.querySelector('.content a')).textDecorationLine") == "underline"


def test_on_paper_stands_the_article_alone(browser, service, shown):
    browser.get(service.url + shown["showcase"])
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    hidden = ".bar, .tools, .about, .skip, .place"
    count = f"[...document.querySelectorAll('{hidden}')].filter(e => e.getClientRects().length).length"
    assert evaluate(browser, count) == 0
    assert evaluate(browser, "getComputedStyle(document.querySelector('pre')).whiteSpace").startswith("pre-wrap")
    assert evaluate(browser, "getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_what_is_wide_scrolls_by_itself(browser, service, shown):
    show(browser, "phone")
    browser.get(service.url + shown["showcase"])
    for element in ("pre", "table"):
        wide = f"(e => e.scrollWidth > e.clientWidth && e.clientWidth < innerWidth)(document.querySelector('{element}'))"
        assert evaluate(browser, wide), element
        assert evaluate(browser, f"document.querySelector('{element}').tabIndex") == (0 if browser.has_script else -1)
