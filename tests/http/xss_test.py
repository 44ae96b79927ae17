"""Hostile markup in every place where text can stand: what comes out is content, and never does anything."""

import pytest

import samples
from markup import judge

# Each stands for a class of attacks.
VECTORS = {
    "script": "<script>alert(1)</script>",
    "script with a source": '<script src="//evil.example/x.js"></script>',
    "script in pieces": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script unclosed": "<script>alert(1)",
    "handler": '<img src="https://p.example/a.png" onerror="alert(1)">',
    "handler without quotes": "<img src=x onerror=alert(1)//>",
    "handler after slash": '<p/onmouseover=alert(1)>text</p>',
    "handler in capitals": '<B OnClIcK="alert(1)">bold</B>',
    "handler by backtick": "<img src=`x` onerror=`alert(1)`>",
    "handler on toggle": "<details open ontoggle=alert(1)><summary>s</summary>d</details>",
    "javascript link": '<a href="javascript:alert(1)">a link</a>',
    "javascript in capitals": '<a href="JaVaScRiPt:alert(1)">a link</a>',
    "javascript with a tab": '<a href="java\tscript:alert(1)">a link</a>',
    "javascript with a line": '<a href="java\nscript:alert(1)">a link</a>',
    "javascript by entity": '<a href="&#106;avascript&colon;alert(1)">a link</a>',
    "javascript by long entity": '<a href="&#x000006A;avascript&#0000058;alert(1)">a link</a>',
    "javascript after control": '<a href="\x01javascript:alert(1)">a link</a>',
    "javascript after spaces": '<a href="  \r\n javascript:alert(1)">a link</a>',
    "vbscript link": '<a href="vbscript:msgbox(1)">a link</a>',
    "data link": '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">a link</a>',
    "file link": '<a href="file:///etc/passwd">a link</a>',
    "scheme-relative image": '<img src="//evil.example/pixel.png">',
    "javascript image": '<img src="javascript:alert(1)">',
    "svg data image": "<img src=\"data:image/svg+xml,<svg onload=alert(1) xmlns='http://www.w3.org/2000/svg'/>\">",
    "srcset": '<img srcset="javascript:alert(1) 2x, https://p.example/a.png 1x">',
    "svg": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "svg link": '<svg><a xlink:href="javascript:alert(1)"><text>a link</text></a></svg>',
    "svg animate": '<svg><animate attributeName=href values="javascript:alert(1)"/><a id=x>a</a></svg>',
    "svg foreign": "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "math": '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
    "math link": '<math href="javascript:alert(1)">click</math>',
    "style element": "<style>body{background:url(javascript:alert(1))}</style>",
    "style attribute": '<p style="background:url(//evil.example/x);position:fixed">covered</p>',
    "style and noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">n</p></noscript>',
    "title trick": '<title><img src=x onerror=alert(1)></title>',
    "textarea trick": "<textarea></textarea><img src=x onerror=alert(1)>",
    "template": "<template><script>alert(1)</script><img src=x onerror=alert(1)></template>",
    "comment": "<!--><img src=x onerror=alert(1)>-->",
    "comment with a bang": "<!--! --!><img src=x onerror=alert(1)>",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "iframe": '<iframe src="https://evil.example/" srcdoc="<script>alert(1)</script>"></iframe>',
    "object": '<object data="https://evil.example/x.swf"><embed src="https://evil.example/x.swf"></object>',
    "form": '<form action="https://evil.example/"><input><button formaction="javascript:alert(1)">Go</button></form>',
    "task": '<ul><li><input type=checkbox checked onclick=alert(1) name=x form=y> tick</li></ul>',
    "base": '<base href="https://evil.example/">',
    "meta refresh": '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    "link element": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "marquee": "<marquee onstart=alert(1)>moving</marquee>",
    "video": '<video src=x onerror=alert(1)><source onerror=alert(1)></video><audio src=x onerror=alert(1)>',
    "clobbering": '<img name="body" id="createElement" src="https://p.example/a.png"><a id="cookie" name="domain">x</a>',
    "attribute breakout": '<img alt="&quot;><script>alert(1)</script>" src="https://p.example/a.png">',
    "title breakout": '<a href="https://ok.example/" title="&quot; onmouseover=&quot;alert(1)">a link</a>',
    "url breakout": '<a href="https://ok.example/&quot;onmouseover=&quot;alert(1)">a link</a>',
    "language breakout": '<pre><code class="language-x&quot;onclick=&quot;alert(1)">code</code></pre>',
    "lang breakout": '<p lang="x&quot;><script>alert(1)</script>">text</p>',
    "unclosed attribute": '<a href="https://ok.example/><img src=x onerror=alert(1)>',
    "table foster": "<table><img src=x onerror=alert(1)><tr><td><script>alert(1)</script>cell</td></tr></table>",
    "select": "<select><option><style></option></select><img src=x onerror=alert(1)></style>",
    "plaintext": "<plaintext><img src=x onerror=alert(1)>",
    "xmp": "<xmp><img src=x onerror=alert(1)></xmp>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "utf-7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "overlong": "\u00c0\u00bcscript\u00c0\u00bealert(1)",
}
BROWSER = "text/html,*/*;q=0.8"
BEFORE = "The sentinel before stands in the first paragraph, which is long enough to be read as prose, as it should be."
AFTER = "The sentinel after stands in the last paragraph, and it too is long enough to be kept by whoever reads pages."
# What swallows the rest of a page, as it does in a browser.
SWALLOWS = {"script unclosed", "plaintext", "unclosed attribute", "select", "textarea trick", "video"}


