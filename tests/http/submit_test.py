"""What is submitted decides, whatever it is labelled as: types, charsets, facts, sameness."""

import codecs
import gzip
import json
import zlib

import pytest

import samples

FORM = "application/x-www-form-urlencoded"


def boundary_body(*parts):
    """A multipart body of (header lines, value) and its type."""
    body = b"".join(
        b"--frontier\r\n" + headers.encode() + b"\r\n\r\n" + value + b"\r\n" for headers, value in parts
    )
    return body + b"--frontier--\r\n", "multipart/form-data; boundary=frontier"


LABELS = [
    (samples.PAGE, FORM, "html"),
    (samples.PAGE, "text/plain", "html"),
    (samples.PAGE, "application/octet-stream", "html"),
    (samples.PAGE, None, "html"),
    ("\ufeff" + samples.PAGE, FORM, "html"),
    ("\r\n\r\n  " + samples.PAGE, FORM, "html"),
    (samples.PAGE[: samples.PAGE.index("<head>")].upper() + samples.PAGE[len("<!DOCTYPE") :], None, "html"),
    (json.dumps({"html": samples.PAGE}), FORM, "html"),
    (json.dumps({"html": samples.PAGE}), "text/plain", "html"),
    (json.dumps({"html": samples.PAGE}), None, "html"),
    (json.dumps({"html": samples.PAGE}), "application/ld+json", "html"),
    (json.dumps({"content": samples.PAGE}), "application/json", "html"),
    (json.dumps({"content": samples.NOTE}), "application/json; charset=utf-8", "markdown"),
    (json.dumps({"text": samples.DUMP}), FORM, "text"),
    (samples.NOTE, FORM, "markdown"),
    (samples.NOTE, "text/markdown", "markdown"),
    (samples.NOTE, "text/plain", "markdown"),
    (samples.DUMP, FORM, "text"),
    (samples.DUMP, "text/plain; charset=utf-8", "text"),
    (samples.DUMP.replace("\n", "\r\n"), None, "text"),
]


@pytest.mark.parametrize("number", range(len(LABELS)))
def test_the_bytes_decide(service, number):
    body, label, kind = LABELS[number]
    if label == "application/ld+json":
        label = "application/json"
    article = service.post("/clean", body, label).expect(200).json()
    assert article["kind"] == kind
    assert ("box that is clearly labelled" in article["content_text"]) == (kind != "markdown")


@pytest.mark.parametrize("label", ["message/rfc822", FORM, None])
def test_mail_is_read(service, label):
    article = service.post("/clean", samples.LETTER, label).expect(200).json()
    assert article["title"] == "The slipway \u2013 a date"
    assert article["authors"] == ["Ines Corran"]
    assert article["published"] == "2024-06-04T11:00:00+02:00"
    assert article["author_bio"] == "Ines Corran, harbour master"
    assert article["content_text"].startswith("Dear Bram,\n\nthe engineer comes")
    assert article["content_text"].rstrip().endswith("Ines")


def test_json_that_is_no_submission_is_a_document(service):
    """Somebody's JSON file, not labelled as ours, has no field of ours: it is text like any other."""
    article = service.post("/clean", json.dumps({"recipe": "soup", "minutes": 30}), "text/plain").expect(200)
    assert "soup" in article.json()["content_text"]


CHARSETS = [
    ("header", "cp1252", samples.GERMAN, None, "text/html; charset=windows-1252"),
    ("meta", "cp1252", samples.GERMAN, "windows-1252", None),
    ("latin1 label", "cp1252", samples.GERMAN, "iso-8859-1", None),
    ("sniffed", "cp1252", samples.GERMAN, None, None),
    ("shift_jis meta", "shift_jis", samples.JAPANESE, "Shift_JIS", None),
    ("shift_jis header", "shift_jis", samples.JAPANESE, None, "text/html; charset=shift_jis"),
    ("euc-jp meta", "euc_jp", samples.JAPANESE, "euc-jp", None),
    ("koi8-r meta", "koi8_r", samples.RUSSIAN, "koi8-r", None),
    ("header beats meta", "koi8_r", samples.RUSSIAN, "windows-1251", "text/html; charset=koi8-r"),
    ("utf-8 meta", "utf-8", samples.JAPANESE, "utf-8", None),
    ("utf-8 unlabelled", "utf-8", samples.RUSSIAN, None, None),
    ("utf-8 as form", "utf-8", samples.GERMAN, None, FORM),
]


@pytest.mark.parametrize("name, charset, paragraph, label, kind", CHARSETS, ids=[row[0] for row in CHARSETS])
def test_charsets(service, name, charset, paragraph, label, kind):
    body = samples.page_in(charset, paragraph, label)
    article = service.post("/clean", body, kind).expect(200).json()
    assert paragraph in article["content_text"]


