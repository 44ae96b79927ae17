"""What the web pages promise to a browser, looked at from outside: the look, their weight, and the doors to add by."""

import gzip
import re
import subprocess

import pytest

import samples
from service import TREE

BROWSER = "text/html,*/*;q=0.8"
FORM = "application/x-www-form-urlencoded"


def submit(service, fields, **headers):
    return service.post("/settings/appearance", fields, FORM, **{"Accept": BROWSER, **headers})


def look_of(reply):
    return reply.headers["Set-Cookie"].partition(";")[0]


def html_tag(service, path, cookie=""):
    return re.search("<html[^>]*>", service.get(path, Accept=BROWSER, Cookie=cookie).expect(200).text()).group(0)


def test_the_look_stays(service):
    reply = submit(service, "theme=sepia&font=dyslexia&size=large&align=justify&keys=off&next=/help").expect(303)
    assert reply.headers["Location"] == "/help"
    assert "SameSite=Lax" in reply.headers["Set-Cookie"] and "Path=/" in reply.headers["Set-Cookie"]
    look = look_of(reply)
    path = service.post("/articles", samples.PAGE).headers["Location"]
    for target in ("/articles", path, "/add", "/help", "/settings", "/connect", "/add/receive", "/articles/777777"):
        page = service.get(target, Accept=BROWSER, Cookie=f"other=1; {look}; more=2").text()
        assert re.search('<html lang="en" data-theme="sepia" data-font="dyslexia" data-size="large" data-align="justify" '
                         'data-keys="off">', page), target  # fmt: skip
    settings = service.get("/settings", Cookie=look).text()
    assert re.findall('<option value="([a-z]+)" selected>', settings) == [
        "sepia", "dyslexia", "large", "medium", "medium", "justify", "off",
    ]  # fmt: skip


def test_one_setting_leaves_the_others(service):
    look = look_of(submit(service, "theme=dark&width=wide"))
    again = look_of(submit(service, "theme=light", Cookie=look, Accept="application/json").expect(204))
    assert html_tag(service, "/help", again) == '<html lang="en" data-theme="light" data-width="wide">'
    first = look_of(submit(service, "theme=auto&width=medium", Cookie=again))
    assert html_tag(service, "/help", first) == '<html lang="en">'


@pytest.mark.parametrize("path", ["/articles", "article"])
def test_another_look_is_another_page(service, path):
    """A browser that has the page in its old colours must not be told that nothing has changed."""
    path = service.post("/articles", samples.PAGE).headers["Location"] if path == "article" else path
    plain = service.get(path, Accept=BROWSER)
    tag = plain.headers["ETag"]
    service.get(path, Accept=BROWSER, If_None_Match=tag).expect(304)
    dark = service.get(path, Accept=BROWSER, If_None_Match=tag, Cookie="look=3").expect(200)
    assert "data-theme" in dark.text() and dark.headers["ETag"] != tag
    service.get(path, Accept="application/json", Cookie="look=3", If_None_Match=service.get(path).headers["ETag"]).expect(304)


@pytest.mark.parametrize("cookie", ["look=", "look=9999999999", "look=\xff\xfe", "look=abc", "looks=3", "look", "look=000000000003"])
def test_a_strange_cookie_is_none(service, cookie):
    assert html_tag(service, "/help", cookie.encode().decode("latin-1")) == '<html lang="en">'


@pytest.mark.parametrize("fields", ["theme=neon", "colour=red", "theme=", "theme=dark%22%3E"])
def test_an_unknown_setting_is_refused(service, fields):
    problem = submit(service, fields, Accept="application/json").problem(422)
    assert "setting" in problem["detail"]
    submit(service, fields).expect(422)


@pytest.mark.parametrize(
    "target", ["//evil.example/", "/\\evil.example", "https://evil.example/", "evil", "", "/a%0d%0aSet-Cookie:%20x=1", "/%e2%82%ac"]
)
def test_a_form_leads_nowhere_else(service, target):
    reply = submit(service, f"theme=dark&next={target}").expect(422)
    assert reply.headers["Location"] is None and reply.headers["Set-Cookie"] is None


def test_other_sites_do_not_set_the_look(service):
    submit(service, "theme=dark", Origin="http://evil.example").expect(403)
    submit(service, "theme=dark", Sec_Fetch_Site="cross-site").expect(403)


@pytest.mark.parametrize("suffix", ["", ".html"])
def test_a_page_is_a_version_to_change(service, suffix):
    """Whoever read the page may change what it showed, and only that."""
    path = service.post("/articles", samples.numbered_page(62)).headers["Location"]
    tag = service.get(path + suffix, Accept=BROWSER).headers["ETag"]
    change = {"Content-Type": "application/json", "If-Match": tag}
    for sent, code in ((f"W/{tag}", 412), (tag, 200), (tag, 412)):
        body = f'{{"note": "seen {code} {suffix}"}}'
        service.request("PATCH", path, body, {**change, "If-Match": sent}).expect(code)


