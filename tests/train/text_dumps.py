#!/usr/bin/python3
"""Makes plain texts of web pages, as people and programs make them: text_dumps.py CORPUS FOLDER.

Of each page of CORPUS/html/trafilatura/dev, FOLDER/text/NAME.STYLE.txt.gz in these styles, and FOLDER/truth/NAME.json:
a  what a browser copies (HTML's innerText)
b  lynx -dump, one line a paragraph
c  the blocks with an empty line between them, lists with bullets
d  like c without what looks like furniture, and div by div on lines of their own: a crawler's "main content"
e  w3m -dump, wrapped at 80 columns
A dump that lacks a segment of the page that must stay is left out.  The same pages give the same dumps.
"""

import gzip
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import lxml.html

STYLES = "abcde"
DEPTH = 400  # deeper elements are left out
HIDDEN = set("script style head title meta link noscript template iframe object audio video canvas svg math select "
             "datalist textarea input".split())
PARAGRAPHS = set("p h1 h2 h3 h4 h5 h6".split())
BLOCKS = PARAGRAPHS | set(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "header hgroup hr legend li main menu nav ol pre search section summary table tbody tfoot thead tr ul".split())
INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

# What a crawler's rules take for furniture, by element and by the words of classes and ids.
FURNITURE = set("nav aside footer form button time".split())
FURNITURE_ROLES = set("navigation banner contentinfo complementary search menu menubar dialog alert toolbar".split())
FURNITURE_WORDS = set(
    "ad ads advert banner breadcrumb breadcrumbs comment comments consent cookie copyright dropdown footer gallery header "
    "hidden login logo menu modal nav navbar navigation newsletter overlay pagination popular popup print promo promoted "
    "recommended related search share sharing sidebar signin signup skip social sponsor sponsored subscribe teaser toolbar "
    "trending widget".split())
CONTENT_WORDS = set("article body content entry main post story text".split())
WORDS = re.compile(r"[a-z]+")
LINKED = .6      # of a block's text, when it is a list of links
LINKED_MAX = 800  # characters of such a block

BROWSERS = {
    "b": ["lynx", "-dump", "-nolist", "-width=1000", "-stdin", "-force_html", "-assume_charset=utf-8",
          "-assume_local_charset=utf-8", "-display_charset=utf-8"],
    "e": ["w3m", "-dump", "-cols", "80", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8"],
}


def decode(html):
    declared = re.search(rb"charset=[\"']?([\w-]+)", html[:4096], re.I)
    for charset in ("utf-8", declared and declared[1].decode(), "windows-1252"):
        try:
            return html.decode(charset)
        except (LookupError, TypeError, UnicodeDecodeError):
            pass
    return html.decode("latin-1")


def squeeze(text):
    return " ".join(text.split())


def is_link_list(element):
    text = squeeze(element.text_content())
    linked = sum(len(squeeze(a.text_content())) for a in element.iter("a"))
    return 0 < len(text) < LINKED_MAX and linked > LINKED * len(text)


def is_furniture(element):
    if element.tag in ("html", "body", "main", "h1"):
        return False
    if element.tag in FURNITURE or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if (element.get("role") or "").lower() in FURNITURE_ROLES or INVISIBLE.search(element.get("style") or ""):
        return True
    words = set(WORDS.findall(f"{element.get('class') or ''} {element.get('id') or ''}".lower()))
    if words & CONTENT_WORDS:
        return False
    return bool(words & FURNITURE_WORDS) or (element.tag in ("div", "ul", "ol", "table") and is_link_list(element))


class Dump:
    """Lines, from a walk over the elements."""

    def __init__(self, style):
        self.style, self.out, self.line, self.gap, self.indent, self.mark, self.pre = style, [], [], 0, 0, "", 0

    def end_line(self, newlines):
        text = "".join(self.line)
        text = text.strip("\n") if self.pre else re.sub(r"[ \n\r\f]*\t[ \n\r\f]*", "\t", re.sub(r"[ \n\r\f]+", " ", text)).strip()
        self.line = []
        if text:
            if self.out:
                self.out.append("\n" * max(1, self.gap))
            self.out.append("  " * self.indent + self.mark + text)
            self.gap, self.mark = 0, ""
        self.gap = max(self.gap, newlines)

    def newlines(self, tag):
        if self.style == "a":
            return 2 if tag == "p" else 1
        if self.style == "d":
            return 2 if tag in PARAGRAPHS else 1
        return 1 if tag in ("li", "tr") else 2

    def children(self, element, depth):
        if element.text:
            self.line.append(element.text if self.pre else element.text.replace("\t", " "))
        for child in element:
            self.element(child, depth + 1)
            if child.tail:
                self.line.append(child.tail if self.pre else child.tail.replace("\t", " "))

    def item(self, element):
        parent = element.getparent()
        number = 1 + sum(1 for _ in element.itersiblings("li", preceding=True))
        self.mark = f"{number}. " if parent is not None and parent.tag == "ol" else "\u2022 "

    def element(self, element, depth):
        tag = element.tag
        if not isinstance(tag, str) or tag in HIDDEN or depth > DEPTH:
            return
        if self.style == "a" and (element.get("hidden") is not None or INVISIBLE.search(element.get("style") or "")):
            return
        if self.style == "d" and is_furniture(element):
            return
        if tag == "br":
            return self.end_line(1)
        if tag in ("td", "th") and any(part.strip() for part in self.line):
            self.line.append("\t")
        is_block, is_list = tag in BLOCKS, tag in ("ul", "ol") and self.style != "a"
        newlines = self.newlines(tag)
        if is_block:
            self.end_line(newlines)
        self.indent += is_list
        self.pre += tag == "pre"
        if tag == "li" and self.style != "a":
            self.item(element)
        self.children(element, depth)
        if is_block:
            self.end_line(newlines)
        self.mark = "" if tag == "li" else self.mark
        self.pre -= tag == "pre"
        self.indent -= is_list


def walk(html, style):
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    document = lxml.html.document_fromstring(html.encode(), parser=parser)
    body = document.find("body")
    dump = Dump(style)
    dump.element(document if body is None else body, 0)
    dump.end_line(0)
    return "".join(dump.out) + "\n"


def browse(html, style):
    # What the page declares of its charset is no longer true; lynx tells of a refresh by the name of a passing file.
    html = re.sub(r"(?is)^\s*<\?xml[^>]*\?>|<meta[^>]+(?:charset|refresh)[^>]*>", "", html)
    nowhere = {**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(BROWSERS[style], input=html.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          env=nowhere, timeout=60, check=True)
    return done.stdout.decode("utf-8", "replace")


def make(task):
    page, truth, folder = task
    html = decode(gzip.decompress(page.read_bytes()))
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html).replace("\0", "")
    for style in STYLES:
        text = browse(html, style) if style in BROWSERS else walk(html, style)
        if all(squeeze(segment) in squeeze(text) for segment in truth["with"]):
            (folder / "text" / f"{truth['id']}.{style}.txt.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def make_all(corpus, folder):
    root, tasks = corpus / "html" / "trafilatura" / "dev", []
    for part in ("text", "truth"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for path in sorted((root / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(truth.get("author"), list):
            truth["author"] = "; ".join(truth["author"])
        (folder / "truth" / path.name).write_text(json.dumps(truth), encoding="utf-8")
        tasks.append((root / "html" / f"{path.stem}.html.gz", truth, folder))
    sys.setrecursionlimit(20000)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(make, tasks, chunksize=8))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    make_all(Path(sys.argv[1]), Path(sys.argv[2]))
