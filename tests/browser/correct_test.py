"""Correcting a cleaning: seeing what was left out and why, dropping a block, picking another one, and going back."""

import pytest
from selenium.webdriver.common.by import By
from walking import complaints, evaluate, show, text_of, until

STORY = "The keeper of the lighthouse counted the gulls each morning, wrote their number into a book, and closed it again."
PAGE = f"""<!DOCTYPE html><html lang="en"><title>The keeper's book, NUMBER</title><body>
<nav><ul><li>Home</li><li>Sport</li></ul></nav><main><article class="story"><h1>The keeper's book, NUMBER</h1>
<p>{STORY}</p><p>In NUMBER winters he never missed a day, and nobody ever asked him what the book was for, or read it.</p>
<p>Then a letter came from the harbour, in which he was asked to count the ferries too, and he said that he would.</p>
<p>He bought a second book for them, which was blue, and thicker, since there were more ferries now than gulls.</p></article>
<aside class="other"><p>In other news, the harbour board has met in NUMBER sessions to speak about the depth of the new jetty at low water.</p>
<p>It decided to meet once more in spring, when the ice is gone, and to measure it itself before it decides anything.</p></aside></main></body></html>"""


@pytest.fixture
def wrong(browser, service):
    wrong.count = getattr(wrong, "count", 10) + 1
    return service.post("/articles", PAGE.replace("NUMBER", str(wrong.count)), "text/html").expect(201).headers["Location"]


def open_log(browser, service, path):
    show(browser)
    browser.get(service.url + path)
    browser.find_element(By.PARTIAL_LINK_TEXT, "what was left out").click()
    until(browser, "location.pathname.endsWith('/log')")


def block(browser, words):
    return browser.find_element(By.XPATH, f"//ol[@class='blocks']/li[contains(., '{words}')]")


def clean_again(browser, path):
    browser.find_element(By.XPATH, "//button[.='Clean it again']").click()
    until(browser, f"location.pathname === '{path}'")


def test_what_was_left_out_is_shown_with_its_reason(browser, service, wrong):
    open_log(browser, service, wrong)
    assert "navigation" in block(browser, "Sport").text and "Left out" in block(browser, "Sport").text
    assert "Kept" in block(browser, "The keeper of the lighthouse").text
    browser.find_element(By.ID, "only-left").click()
    assert not block(browser, "The keeper of the lighthouse").is_displayed()
    assert block(browser, "Sport").is_displayed()
    assert "the title" in text_of(browser) or "title" in text_of(browser)


def test_a_block_is_dropped_and_brought_back(browser, service, wrong):
    open_log(browser, service, wrong)
    line = block(browser, "never missed a day")
    line.find_element(By.NAME, "remove").send_keys(" ")
    clean_again(browser, wrong)
    article = service.get(wrong).json()
    assert "never missed a day" not in article["content_text"] and "counted the gulls" in article["content_text"]
    browser.find_element(By.PARTIAL_LINK_TEXT, "what was left out").click()
    until(browser, "location.pathname.endsWith('/log')")
    browser.find_element(By.LINK_TEXT, "Older cleanings").click()
    until(browser, "location.pathname.endsWith('/revisions')")
    browser.find_element(By.XPATH, "//button[starts-with(., 'Restore')]").click()
    until(browser, f"location.pathname === '{wrong}'")
    assert "never missed a day" in service.get(wrong).json()["content_text"]


def test_another_block_is_picked_as_the_article(browser, service, wrong):
    open_log(browser, service, wrong)
    line = block(browser, "In other news")
    line.find_elements(By.NAME, "selector")[1].send_keys(" ")
    browser.find_element(By.NAME, "force").send_keys(" ")
    clean_again(browser, wrong)
    text = service.get(wrong).json()["content_text"]
    assert "In other news" in text and "meet once more" in text and "counted the gulls" not in text
    assert not complaints(browser)


def test_title_authors_and_date_are_corrected(browser, service, wrong):
    show(browser)
    browser.get(service.url + wrong)
    browser.find_element(By.XPATH, "//summary[starts-with(., 'Correct')]").click()
    for name, value in (("title", "A better title"), ("authors", "Ann Quill; Bo Beck"), ("published", "2024-05-06")):
        field = browser.find_element(By.CSS_SELECTOR, f"details [name={name}]")
        field.clear()
        field.send_keys(value)
    browser.find_element(By.CSS_SELECTOR, "details [name=published]").submit()
    until(browser, "document.querySelector('h1').textContent === 'A better title'")
    article = service.get(wrong).json()
    assert article["authors"] == ["Ann Quill", "Bo Beck"] and article["published"] == "2024-05-06"
    assert "6 May 2024" in text_of(browser)