def test_the_weight_of_a_page(service):
    """Under 15 kB compressed, with style sheet and script, for an article of 600 words; the script under 20 kB."""
    text = " ".join(samples.PARAGRAPHS)
    words = (text.split() * 5)[:600]
    path = service.post_json("/articles", {"text": "At the quay\n\n" + " ".join(words)}).headers["Location"]
    page = service.get(path, Accept=BROWSER).expect(200).text()
    targets = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js)\?[^"]+)"', page)
    assert len(targets) == 2, targets
    parts = [service.get(target, Accept=BROWSER, Accept_Encoding="gzip").expect(200) for target in (path, *targets)]
    assert sum(len(part.body) for part in parts) < 15_000, [len(part.body) for part in parts]
    script = next(target for target in targets if ".js" in target)
    assert len(service.get(script).body) < 20_000


@pytest.mark.parametrize("path", ["article", "/static/style.css", "/articles", "/connect"])
def test_pages_go_out_compressed(service, path):
    """Only to who takes that; the tag is another one, and good for conditions all the same."""
    path = service.post("/articles", samples.PAGE).headers["Location"] if path == "article" else path
    plain = service.get(path, Accept=BROWSER).expect(200)
    packed = service.get(path, Accept=BROWSER, Accept_Encoding="br, gzip;q=0.9").expect(200)
    assert plain.headers["Content-Encoding"] is None and packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body) / 2
    for reply in (plain, packed):
        assert "Accept-Encoding" in ", ".join(reply.headers.get_all("Vary"))
    refused = service.get(path, Accept=BROWSER, Accept_Encoding="gzip;q=0, *").expect(200)
    assert refused.body == plain.body
    tag, packed_tag = plain.headers["ETag"], packed.headers["ETag"]
    if tag:
        assert packed_tag != tag and not packed_tag.startswith("W/")
        for known in (tag, packed_tag, f'"x", W/{packed_tag}'):
            service.get(path, Accept=BROWSER, Accept_Encoding="gzip", If_None_Match=known).expect(304)
        service.get(path, Accept=BROWSER, If_None_Match=packed_tag.replace("-gz", "-gy")).expect(200)
    head = service.request("HEAD", path, headers={"Accept": BROWSER, "Accept-Encoding": "gzip"}).expect(200)
    assert head.headers["Content-Encoding"] == "gzip" and head.body == b""


def test_what_programs_read_stays_as_it_is(service):
    path = service.post("/articles", samples.PAGE).headers["Location"]
    for target in (path, path + ".md", "/articles", "/openapi.json"):
        assert service.get(target, Accept_Encoding="gzip").headers["Content-Encoding"] is None
    # A secret, and what somebody else may have chosen, on one page: its length must tell nothing.
    secret = service.get("/login", Accept=BROWSER, Accept_Encoding="gzip").expect(200)
    assert secret.headers["Cache-Control"] == "no-store" and secret.headers["Content-Encoding"] is None


def test_scripts_make_no_markup():
    """Trusted Types hold it in browsers that know them; in the others this does."""
    script = (TREE / "static/articled.js").read_text()
    for word in ("innerHTML", "outerHTML =", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser"):
        assert word not in script


@pytest.mark.parametrize(
    ("query", "address", "text"),
    [
        ("?url=https://e.example/a&title=T", "https://e.example/a", ""),
        ("?text=https://e.example/b", "https://e.example/b", ""),
        ("?text=Some%20words&title=T%22%3E%3Cb%3E", "", "Some words"),
    ],
)
def test_what_a_phone_shares_is_filled_in(service, query, address, text):
    page = service.get("/add" + query, Accept=BROWSER).expect(200).text()
    assert re.search('<input id="address"[^>]*>', page).group(0).endswith(f'value="{address}">' if address else '"off">')
    assert re.search("<textarea[^>]*>([^<]*)</textarea>", page).group(1) == text
    assert "<b>" not in page
    target = service.get("/static/articled.webmanifest").expect(200)
    assert target.type() == "application/manifest+json"
    assert target.json()["share_target"]["action"] == "/add"
    for icon in target.json()["icons"]:
        assert service.get(icon["src"]).expect(200).type() == icon["type"]


def test_the_bookmarklets_window_is_not_cut_off(service):
    """It hears from the page that opened it; all other pages are cut off from whoever opens them."""
    assert service.get("/add/receive").headers.get_all("Cross-Origin-Opener-Policy") == ["unsafe-none"]
    for path in ("/add", "/articles", "/connect"):
        assert service.get(path, Accept=BROWSER).headers["Cross-Origin-Opener-Policy"] == "same-origin"


def commands_of(page):
    import html

    blocks = re.findall(r'<pre class="command"><code>(.*?)</code></pre>', page, re.DOTALL)
    return [html.unescape(block) for block in blocks]


def test_the_lines_for_elsewhere_work(service, tmp_path):
    page = service.get("/connect", Accept=BROWSER).expect(200).text()
    curl, keep, python, _ = commands_of(page)
    (tmp_path / "page.html").write_text(samples.PAGE)
    lines = [line for line in curl.split("\n") if "ADDRESS" not in line and "pdftotext" not in line]
    run = "\n".join(["set -e", *lines, keep, "keep page.html", "keep < page.html"])
    done = subprocess.run(["sh", "-c", run], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.count(samples.PAGE_TITLE) >= 3, done
    done = subprocess.run(["/usr/bin/python3", "-c", python], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "/articles/" in done.stdout, done


def test_the_address_is_the_readers_own(service):
    page = service.get("/connect", Accept=BROWSER, Host=f"localhost:{service.port}").text()
    assert f"http://localhost:{service.port}/articles" in page and "127.0.0.1" not in page
    assert "Only this computer" in page


def test_a_lead_image_stands_above_a_text_without_pictures(service):
    lead = '<meta property="og:image" content="https://p.example/lead.jpg">'
    page = samples.numbered_page(61).replace("</title>", f"</title>{lead}")
    path = service.post("/articles", page).headers["Location"]
    assert '<figure class="lead"><img src="https://p.example/lead.jpg"' in service.get(path, Accept=BROWSER).text()
    assert "lead.jpg" not in service.get(path).json()["content_html"]
