"""A web server on loopback that behaves as others do: well, badly and with malice."""

import gzip
import http.server
import socket
import ssl
import subprocess
import threading
import time
from urllib.parse import unquote

import samples

BOMB_MB = 200


def latin_page():
    return samples.numbered_page(7).replace('<meta charset="utf-8">', "").replace("lighthouse", "Lichthäuschen")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        path, _, query = self.path.partition("?")
        self.server.seen.append((self.path, dict(self.headers)))
        name = path.strip("/").split("/")[0].replace("-", "_").replace(".", "_")
        self.close_connection = True
        try:
            getattr(self, "serve_" + name)(path, query)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def give(self, body, kind="text/html; charset=utf-8", code=200, **headers):
        body = body.encode("utf-8") if isinstance(body, str) else body
        self.send_response(code)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def begin(self, **headers):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()

    def serve_page(self, path, query):
        self.give(samples.numbered_page(int(path.rpartition("/")[2] or 1)))

    def serve_story(self, path, query):
        self.give(samples.PAGE)

    def serve_latin(self, path, query):
        self.give(latin_page().encode("latin-1", "xmlcharrefreplace"), "text/html; charset=ISO-8859-1")

    def serve_gzip(self, path, query):
        self.give(gzip.compress(samples.numbered_page(3).encode()), Content_Encoding="gzip")

    def serve_note_md(self, path, query):
        self.give(samples.NOTE, "text/plain; charset=utf-8")

    def serve_untyped(self, path, query):
        self.give(samples.numbered_page(4), None)

    def serve_json(self, path, query):
        self.give('{"html": "<p>%s</p>", "title": "From JSON"}' % samples.PARAGRAPHS[0], "application/json")

    def serve_address(self, path, query):
        self.give("https://example.org/elsewhere", "text/plain")

    def serve_go(self, path, query):
        """/go/CODE?ADDRESS"""
        self.give("elsewhere", code=int(path.rpartition("/")[2]), Location=unquote(query))

    def serve_hops(self, path, query):
        """/hops/N leads over N redirects to a page."""
        left = int(path.rpartition("/")[2])
        self.give("", code=302, Location=f"/hops/{left - 1}") if left else self.give(samples.numbered_page(5))

    def serve_pdf(self, path, query):
        self.give(b"%PDF-1.7", "application/pdf")

    def serve_image(self, path, query):
        self.give(b"\x89PNG\r\n\x1a\n", "text/html")

    def serve_missing(self, path, query):
        self.give("<h1>Not found</h1>", code=404)

    def serve_broken(self, path, query):
        self.give("<h1>Oh no</h1>", code=500)

    def serve_empty(self, path, query):
        self.give("")

    def serve_nothing(self, path, query):
        self.send_response(204)
        self.end_headers()

    def serve_cut(self, path, query):
        self.begin(Content_Length="100000")
        self.wfile.write(b"<p>Only the beginning")

    def serve_announced(self, path, query):
        self.begin(Content_Length=str(1 << 40))
        self.wfile.write(b"<p>")

    def serve_endless(self, path, query):
        self.begin()
        while True:
            self.wfile.write(b"<p>and on and on</p>\n" * 4096)

    def serve_bomb(self, path, query):
        packed = gzip.compress(b"\0" * (BOMB_MB << 20), 1)
        self.begin(Content_Encoding="gzip", Content_Length=str(len(packed)))
        self.wfile.write(packed)

    def serve_chatty(self, path, query):
        self.send_response(200)
        for number in range(2000):
            self.send_header(f"X-Header-{number}", "x" * 100)
        self.end_headers()

    def serve_silent(self, path, query):
        self.server.is_over.wait(60)

    def serve_drip(self, path, query):
        """A few bytes now and then, so that it is never quite silent."""
        self.begin()
        while not self.server.is_over.wait(0.5):
            self.wfile.write(b"<p>")

    def serve_later(self, path, query):
        """/later/N: a page, once it is let go."""
        self.server.gate.wait(30)
        self.give(samples.numbered_page(int(path.rpartition("/")[2])))

    def serve_flaky(self, path, query):
        """/flaky/N: broken until it is mended."""
        if self.server.gate.is_set():
            self.serve_page(path, query)
        else:
            self.serve_broken(path, query)


class Upstream:
    """Serves until it is closed; `seen` are the requests that came: (target, headers)."""

    def __init__(self, context=None):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.seen, self.server.is_over = [], threading.Event()
        self.server.gate = threading.Event()
        self.scheme = "https" if context else "http"
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def seen(self):
        return self.server.seen

    @property
    def gate(self):
        return self.server.gate

    def url(self, path):
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def hits(self, path):
        return sum(target == path for target, _ in self.seen)

    def close(self):
        self.server.is_over.set()
        self.server.gate.set()
        self.server.shutdown()
        self.server.server_close()


def self_signed(folder):
    """A TLS context whose certificate nobody vouches for."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
         "-subj", "/CN=localhost", "-days", "2"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def closed_port():
    """A port of this machine where nobody listens."""
    with socket.socket() as link:
        link.bind(("127.0.0.1", 0))
        return link.getsockname()[1]


def wait_until(holds, seconds=20):
    """Looks again and again until `holds()` is true, and gives what it then is."""
    end = time.monotonic() + seconds
    while True:
        value = holds()
        if value or time.monotonic() > end:
            return value
        time.sleep(0.02)
