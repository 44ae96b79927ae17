"""The pages as people meet them: added, read, listed and refused; wide and narrow, light and dark."""

import base64
import json
import re

import pytest
import samples
from chromium import SCREENSHOTS
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

SIZES = {"wide": (1280, 900), "phone": (390, 844)}
SCHEMES = ["light", "dark"]


def show(browser, size="wide", scheme="light"):
    width, height = SIZES[size]
    is_phone = size == "phone"
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone},
    )
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})


def photograph(browser, name):
    """The whole page, however long."""
    size = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 6000), "scale": 1}
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    (SCREENSHOTS / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))


def evaluate(browser, expression):
    """Asks the page itself, which works where the page's own scripts are switched off too."""
    result = browser.execute_cdp_cmd("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    return result["result"].get("value")


def complaints(browser):
    """What the console says, but for pictures of articles that this machine cannot fetch."""
    lines = [entry["message"] for entry in browser.get_log("browser")]
    return [line for line in lines if "courier.example" not in line and "favicon" not in line]


def text_of(browser):
    return browser.find_element(By.TAG_NAME, "main").text


def fill(browser, selector, value):
    """Types into a field of the page to add an article, submits its form, and waits for the answer."""
    before = browser.current_url
    field = browser.find_element(By.CSS_SELECTOR, selector)
    field.send_keys(value)
    form = field.find_element(By.XPATH, "ancestor::form")
    form.find_element(By.CSS_SELECTOR, "button, input[type=submit]").click()
    WebDriverWait(browser, 20).until(lambda _: browser.current_url != before)


@pytest.fixture(autouse=True)
def forget_earlier_complaints(browser):
    complaints(browser)


def pages(service, shown):
    return {
        "list": "/articles",
        "add": "/add",
        "error": "/articles/424242",
        **{f"article-{name}": path for name, path in shown.items()},
    }


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_and_is_quiet(browser, service, shown, size, scheme):
    for name, path in pages(service, shown).items():
        show(browser, size, scheme)
        browser.get(service.url + path)
        if browser.has_script:
            photograph(browser, f"{name}-{size}-{scheme}")
        widths = json.loads(evaluate(browser, "JSON.stringify([document.documentElement.scrollWidth, innerWidth])"))
        assert widths[0] <= widths[1], f"{name}: {widths[0]} pixels on {widths[1]}"
        said = [line for line in complaints(browser) if "404" not in line or name != "error"]
        assert not said, (name, said)


def luminance(color):
    channels = [float(part) / 255 for part in color[color.index("(") + 1 : -1].split(",")[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# Every text element's colour and the first opaque background behind it.
COLORS = """JSON.stringify([...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length)
  .map(e => { let b = e; while (b && getComputedStyle(b).backgroundColor === 'rgba(0, 0, 0, 0)') b = b.parentElement;
    return [getComputedStyle(e).color, b ? getComputedStyle(b).backgroundColor : 'rgb(255, 255, 255)',
            e.tagName + ': ' + e.textContent.slice(0, 30)]; }))"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(browser, service, shown, scheme):
    """WCAG 2.1, 1.4.3: a contrast of 4.5 to 1."""
    for name, path in pages(service, shown).items():
        show(browser, "wide", scheme)
        browser.get(service.url + path)
        for text, back, where in json.loads(evaluate(browser, COLORS)):
            if scheme == "dark" and back == "rgb(255, 255, 255)":
                back = evaluate(browser, "getComputedStyle(document.documentElement).backgroundColor")
            light, dark = sorted((luminance(text), luminance(back)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, where, text, back)


def test_the_two_schemes_differ(browser, service, shown):
    seen = set()
    for scheme in SCHEMES:
        show(browser, "wide", scheme)
        browser.get(service.url + shown["page"])
        seen.add(evaluate(browser, "getComputedStyle(document.body).color"))
    assert len(seen) == 2


def test_the_measure_is_comfortable(browser, service, shown):
    """45 to 85 characters to a line on a wide screen, by the width of the running text."""
    show(browser)
    browser.get(service.url + shown["page"])
    measure = """(() => { const p = [...document.querySelectorAll('article p')].find(e => e.textContent.length > 150);
      const r = document.createRange(); r.selectNodeContents(p);
      const lines = r.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight);
      return p.textContent.length / lines; })()"""
    assert 45 <= evaluate(browser, measure) <= 85


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
    assert not browser.find_elements(By.CSS_SELECTOR, "script, iframe, form, [onclick], [style]")


def test_the_picture_for_the_readme(browser, service, shown):
    """As somebody sees an article first; tests/browser/pictures/article.png is a copy."""
    page = re.sub("<time.*</figure>", "", samples.PAGE, flags=re.DOTALL).replace("ferry-sails-again", "picture")
    path = service.post("/articles", page, "text/html").expect(200, 201).headers["Location"]
    show(browser)
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 900, "height": 760, "deviceScaleFactor": 1, "mobile": False}
    )
    browser.get(service.url + path)
    (SCREENSHOTS / "readme.png").write_bytes(browser.get_screenshot_as_png())
    assert samples.PAGE_TITLE in text_of(browser)


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
