"""What was acknowledged stays: killed, stopped, asked by many at once, started twice."""

import http.client
import json
import random
import signal
import subprocess
import threading
import time

import samples
from service import BINARY, Service, run

POSTERS = 8
ROUNDS = 20


class Posters:
    """Threads that post articles, each unlike all others, until the server is gone."""

    def __init__(self, service, start):
        self.service, self.next = service, start
        self.changed = threading.Condition()
        self.acknowledged, self.unanswered, self.refused = {}, [], []
        self.threads = [threading.Thread(target=self.post) for _ in range(POSTERS)]
        for thread in self.threads:
            thread.start()

    def take(self):
        with self.changed:
            self.next += 1
            return self.next

    def post(self):
        while True:
            number = self.take()
            try:
                reply = self.service.post("/articles", samples.numbered_page(number), "text/html", timeout=20)
            except ConnectionRefusedError:
                return
            except (OSError, http.client.HTTPException):
                self.unanswered.append(number)
                return
            with self.changed:
                if reply.code == 201:
                    self.acknowledged[number] = reply.json()
                else:
                    self.refused.append(reply.code)
                self.changed.notify_all()

    def wait_for(self, count):
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.acknowledged) >= count, 60)

    def join(self):
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive()


def assert_all_there(service, acknowledged):
    for article in acknowledged:
        stored = service.get(f"/articles/{article['id']}").expect(200).json()
        assert stored == {name: value for name, value in article.items() if name != "is_new"}
        original = service.get(f"/articles/{article['id']}/original").expect(200)
        assert article["title"] in original.text()


def listed(service):
    target, items = "/articles?limit=200", []
    while target:
        page = service.get(target).expect(200).json()
        items, target = items + page["items"], page["next"]
    return items


def assert_sound(service, at_least):
    done = run("check", "--data", service.data)
    assert done.returncode == 0, done.stderr
    count, _, rest = done.stdout.decode().partition(" ")
    assert int(count) >= at_least and "sound" in rest


def test_kill_9_in_the_middle_loses_nothing(tmp_path):
    service, chance = Service(tmp_path / "data"), random.Random(20)
    everything, number = [], 0
    for round_number in range(ROUNDS):
        service.start()
        posters = Posters(service, number)
        posters.wait_for(chance.randint(1, 25))
        service.kill()
        posters.join()
        assert not posters.refused
        number = posters.next
        service.start()
        assert_all_there(service, posters.acknowledged.values())
        everything += posters.acknowledged.values()
        if round_number < ROUNDS - 1:
            service.kill()
    ids = [article["id"] for article in everything]
    assert len(set(ids)) == len(ids)
    items = listed(service)
    assert {item["id"] for item in items} >= set(ids)
    assert_all_there(service, chance.sample(everything, min(len(everything), 50)))
    service.stop()
    assert_sound(service, len(everything))


def test_sigterm_in_the_middle_answers_what_it_took(tmp_path):
    service, number, titles = Service(tmp_path / "data"), 0, set()
    for _ in range(3):
        service.start()
        posters = Posters(service, number)
        posters.wait_for(20)
        began = time.monotonic()
        service.stop()
        assert time.monotonic() - began < 10
        posters.join()
        assert set(posters.refused) <= {503}
        number = posters.next
        titles |= {article["title"] for article in posters.acknowledged.values()}
        service.start()
        assert_all_there(service, posters.acknowledged.values())
        # What was stored was also answered: nobody has to guess.
        assert {item["title"] for item in listed(service)} == titles
        service.stop()
    assert_sound(service, len(titles))


def test_a_second_instance_is_refused(fresh):
    command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", fresh.data]
    done = subprocess.run(command, capture_output=True, timeout=30)
    assert done.returncode == 1
    assert fresh.data.encode() in done.stderr
    done = run("check", "--data", fresh.data)
    assert done.returncode == 1 and fresh.data.encode() in done.stderr
    fresh.post("/articles", samples.NOTE).expect(201)


def test_a_taken_port_is_said_clearly(fresh, tmp_path):
    command = [BINARY, "serve", "--listen", f"127.0.0.1:{fresh.port}", "--data", str(tmp_path / "other")]
    done = subprocess.run(command, capture_output=True, timeout=30)
    assert done.returncode == 1
    assert str(fresh.port).encode() in done.stderr and b"in use" in done.stderr


def test_it_does_not_open_itself_to_the_world(tmp_path):
    command = [BINARY, "serve", "--listen", "0.0.0.0:0", "--data", str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, timeout=30)
    assert done.returncode != 0 and b"--no-auth" in done.stderr
    running = Service(tmp_path / "data", "--no-auth").start(listen="0.0.0.0:0")
    running.stop()


def test_ipv6(tmp_path):
    running = Service(tmp_path / "data").start(listen="[::1]:0")
    assert running.url.startswith("http://[::1]:")
    running.stop()


def at_once(count, task):
    """The results of `count` threads that begin the task together."""
    gate, results = threading.Barrier(count), [None] * count

    def work(number):
        gate.wait(30)
        results[number] = task(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_the_same_document_from_many_at_once_is_one_article(fresh):
    for number in range(4):
        body = samples.numbered_page(number)
        replies = at_once(16, lambda _, body=body: fresh.post("/articles", body, "text/html"))
        assert sorted(reply.code for reply in replies) == [200] * 15 + [201]
        assert len({reply.headers["Location"] for reply in replies}) == 1
        assert len({json.dumps({**reply.json(), "is_new": 0}) for reply in replies}) == 1
    assert len(listed(fresh)) == 4


def test_the_same_address_from_many_at_once_is_one_article(fresh):
    target = "/articles?url=https://story.example/one"
    replies = at_once(16, lambda number: fresh.post(target, samples.numbered_page(number), "text/html"))
    assert sorted(reply.code for reply in replies) == [200] * 15 + [201]
    assert len(listed(fresh)) == 1


def test_readers_and_writers_together(fresh):
    """Sixteen clients that post, list, read and delete: every answer is whole and one of those expected."""
    def task(number):
        codes = []
        for step in range(6):
            made = fresh.post("/articles", samples.numbered_page(number * 100 + step), "text/html").expect(201)
            path = made.headers["Location"]
            codes.append(fresh.get(path + ".html").expect(200).code)
            assert fresh.get(path).json()["id"] == made.json()["id"]
            assert fresh.get("/articles?limit=5").expect(200).json()["items"]
            if step % 2:
                fresh.request("DELETE", path).expect(204)
                fresh.get(path).expect(410)
        return len(codes)

    assert at_once(16, task) == [6] * 16
    assert len(listed(fresh)) == 48


def test_files_are_for_their_owner_alone(fresh, tmp_path):
    fresh.post("/articles", samples.NOTE).expect(201)
    folder = tmp_path / "data"
    assert folder.stat().st_mode & 0o777 == 0o700
    for file in folder.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file


def test_a_file_that_is_no_store_is_left_alone(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "articles.db").write_bytes(b"this is not a data base, but somebody's letter " * 200)
    command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", str(folder)]
    done = subprocess.run(command, capture_output=True, timeout=30)
    assert done.returncode == 1 and str(folder).encode() in done.stderr
    assert (folder / "articles.db").read_bytes().startswith(b"this is not a data base")


def test_interrupt_from_the_terminal_stops_it_too(tmp_path):
    running = Service(tmp_path / "data").start()
    assert running.end(signal.SIGINT) == 0
