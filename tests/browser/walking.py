"""What every walk through the pages needs: a size and a scheme, a look at the page, its complaints, its forms."""

import base64
import os

from chromium import SCREENSHOTS
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

SIZES = {"wide": (1280, 900), "phone": (390, 844)}
SCHEMES = ["light", "dark"]
# Each theme: the look's cookie, and the scheme of the device.
THEMES = {
    "light": ("", "light"),
    "dark": ("", "dark"),
    "sepia": ("2", "dark"),
    "chosen light": ("1", "dark"),
    "chosen dark": ("3", "light"),
    "e-ink": ("4", "dark"),
}


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


def switch(browser, theme):
    """To another theme without loading the page again, as its own script does it."""
    look, scheme = THEMES[theme]
    names = ["auto", "light", "sepia", "dark", "eink"]
    features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})
    change = f"document.documentElement.dataset.theme = '{names[int(look or 0)]}'"
    evaluate(browser, change if look else "delete document.documentElement.dataset.theme")


def photograph(browser, name):
    """The whole page, however long; only for who wants to look: ARTICLED_SCREENSHOTS=1."""
    if not os.environ.get("ARTICLED_SCREENSHOTS"):
        return
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


def pages(service, shown):
    """The address of every page, by name."""
    return {
        "list": "/articles",
        "search": "/search?q=quay",
        "search-help": "/search",
        "starred": "/articles?starred=1",
        "tagged": "/articles?tag=harbour",
        "tags": "/tags",
        "add": "/add",
        "receive": "/add/receive",
        "connect": "/connect",
        "settings": "/settings",
        "help": "/help",
        "log": shown["page"] + "/log",
        "log-text": shown["bare"] + "/log",
        "revisions": shown["corrected"] + "/revisions",
        "revision": shown["corrected"] + "/revisions/1",
        "docs": "/docs",
        "tokens": "/tokens",
        "login": "/login",
        "error": "/articles/424242",
        **{f"article-{name}": path for name, path in shown.items()},
    }


def wear(browser, service, look):
    """The look, by the digits of its cookie; "" takes it off."""
    browser.get(service.url + "/healthz")
    browser.delete_all_cookies()
    if look:
        browser.add_cookie({"name": "look", "value": look, "path": "/"})


def until(browser, claim, seconds=20):
    """Waits until the expression holds in the page."""
    WebDriverWait(browser, seconds).until(lambda _: evaluate(browser, claim))
