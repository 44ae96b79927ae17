"""A disk that is full or read-only: refused with a reason, nothing lost, and it recovers."""

import os
import subprocess

import pytest

import samples
from service import BINARY, Service, run


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 4 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("may not mount a small file system here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def incompressible(number):
    return samples.numbered_page(number) + "<p>" + os.urandom(60_000).hex() + "</p>"


def test_a_full_disk(small_disk):
    service = Service(small_disk / "data").start()
    kept = {}
    for number in range(200):
        reply = service.post("/articles", incompressible(number), "text/html").expect(201, 507)
        if reply.code == 507:
            assert "space" in reply.problem(507)["detail"] or "full" in reply.problem(507)["detail"]
            break
        kept[reply.headers["Location"]] = reply.json()["title"]
    assert reply.code == 507 and len(kept) > 5
    for path, title in kept.items():
        assert service.get(path).expect(200).json()["title"] == title
    service.get("/articles?limit=200").expect(200)
    assert len(service.get("/articles?limit=200").json()["items"]) == len(kept)
    subprocess.run(["mount", "-o", "remount,size=16m", str(small_disk)], check=True)
    service.post("/articles", incompressible(1000), "text/html").expect(201)
    service.stop()
    done = run("check", "--data", service.data)
    assert done.returncode == 0 and done.stdout.startswith(b"%d articles" % (len(kept) + 1))


def test_a_read_only_disk(small_disk):
    service = Service(small_disk / "data").start()
    service.post("/articles", samples.NOTE).expect(201)
    service.stop()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", service.data]
    done = subprocess.run(command, capture_output=True, timeout=30)
    assert done.returncode == 1 and service.data.encode() in done.stderr


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", str(tmp_path / "file" / "data")]
    done = subprocess.run(command, capture_output=True, timeout=30)
    assert done.returncode == 1 and str(tmp_path / "file").encode() in done.stderr
