"""Starts and ends the program, and speaks HTTP to it, for all tests from outside."""

import contextlib
import http.client
import json
import os
import re
import resource
import signal
import socket
import subprocess
import threading
from pathlib import Path

TREE = Path(os.environ.get("ARTICLED_SOURCE") or Path(__file__).resolve().parents[2])
BINARY = os.environ.get("ARTICLED") or str(TREE / "build" / "articled")
CORPUS = Path(os.environ.get("ARTICLED_CORPUS") or TREE.parent / "shared" / "corpus")
START_SECONDS = 30
STOP_SECONDS = 20
REPORT = re.compile(r"Sanitizer|runtime error:|Assertion .* failed")
LISTENING = re.compile(r"listening on http://(\[[^]]+\]|[^:/\s]+):(\d+)")


def is_sanitized():
    """Whether the program is slowed by a sanitizer, so that time and memory say nothing."""
    program = Path(BINARY).read_bytes()
    return b"__asan_init" in program or b"__tsan_init" in program


class Reply:
    """One answer: its code, headers and whole body."""

    def __init__(self, code, headers, body):
        self.code, self.headers, self.body = code, headers, body

    def text(self):
        return self.body.decode("utf-8")

    def json(self):
        return json.loads(self.text())

    def type(self):
        return (self.headers.get("Content-Type") or "").split(";")[0]

    def expect(self, *codes):
        assert self.code in codes, f"{self.code} instead of {codes}: {self.body[:600]!r}"
        return self

    def problem(self, code):
        """The body of an error, after looking at what every one of them has (RFC 9457)."""
        self.expect(code)
        assert self.type() == "application/problem+json", self.headers
        problem = self.json()
        assert problem["status"] == code
        assert all(problem[name] for name in ("type", "title", "detail", "request_id")), problem
        assert problem["request_id"] == self.headers["X-Request-Id"]
        return problem


class Service:
    """`articled serve` on a free port of this machine and a folder of its own."""

    description = None  # what every answer is held against, where a test has set it

    def __init__(self, data, *flags, environment=None):
        self.data, self.flags, self.process = str(data), flags, None
        self.environment = {**os.environ, **(environment or {})}
        self.lines, self.reader, self.host, self.port = [], None, "127.0.0.1", 0

    @property
    def url(self):
        return f"http://{self.host}:{self.port}"

    def start(self, listen="127.0.0.1:0"):
        command = [BINARY, "serve", "--listen", listen, "--data", self.data, *self.flags]
        self.lines, is_listening = [], threading.Event()
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, env=self.environment
        )

        def read():
            for line in self.process.stderr:
                self.lines.append(line.decode("utf-8", "replace"))
                found = LISTENING.search(self.lines[-1])
                if found:
                    self.host, self.port = found.group(1), int(found.group(2))
                    is_listening.set()
            is_listening.set()

        self.reader = threading.Thread(target=read, daemon=True)
        self.reader.start()
        assert is_listening.wait(START_SECONDS), "it does not say where it listens"
        assert self.port, f"it did not start:\n{self.log()}"
        self.get("/healthz").expect(200)
        return self

    def log(self):
        return "".join(self.lines)

    def is_alive(self):
        return self.process.poll() is None

    def end(self, number):
        """Sends the signal, waits, and gives the exit status."""
        self.process.send_signal(number)
        status = self.process.wait(STOP_SECONDS)
        self.reader.join(STOP_SECONDS)
        self.process.stderr.close()
        assert not REPORT.search(self.log()), self.log()[-8000:]
        return status

    def stop(self):
        assert self.process.poll() is None, f"it died, {self.process.returncode}:\n{self.log()[-8000:]}"
        assert self.end(signal.SIGTERM) == 0, self.log()[-8000:]

    def kill(self):
        self.end(signal.SIGKILL)

    def request(self, method, path, body=None, headers=None, timeout=60):
        connection = http.client.HTTPConnection(self.host.strip("[]"), self.port, timeout=timeout)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            reply = Reply(answer.status, answer.headers, answer.read())
        if Service.description:
            Service.description.check(method, path, reply)
        return reply

    def get(self, path, **headers):
        """Headers by name with '_' for '-': get("/", If_None_Match=etag)."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request("GET", path, headers=named)

    def post(self, path, body, kind=None, **headers):
        """`kind`: the Content-Type; none is sent without it."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = body.encode("utf-8") if isinstance(body, str) else body
        return self.request("POST", path, body, {**({"Content-Type": kind} if kind else {}), **named})

    def post_json(self, path, fields, **headers):
        return self.post(path, json.dumps(fields), "application/json", **headers)

    def raw(self, *pieces, timeout=20, half_close=False):
        """Sends bytes as they are and gives everything that comes back until the other side closes."""
        with socket.create_connection((self.host.strip("[]"), self.port), timeout) as link:
            for piece in pieces:
                try:
                    link.sendall(piece)
                except (BrokenPipeError, ConnectionResetError):
                    break
            if half_close:
                with contextlib.suppress(OSError):
                    link.shutdown(socket.SHUT_WR)
            return receive_all(link)

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self, name="VmHWM"):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+) kB", status).group(1)) / 1024


def receive_all(link):
    received = []
    with contextlib.suppress(ConnectionResetError, socket.timeout):
        while True:
            piece = link.recv(65536)
            if not piece:
                break
            received.append(piece)
    return b"".join(received)


def raw_code(answer):
    """The status of a raw answer's first line; 0 if there is none."""
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    return int(found.group(1)) if found else 0


def run(*arguments, stdin=b"", timeout=120, folder=None):
    """Runs the program to its end; the result has returncode, stdout and stderr as bytes."""
    done = subprocess.run(
        [BINARY, *map(str, arguments)], input=stdin, capture_output=True, timeout=timeout, cwd=folder
    )
    assert not REPORT.search(done.stderr.decode("utf-8", "replace")), done.stderr[-8000:]
    return done


def curl(*arguments, stdin=b"", folder=None):
    """Runs the real curl with these arguments; gives the last answer."""
    command = ["curl", "-sS", "--max-time", "60", "-i", "-o", "-", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=90, cwd=folder)
    assert done.returncode == 0, f"{command}: {done.stderr.decode()}"
    output = done.stdout
    while True:
        head, _, output = output.partition(b"\r\n\r\n")
        line, _, fields = head.partition(b"\r\n")
        code = int(line.split()[1])
        if code >= 200:
            break
    headers = http.client.HTTPMessage()
    for field in fields.decode("latin-1").split("\r\n"):
        name, _, value = field.partition(":")
        headers[name] = value.strip()
    return Reply(code, headers, output)


def open_files(wanted):
    """Lifts the limit on open files for tests with many connections; gives what it is now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft
