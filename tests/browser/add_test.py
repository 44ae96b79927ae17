"""Adding: a rich paste, files one by one and many, what a phone shares, and the bookmarklet from another origin's page."""

import functools
import http.server
import json
import threading

import pytest
import samples
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from walking import complaints, evaluate, show, text_of, until

RICH = f"""<!DOCTYPE html><title>Elsewhere</title><article><h1>A rich paste at the quay</h1><p>{samples.PARAGRAPHS[0]}</p>
<h2>What they carried</h2><ul><li>potatoes</li><li>two vans</li></ul>
<p>{samples.PARAGRAPHS[1]} See <a href="https://harbour.example/report">the report</a>.</p><p>{samples.PARAGRAPHS[3]}</p></article>"""


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another origin: /page, /large, and /closed, which cuts itself off from the windows that it opens."""

    def do_GET(self):
        bulk = "<!--" + "x" * 700_000 + "-->" if self.path == "/large" else ""
        name = self.path.strip("/")
        body = RICH.replace("rich paste at", f"{name} page {self.server.said} script by").replace("</article>", bulk + "</article>")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Security-Policy", "default-src 'none'")
        if self.path == "/closed":
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def elsewhere(browser):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.said = "with" if browser.has_script else "without"
    thread = threading.Thread(target=functools.partial(server.serve_forever, 0.05))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def needs_script(browser):
    if not browser.has_script:
        pytest.skip("a comfort of the script")


def copy_all(browser, address):
    browser.get(address)
    browser.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    ActionChains(browser).key_down(Keys.CONTROL).send_keys("a").send_keys("c").key_up(Keys.CONTROL).perform()


def paste(browser, service):
    browser.get(service.url + "/add")
    browser.find_element(By.ID, "text").click()
    ActionChains(browser).key_down(Keys.CONTROL).send_keys("v").key_up(Keys.CONTROL).perform()
    assert "forty passengers" in browser.find_element(By.ID, "text").get_attribute("value")


def send(browser, selector):
    before = browser.current_url
    browser.find_element(By.CSS_SELECTOR, selector).click()
    WebDriverWait(browser, 20).until(lambda _: browser.current_url != before)
    assert "/articles/" in browser.current_url, text_of(browser)


def shown_article(browser, service):
    return service.get(browser.current_url.removeprefix(service.url)).json()


def test_a_rich_paste_keeps_its_structure(browser, service, elsewhere):
    show(browser)
    copy_all(browser, elsewhere + "/paste")
    paste(browser, service)
    send(browser, "[data-paste] button:not([type])")
    article = shown_article(browser, service)
    if browser.has_script:
        assert article["kind"] == "html" and "<h2>What they carried</h2>" in article["content_html"]
        assert 'href="https://harbour.example/report"' in article["content_html"] and "<li>potatoes" in article["content_html"]
    assert "forty passengers" in article["content_text"]
    assert not complaints(browser)


@pytest.mark.parametrize("way", ["button", "typing"])
def test_a_rich_paste_can_be_plain(browser, service, elsewhere, way):
    needs_script(browser)
    show(browser)
    copy_all(browser, f"{elsewhere}/plain-{way}")
    paste(browser, service)
    if way == "button":
        browser.find_element(By.XPATH, "//button[.='Keep only the text']").click()
    else:
        browser.find_element(By.ID, "text").send_keys(" And more.")
    assert "headings" not in text_of(browser)
    send(browser, "[data-paste] button:not([type])")
    assert "href=" not in shown_article(browser, service)["content_html"]


def test_a_pages_source_is_pasted_as_it_is(browser, service):
    needs_script(browser)
    browser.get(service.url + "/add")
    event = """(() => { const data = new DataTransfer();
      data.setData('text/plain', '<h1>Source</h1><p>Words</p>'); data.setData('text/html', '<div><p style="color:red">&lt;h1&gt;</p></div>');
      document.querySelector('#text').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); })()"""
    evaluate(browser, event)
    assert "headings" not in text_of(browser)
    assert evaluate(browser, "document.querySelector('#text').name") == "content"


def drop(browser, files):
    """What a browser tells the page when files are dropped on it."""
    evaluate(
        browser,
        f"""(() => {{ const data = new DataTransfer();
        for (const [name, text] of {json.dumps(files)}) data.items.add(new File([text], name, {{type: 'text/html'}}));
        document.body.dispatchEvent(new DragEvent('drop', {{dataTransfer: data, bubbles: true, cancelable: true}})); }})()""",
    )


def test_a_dropped_file_becomes_an_article(browser, service):
    needs_script(browser)
    show(browser)
    browser.get(service.url + "/add")
    drop(browser, [["dropped.html", samples.numbered_page(801).replace("lighthouse", "dropped lighthouse")]])
    until(browser, "location.pathname.startsWith('/articles/')")
    assert "dropped lighthouse" in browser.find_element(By.TAG_NAME, "h1").text


def test_many_files_are_told_one_by_one(browser, service, tmp_path):
    needs_script(browser)
    show(browser)
    names = []
    for number in (811, 812):
        names.append(str(tmp_path / f"{number}.html"))
        (tmp_path / f"{number}.html").write_text(samples.numbered_page(number))
    (tmp_path / "picture.html").write_bytes(b"GIF89a\x01\x00\x01\x00")
    browser.get(service.url + "/add")
    browser.find_element(By.ID, "file").send_keys("\n".join([*names, str(tmp_path / "picture.html")]))
    browser.find_element(By.CSS_SELECTOR, "[data-drop] button").click()
    until(browser, "document.querySelector('.said')?.textContent === '3 files done'")
    lines = [line.text for line in browser.find_elements(By.CSS_SELECTOR, ".done li")]
    assert lines[0] == "Day 811 at the lighthouse" and lines[1] == "Day 812 at the lighthouse", lines
    assert lines[2].startswith("picture.html: ") and "GIF" in lines[2], lines
    assert len(browser.find_elements(By.CSS_SELECTOR, ".done a[href^='/articles/']")) == 2


def test_what_a_phone_shares_is_kept_with_one_more_touch(browser, service):
    show(browser, "phone")
    word = "with" if browser.has_script else "without"
    browser.get(f"{service.url}/add?title=Shared%20{word}&text={word}%20{samples.PARAGRAPHS[3].replace(' ', '%20')}")
    send(browser, "[data-paste] button:not([type])")
    assert browser.find_element(By.TAG_NAME, "h1").text == f"Shared {word}"


@pytest.mark.parametrize("kind", ["page", "large", "closed"])
def test_the_bookmarklet_hands_a_page_over(browser, service, elsewhere, kind):
    needs_script(browser)
    show(browser)
    browser.get(service.url + "/connect")
    bookmark = browser.find_element(By.CSS_SELECTOR, "a.bookmarklet").get_attribute("href")
    before = service.get("/healthz").json()["articles"]
    browser.get(f"{elsewhere}/{kind}")
    first = browser.current_window_handle
    # As the browser does it for a bookmark: in the page's world, but not under its policy.
    from urllib.parse import unquote

    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": unquote(bookmark.removeprefix("javascript:")), "userGesture": True})
    WebDriverWait(browser, 20).until(lambda _: len(browser.window_handles) == 2)
    browser.switch_to.window(next(handle for handle in browser.window_handles if handle != first))
    show(browser)
    try:
        until(browser, "document.querySelector('[data-receive]')?.hidden === false")
        assert evaluate(browser, "location.href") == service.url + "/add/receive"
        assert "Nothing is kept before" in text_of(browser)
        assert service.get("/healthz").json()["articles"] == before
        assert browser.find_element(By.ID, "url").get_attribute("value") == f"{elsewhere}/{kind}"
        browser.find_element(By.ID, "tags").send_keys("kept")
        send(browser, "[data-receive] button")
        article = shown_article(browser, service)
        assert article["title"] == f"A {kind} page with script by the quay"
        assert article["url"] == f"{elsewhere}/{kind}" and article["tags"] == ["kept"]
        assert "<h2>What they carried</h2>" in article["content_html"]
        assert not complaints(browser)
    finally:
        browser.close()
        browser.switch_to.window(first)


def test_the_bookmarklets_window_alone_says_what_it_is_for(browser, service):
    browser.get(service.url + "/add/receive")
    said = text_of(browser)
    assert ("drag it to your bookmarks" if browser.has_script else "switched off") in said
    assert not browser.find_element(By.CSS_SELECTOR, "[data-receive]").is_displayed()


def test_the_lines_carry_the_address_of_the_browser(browser, service):
    """Behind a proxy the server does not know how the reader came."""
    needs_script(browser)
    browser.get(service.url + "/connect")
    assert f"curl --data-binary @page.html {service.url}/articles" in text_of(browser)
