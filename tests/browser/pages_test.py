"""The pages as people meet them: added, read, listed and refused; wide and narrow, light and dark."""

import json
import re

import pytest
import samples
from chromium import SCREENSHOTS
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from walking import SIZES, THEMES, complaints, evaluate, fill, pages, photograph, show, switch, text_of, wear


@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_and_is_quiet(browser, service, shown, size):
    show(browser, size)
    for name, path in pages(service, shown).items():
        browser.get(service.url + path)
        for theme in THEMES if browser.has_script else ["light"]:
            switch(browser, theme)
            if browser.has_script:
                photograph(browser, f"{name}-{size}-{theme.replace(' ', '-')}")
            widths = json.loads(evaluate(browser, "JSON.stringify([document.documentElement.scrollWidth, innerWidth])"))
            assert widths[0] <= widths[1], f"{name}, {theme}: {widths[0]} pixels on {widths[1]}"
        said = [line for line in complaints(browser) if "404" not in line or name != "error"]
        assert not said, (name, said)


def test_the_measure_is_comfortable(browser, service, shown):
    """Around 66 characters to a line on a wide screen, by the width of the running text."""
    show(browser)
    measure = """(() => { const p = [...document.querySelectorAll('article p')].find(e => e.textContent.length > 150);
      const r = document.createRange(); r.selectNodeContents(p);
      const lines = [...r.getClientRects()].reduce((sum, box) => sum + box.width, 0) / p.clientWidth;
      return p.textContent.length / lines; })()"""
    for look in ("", "01", "03", "0004"):  # serif, sans, dyslexia-friendly; the largest letters
        wear(browser, service, look)
        browser.get(service.url + shown["page"])
        assert 60 <= evaluate(browser, measure) <= 75, look


def test_an_article_is_read(browser, service, shown):
    show(browser)
    browser.get(service.url + shown["page"])
    assert browser.title.startswith(samples.PAGE_TITLE)
    assert browser.find_element(By.TAG_NAME, "h1").text == samples.PAGE_TITLE
    assert len(browser.find_elements(By.TAG_NAME, "h1")) == 1
    text = text_of(browser)
    for words in ("Ingrid Maelstrom", "12 March 2024", "The Hallvik Courier", "clearly labelled", "at first light"):
        assert words in text
    assert evaluate(browser, "document.documentElement.lang") == "en"
    assert not browser.find_elements(By.CSS_SELECTOR, "iframe, [onclick], [style], article script, article form")


def test_the_pictures_for_the_readme(browser, service, shown):
    """As somebody sees an article first, and the list; tests/browser/pictures/ has copies."""
    page = re.sub("<time.*</figure>", "", samples.PAGE, flags=re.DOTALL).replace("ferry-sails-again", "picture")
    path = service.post("/articles", page, "text/html").expect(200, 201).headers["Location"]
    show(browser)
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 900, "height": 760, "deviceScaleFactor": 1, "mobile": False}
    )
    browser.get(service.url + path)
    (SCREENSHOTS / "readme.png").write_bytes(browser.get_screenshot_as_png())
    assert samples.PAGE_TITLE in text_of(browser)
    wear(browser, service, "3")
    browser.get(service.url + "/search?q=harbour")
    (SCREENSHOTS / "readme-list.png").write_bytes(browser.get_screenshot_as_png())
    assert browser.find_elements(By.TAG_NAME, "mark")


def test_right_to_left_is_set_so(browser, service, shown):
    show(browser)
    browser.get(service.url + shown["arabic"])
    assert evaluate(browser, "getComputedStyle(document.querySelector('article p:last-of-type')).direction") == "rtl"
    assert evaluate(browser, "getComputedStyle(document.querySelector('h1')).direction") == "rtl"


def test_pasted_text_becomes_an_article(browser, service, shown):
    show(browser)
    browser.get(service.url + "/add")
    word = "scripted" if browser.has_script else "plain"
    fill(browser, "textarea", f"A Day at the Quay, {word}\n\n{samples.PARAGRAPHS[3]}\n\n{samples.PARAGRAPHS[4]}")
    assert "/articles/" in browser.current_url
    assert "Residents shared fuel" in text_of(browser)
    assert not complaints(browser)


def test_an_uploaded_file_becomes_an_article(browser, service, shown, tmp_path):
    file = tmp_path / "upload.html"
    word = "scripted" if browser.has_script else "plain"
    page = samples.numbered_page(900 + len(word)).replace("lighthouse", f"{word} lighthouse")
    file.write_text(page, encoding="utf-8")
    show(browser)
    browser.get(service.url + "/add")
    fill(browser, "input[type=file]", str(file))
    assert "/articles/" in browser.current_url
    assert f"at the {word} lighthouse" in browser.find_element(By.TAG_NAME, "h1").text
    assert not complaints(browser)


def test_a_mistake_is_explained(browser, service, shown):
    show(browser)
    browser.get(service.url + "/add")
    fill(browser, "textarea", "http://192.168.0.1/only-an-address")
    assert "403" in text_of(browser) or "fetch" in text_of(browser)
    photograph(browser, "error-403")
    browser.find_element(By.CSS_SELECTOR, "a[href^='/']").click()
    assert browser.current_url.startswith(service.url)


def test_the_list_leads_to_articles_and_on(browser, service, shown):
    show(browser)
    browser.get(service.url + "/")
    assert browser.current_url.endswith("/articles")
    first = browser.find_elements(By.CSS_SELECTOR, "main a[href^='/articles/']")[0]
    title = first.text
    first.click()
    WebDriverWait(browser, 20).until(lambda _: re.search(r"/articles/\d+$", browser.current_url))
    assert browser.find_element(By.TAG_NAME, "h1").text in title
    browser.get(service.url + "/articles")
    browser.find_element(By.CSS_SELECTOR, "a[href^='/articles?cursor=']").click()
    WebDriverWait(browser, 20).until(lambda _: "cursor=" in browser.current_url)
    assert browser.find_elements(By.CSS_SELECTOR, "main a[href^='/articles/']")


def test_an_empty_list_teaches(browser, tmp_path):
    from service import Service

    running = Service(tmp_path / "data").start()
    try:
        for size in SIZES:
            show(browser, size)
            browser.get(running.url + "/articles")
            photograph(browser, f"empty-{size}")
            assert "curl" in text_of(browser) and running.url in text_of(browser)
            assert evaluate(browser, "document.documentElement.scrollWidth") <= SIZES[size][0]
    finally:
        running.stop()


def test_fields_are_labelled(browser, service, shown):
    """WCAG 2.1, 3.3.2: who listens to the page knows what each field takes."""
    show(browser)
    browser.get(service.url + "/add")
    fields = browser.find_elements(By.CSS_SELECTOR, "form input:not([type=hidden]):not([type=submit]), form textarea")
    assert len(fields) >= 2
    for entry in fields:
        assert entry.accessible_name, entry.get_attribute("name")


def test_the_keyboard_is_enough(browser, service, shown):
    show(browser)
    browser.get(service.url + "/articles")
    skip = browser.find_elements(By.CSS_SELECTOR, "a[href^='#']")
    assert skip, "no way around the navigation"
    assert evaluate(browser, f"!!document.querySelector('{skip[0].get_attribute('hash') or '#main'}')")