def page(vector):
    filler = "".join(f"<p>{paragraph}</p>" for paragraph in samples.PARAGRAPHS)
    return f"<!DOCTYPE html><title>T</title><article><h1>T</h1><p>{BEFORE}</p>{filler}{vector}<p>{AFTER}</p></article>"


def markdown(vector):
    return f"# T\n\n{BEFORE}\n\n- one\n- two\n\n{vector}\n\n[a link](<{vector.strip('<>')}>) **bold**\n\n{AFTER}\n"


def look_at(service, reply):
    """Every representation of an article that was posted."""
    reply.expect(200, 201)
    article = reply.json()
    judge(article["content_html"])
    path = reply.headers["Location"]
    judge(service.get(path + ".html", Accept=BROWSER).expect(200).text(), is_page=True)
    again = service.post("/clean", service.get(path + ".md").body, "text/markdown").expect(200)
    judge(again.json()["content_html"])
    return article


@pytest.mark.parametrize("name", VECTORS)
def test_in_html(service, name):
    article = look_at(service, service.post("/articles", page(VECTORS[name]), "text/html"))
    assert "sentinel before" in article["content_text"]
    if name not in SWALLOWS:
        assert "sentinel after" in article["content_text"]
    again = service.post("/clean", article["content_html"], "text/html").expect(200).json()
    assert "sentinel before" in judge(again["content_html"])


@pytest.mark.parametrize("name", VECTORS)
def test_in_markdown(service, name):
    article = look_at(service, service.post("/articles", markdown(VECTORS[name]), "text/markdown"))
    assert "sentinel before" in article["content_text"]


@pytest.mark.parametrize("name", VECTORS)
def test_in_text(service, name):
    text = f"A Title\n\n{BEFORE}\n\n{VECTORS[name]}\n\n{AFTER}\n"
    look_at(service, service.post_json("/articles", {"text": text}))


@pytest.mark.parametrize("name", VECTORS)
def test_in_facts(service, name):
    """Title, author, site and tag are text: shown to the letter in JSON, and harmless on every page."""
    vector = VECTORS[name]
    fields = {"text": f"{BEFORE}\n\n{name}\n\n{AFTER}", "title": vector, "site": vector}
    fields.update(authors=[vector[:900]], tags=[vector[:99]])
    article = look_at(service, service.post_json("/articles", fields))
    shown = " ".join("".join(c if ord(c) > 32 and c != "\x7f" else " " for c in vector).split())
    assert " ".join(article["title"].split()) == shown
    judge(service.get("/articles?limit=1", Accept=BROWSER).text(), is_page=True)
    service.get("/articles?limit=1").expect(200).json()


@pytest.mark.parametrize("name", ["handler", "script", "title breakout", "attribute breakout"])
def test_in_what_a_page_says_of_itself(service, name):
    quoted = VECTORS[name].replace("&quot;", '"').replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    body = page("").replace(
        "<title>T</title>",
        f'<title>{quoted}</title><meta property="og:title" content="{quoted}"><meta name="author" content="{quoted}">'
        f'<meta property="og:site_name" content="{quoted}"><meta property="og:image" content="javascript:alert(1)">'
        f'<link rel="canonical" href="javascript:alert({len(name)})"><meta name="description" content="{quoted}">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "<img src=x onerror=alert(1)>",'
        '"author": {"name": "</script><script>alert(1)</script>"}}</script>',
    )
    article = look_at(service, service.post("/articles", body, "text/html"))
    assert article["canonical_url"] is None and article["lead_image"] is None
    judge(service.get("/articles?limit=1", Accept=BROWSER).text(), is_page=True)


@pytest.mark.parametrize("name", VECTORS)
def test_in_errors(service, name):
    """What was asked for stands in an error page as text, if at all."""
    from urllib.parse import quote

    target = quote(VECTORS[name].encode("utf-8", "surrogateescape"), safe="")
    for path in (f"/{target}", f"/articles?{target}=1", f"/articles?limit={target}"):
        reply = service.get(path, Accept=BROWSER)
        assert 400 <= reply.code < 500
        judge(reply.text(), is_page=True)


def test_the_list_of_all_of_them(service):
    next_page, seen = "/articles?limit=200", 0
    while next_page:
        judge(service.get(next_page, Accept=BROWSER).expect(200).text(), is_page=True)
        listed = service.get(next_page).json()
        seen, next_page = seen + len(listed["items"]), listed["next"]
    assert seen > 3 * len(VECTORS)


def test_the_judge_sees_what_is_wrong():
    """Without this the tests above would prove nothing."""
    for name in ("script", "handler", "javascript link", "style attribute", "iframe", "svg", "form", "comment"):
        with pytest.raises(AssertionError):
            judge("<p>text</p>" + VECTORS[name])
    assert judge("<p>a <em>b</em></p>") == "a b"
