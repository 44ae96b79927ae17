"""Pages that everybody can use: WCAG 2.2 AA by axe-core, contrast computed for each theme, valid HTML by the Nu checker."""

import json
import os
import shutil
import subprocess

import pytest
from service import TREE
from walking import SIZES, THEMES, evaluate, pages, show, switch, wear

BUILD = TREE / ".deps" / "browser" / "node_modules"
AXE, NU = BUILD / "axe-core" / "axe.min.js", BUILD / "vnu-jar" / "build" / "dist" / "vnu.jar"
BROWSER = "text/html,*/*;q=0.8"


def luminance(color):
    channels = [float(part) / 255 for part in color[color.index("(") + 1 : -1].split(",")[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# Every text element's colour and the first opaque background behind it.
COLORS = """JSON.stringify([...document.querySelectorAll('body *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length)
  .map(e => { let b = e; while (getComputedStyle(b).backgroundColor === 'rgba(0, 0, 0, 0)') b = b.parentElement;
    return [getComputedStyle(e).color, getComputedStyle(b).backgroundColor, e.tagName + ': ' + e.textContent.slice(0, 30)]; }))"""
# The edges of what can be filled and pressed, against what is around it.
EDGES = """JSON.stringify([...document.querySelectorAll('input:not([type=hidden], [type=file], [type=checkbox]), textarea, select, button, .tool')]
  .filter(e => e.getClientRects().length)
  .map(e => { let b = e.parentElement; while (getComputedStyle(b).backgroundColor === 'rgba(0, 0, 0, 0)') b = b.parentElement;
    return [getComputedStyle(e).borderTopColor, getComputedStyle(b).backgroundColor, e.tagName + ' ' + e.name]; }))"""


def test_text_and_edges_can_be_seen(browser, service, shown):
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1 for text; 1.4.11: of 3 to 1 for the edges of fields."""
    if not browser.has_script:
        pytest.skip("colours need no script")
    show(browser)
    seen = 0
    for name, path in pages(service, shown).items():
        browser.get(service.url + path)
        evaluate(browser, "document.querySelectorAll('details').forEach(d => d.open = true)")
        for theme in THEMES:
            switch(browser, theme)
            for least, colors in ((4.5, COLORS), (3, EDGES)):
                for front, back, where in json.loads(evaluate(browser, colors)):
                    assert contrast(front, back) >= least, (name, theme, where, front, back)
                    seen += 1
    assert seen > 2000


def test_the_themes_differ(browser, service, shown):
    seen = set()
    for look, scheme in THEMES.values():
        wear(browser, service, look)
        show(browser, "wide", scheme)
        browser.get(service.url + shown["page"])
        seen.add(evaluate(browser, "getComputedStyle(document.documentElement).backgroundColor"))
    assert len(seen) == 4  # the chosen light and dark are the device's


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def run_axe(browser, options):
    result = browser.execute_cdp_cmd(
        "Runtime.evaluate",
        {"expression": f"axe.run({json.dumps(options)}).then(JSON.stringify)", "awaitPromise": True, "returnByValue": True},
    )
    report = json.loads(result["result"]["value"])
    found = [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in report["violations"]]
    return found, len(report["passes"])


def test_axe_has_nothing_to_say(browser, service, shown):
    """All its rules on a wide screen and on a phone, and those about colours in every theme."""
    if not AXE.is_file():
        pytest.skip("no axe-core: ./dev deps test gets it where there is an npm registry")
    if not browser.has_script:
        pytest.skip("axe-core is a script")
    script = AXE.read_text(encoding="utf-8") + ";0"
    for name, path in pages(service, shown).items():
        show(browser, "wide")
        browser.get(service.url + path)
        evaluate(browser, "document.querySelectorAll('details').forEach(d => d.open = true)")
        evaluate(browser, script)
        for size in SIZES:
            show(browser, size)
            found, passes = run_axe(browser, {"runOnly": TAGS})
            assert not found and passes > 15, (name, size, found)
        for theme in THEMES:
            switch(browser, theme)
            found, passes = run_axe(browser, {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}})
            assert not found and passes, (name, theme, found)


def test_the_pages_are_valid(browser, service, shown, tmp_path):
    """By the Nu checker, with everything that a page can hold."""
    if not NU.is_file() or not shutil.which("java"):
        pytest.skip("no Nu checker: it needs java, and ./dev deps test where there is an npm registry")
    if not browser.has_script:
        pytest.skip("the checker needs no browser")
    addresses = {**pages(service, shown), "plain": shown["showcase"] + ".html"}
    for name, path in addresses.items():
        (tmp_path / f"{name}.html").write_bytes(service.get(path, Accept=BROWSER).body)
    command = ["java", "-jar", NU, "--stdout", "--format", "json", "--exit-zero-always", *sorted(tmp_path.iterdir())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, "LANG": "C.UTF-8"})
    said = [
        (message["url"].rsplit("/", 1)[-1], message.get("lastLine"), message["message"])
        for message in json.loads(done.stdout)["messages"]
        if message["type"] == "error" or message.get("subType") == "warning"
    ]
    assert not said, said
