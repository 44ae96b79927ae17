"""Judges HTML that goes out: only elements, attributes and addresses from short lists."""

import html.parser
import re
from urllib.parse import urlsplit

CONTENT = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "table", "caption", "thead",
    "tbody", "tr", "th", "td", "figure", "figcaption", "hr", "dl", "dt", "dd", "br", "a", "img", "em", "strong", "del",
    "ins", "mark", "sub", "sup", "q", "kbd", "small", "ruby", "rt", "input",
}  # fmt: skip
FRAME = {
    "html", "head", "meta", "title", "link", "body", "header", "nav", "main", "footer", "article", "section", "div",
    "span", "time", "aside", "address", "bdi", "script", "noscript", "form", "label", "input", "textarea", "select",
    "option", "button", "details", "summary", "fieldset", "legend", "search", "progress",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "rel", "title"},
    "img": {"src", "alt", "width", "height", "loading", "decoding", "referrerpolicy"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "code": {"class"},
    "input": {"type", "disabled", "checked"},
}
EVERYWHERE = {"id", "lang", "dir"}
FRAME_ATTRIBUTES = {
    "class", "name", "content", "charset", "rel", "href", "type", "datetime", "role", "tabindex", "media", "aria-label",
    "aria-hidden", "aria-labelledby", "sizes", "hidden", "download", "title", "http-equiv", "aria-current",
    "aria-pressed", "data-id", "data-key", "data-quick", "data-look", "data-article", "data-progress", "data-state",
    "data-starred", "data-archived", "data-base", "data-paste", "data-drop", "data-receive", "defer", "src", "method",
    "action", "enctype", "value", "for", "maxlength", "autocomplete", "placeholder", "required", "rows", "readonly",
    "selected", "checked", "form", "open",
}  # fmt: skip
OWN_SCRIPT = re.compile(r"/static/articled\.js\?v=[0-9a-f]+")


class Judge(html.parser.HTMLParser):
    """Collects what is wrong in `breaches`, and the text in `text`."""

    def __init__(self, is_page):
        super().__init__(convert_charrefs=True)
        self.is_page, self.breaches, self.text, self.is_in_script = is_page, [], [], False

    def handle_starttag(self, tag, attrs):
        allowed = CONTENT | FRAME if self.is_page else CONTENT
        if tag not in allowed:
            self.breaches.append(f"<{tag}>")
        if tag == "input" and not self.is_page and not {("type", "checkbox"), ("disabled", None)} <= set(attrs):
            self.breaches.append(f"<input> that can be used: {attrs}")
        if tag == "script" and not OWN_SCRIPT.fullmatch(dict(attrs).get("src") or ""):
            self.breaches.append(f"<script> of others: {attrs}")
        if tag == "form" and not (dict(attrs).get("action") or "").startswith("/"):
            self.breaches.append(f"<form> that goes elsewhere: {attrs}")
        self.is_in_script = tag == "script"
        for name, value in attrs:
            self.judge_attribute(tag, name, value or "")

    def handle_endtag(self, tag):
        self.is_in_script = False

    def judge_attribute(self, tag, name, value):
        known = EVERYWHERE | ATTRIBUTES.get(tag, set())
        known |= FRAME_ATTRIBUTES if self.is_page else set()
        if name not in known or name.startswith("on") or name == "style":
            self.breaches.append(f"<{tag} {name}={value!r}>")
        if name == "id" and not self.is_page and not value.startswith("a-"):
            self.breaches.append(f"<{tag} id={value!r}>")
        if name == "http-equiv":
            self.breaches.append(f"<{tag} http-equiv>")
        if name in ("href", "src") and not is_harmless(value, tag):
            self.breaches.append(f"<{tag} {name}={value!r}>")

    def handle_decl(self, decl):
        if not self.is_page or decl.lower() != "doctype html":
            self.breaches.append(f"<!{decl}>")

    def handle_comment(self, data):
        self.breaches.append(f"<!--{data[:40]}-->")

    def handle_pi(self, data):
        self.breaches.append(f"<?{data[:40]}>")

    def unknown_decl(self, data):
        self.breaches.append(f"<![{data[:40]}]>")

    def handle_data(self, data):
        if self.is_in_script:
            self.breaches.append(f"<script> with text {data[:40]!r}")
        self.text.append(data)


def is_harmless(value, tag):
    """An absolute http(s) or mailto address, a fragment, or a path of our own."""
    if any(ord(letter) < 33 or letter in "\\\x7f" for letter in value):
        return False
    parts = urlsplit(value)
    if parts.scheme:
        return parts.scheme in (("http", "https", "mailto") if tag == "a" else ("http", "https"))
    return value.startswith(("#", "/")) and not value.startswith("//")


def judge(text, is_page=False):
    """Fails where the HTML holds anything that is not on the lists; gives its text."""
    judged = Judge(is_page)
    judged.feed(text)
    judged.close()
    assert not judged.breaches, f"{judged.breaches[:10]} in {text[:3000]!r}"
    return "".join(judged.text)