@pytest.mark.parametrize(
    "mark, charset",
    [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8")],
    ids=["utf-16-le", "utf-16-be", "utf-8"],
)
def test_a_byte_order_mark_wins(service, mark, charset):
    body = mark + samples.page_in(charset, samples.JAPANESE, "windows-1252")
    article = service.post("/clean", body, "text/html; charset=iso-8859-1").expect(200).json()
    assert samples.JAPANESE in article["content_text"]


def test_text_in_utf16_is_no_binary(service):
    body = codecs.BOM_UTF16_LE + samples.DUMP.encode("utf-16-le")
    article = service.post("/clean", body).expect(200).json()
    assert "resumed its service" in article["content_text"]


@pytest.mark.parametrize(
    "name, packed",
    [
        ("gzip", gzip.compress(samples.PAGE.encode())),
        ("x-gzip", gzip.compress(samples.PAGE.encode())),
        ("GZIP", gzip.compress(samples.PAGE.encode())),
        ("deflate", zlib.compress(samples.PAGE.encode())),
        ("identity", samples.PAGE.encode()),
    ],
    ids=["gzip", "x-gzip", "GZIP", "deflate", "identity"],
)
def test_content_codings(service, name, packed):
    article = service.post("/clean", packed, None, Content_Encoding=name).expect(200).json()
    assert article["title"] == samples.PAGE_TITLE


def test_multipart_with_facts_and_a_file(service):
    body, kind = boundary_body(
        ('Content-Disposition: form-data; name="title"', "Überschrift".encode()),
        (
            'Content-Disposition: form-data; name="file"; filename="x.html"\r\nContent-Type: text/html',
            samples.PAGE.encode(),
        ),
    )
    article = service.post("/clean", body, kind).expect(200).json()
    assert article["title"] == "Überschrift"
    assert article["kind"] == "html"


def test_an_empty_file_input_is_no_document(service):
    """Browsers send the file input that was left alone; the pasted text beside it counts."""
    body, kind = boundary_body(
        ('Content-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream', b""),
        ('Content-Disposition: form-data; name="text"', samples.DUMP.encode()),
    )
    article = service.post("/clean", body, kind).expect(200).json()
    assert "resumed its service" in article["content_text"]


def test_same_canonical_address_is_the_same_article(fresh):
    first = fresh.post("/articles", samples.PAGE).expect(201).json()
    changed = samples.PAGE.replace("forty passengers", "forty-one passengers")
    again = fresh.post("/articles", changed).expect(200)
    assert again.headers["Location"] == f"/articles/{first['id']}"
    assert again.json()["id"] == first["id"]
    assert again.json()["is_new"] is False
    assert "forty passengers" in again.json()["content_text"]


def test_same_given_address_is_the_same_article(fresh):
    address = "/articles?url=https://story.example/a%3Futm_source=letter"
    first = fresh.post(address, samples.numbered_page(1)).expect(201).json()
    again = fresh.post("/articles?url=https://story.example/a", samples.numbered_page(2)).expect(200).json()
    assert again["id"] == first["id"]
    other = fresh.post("/articles?url=https://story.example/b", samples.numbered_page(3)).expect(201).json()
    assert other["id"] != first["id"]


def test_same_bytes_in_another_wrapping_are_the_same_article(fresh):
    first = fresh.post("/articles", samples.DUMP).expect(201).json()
    wrapped = fresh.post_json("/articles", {"text": samples.DUMP}).expect(200).json()
    packed = fresh.post("/articles", gzip.compress(samples.DUMP.encode()), None, Content_Encoding="gzip")
    assert wrapped["id"] == first["id"]
    assert packed.expect(200).json()["id"] == first["id"]


def test_what_is_found_on_a_page(fresh):
    article = fresh.post("/articles", samples.PAGE).expect(201).json()
    assert article["title"] == samples.PAGE_TITLE
    assert article["site"] == "The Hallvik Courier"
    assert article["authors"] == ["Ingrid Maelstrom"]
    assert article["published"] == "2024-03-12T08:30:00Z"
    assert article["canonical_url"] == samples.PAGE_URL
    assert article["lang"] == "en"
    assert article["dir"] == "ltr"
    assert article["images"] == ["https://courier.example/pictures/ferry.jpg"]
    assert article["word_count"] > 200
    assert article["reading_minutes"] == 1
    assert article["revision"] == 1
    assert article["sources"]["site"] == "og"
    assert 'href="https://courier.example/timetable"' in article["content_html"]
    for part in ("<figure", "<figcaption", "<h2", "A boat too deep"):
        assert part in article["content_html"]
    for word in samples.FURNITURE:
        assert word not in article["content_text"], word


def test_a_dump_of_a_page_loses_its_furniture(fresh):
    article = fresh.post("/articles", samples.DUMP).expect(201).json()
    assert article["title"] == samples.PAGE_TITLE
    assert article["site"] == "The Hallvik Courier"
    assert article["content_text"].startswith("The ferry between Hallvik")
    for word in ("Please enter", "Show Comments", "Most Read", "Terms and Conditions", "Success!"):
        assert word not in article["content_text"], word


def test_markdown_keeps_its_structure(fresh):
    article = fresh.post("/articles", samples.NOTE).expect(201).json()
    assert article["title"] == "Notes on keeping bees in a north-facing yard"
    html = article["content_html"]
    for part in ("<h2", "<ul>", "<ol>", "<blockquote>", "<table>", "<pre>", "<strong>pallets</strong>"):
        assert part in html, part
    assert 'href="https://bees.example/guide"' in html
