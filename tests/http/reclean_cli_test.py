"""The command line on stored articles: clean all again after an upgrade, and copy them."""

import os
import pty
import shutil
import sqlite3
import subprocess

import pytest

import samples
from service import BINARY, Service, run


def sql(folder, *statements):
    """As an older program would have left it."""
    link = sqlite3.connect(folder / "articles.db")
    answers = [link.execute(statement).fetchall() for statement in statements]
    link.commit()
    link.close()
    return answers[-1]


@pytest.fixture
def folder(tmp_path):
    running = Service(tmp_path / "data").start()
    for number in range(6):
        running.post("/articles", samples.numbered_page(number), "text/html").expect(201)
    running.post("/articles", samples.DUMP, "text/plain").expect(201)
    running.post("/articles", samples.NOTE, "text/markdown").expect(201)
    running.stop()
    return tmp_path / "data"


def reclean(folder, *words):
    done = run("reclean", "--data", folder, *words)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_only_what_an_older_engine_cleaned(folder):
    assert reclean(folder) == (0, "0 articles cleaned anew, 0 came out the same, 0 kept as they were, 0 failed\n", "")
    sql(folder, "UPDATE articles SET engine = 0 WHERE id IN (1, 7)")
    assert reclean(folder)[1].startswith("0 articles cleaned anew, 2 came out the same")
    assert sql(folder, "SELECT count(*) FROM articles WHERE engine = 0") == [(0,)]
    assert sql(folder, "SELECT revision FROM articles ORDER BY id") == [(2,), *[(1,)] * 5, (2,), (1,)]
    assert reclean(folder)[1].startswith("0 articles cleaned anew, 0 came out the same")
    assert reclean(folder, "--all")[1].startswith("0 articles cleaned anew, 8 came out the same")


def test_what_comes_out_otherwise_is_kept_with_the_older_one(folder):
    sql(
        folder,
        "UPDATE contents SET tree = (SELECT tree FROM contents WHERE article_id = 2) WHERE article_id = 1",
        "UPDATE articles SET engine = 0, note = 'mine', confidence = 0.1 WHERE id = 1",
    )
    assert reclean(folder)[1].startswith("1 articles cleaned anew, 0 came out the same")
    assert sql(folder, "SELECT revision, note FROM articles WHERE id = 1") == [(2, "mine")]
    assert sql(folder, "SELECT article_id, revision FROM revisions") == [(1, 1)]
    assert run("check", "--data", folder).returncode == 0


def test_a_worse_cleaning_replaces_nothing(folder):
    sql(folder, "UPDATE articles SET engine = 0, word_count = 100000, confidence = 1 WHERE id = 3")
    code, said, why = reclean(folder)
    assert code == 0 and "1 kept as they were" in said and "article 3" in why and "worse" in why
    assert sql(folder, "SELECT revision, word_count FROM articles WHERE id = 3") == [(1, 100000)]
    assert "0 kept as they were" in reclean(folder, "--force")[1]
    assert sql(folder, "SELECT revision FROM articles WHERE id = 3") == [(2,)]


def test_those_that_are_named(folder):
    sql(folder, "UPDATE articles SET engine = 0")
    code, said, why = reclean(folder, "2", "77")
    assert code == 1 and "1 came out the same" in said and "1 failed" in said and "77" in why
    assert sql(folder, "SELECT id FROM articles WHERE engine > 0") == [(2,)]


def test_a_running_server_is_left_alone(folder):
    running = Service(folder).start()
    code, said, why = reclean(folder)
    assert code == 1 and why and not said
    running.stop()


def test_progress_on_a_terminal(folder):
    ours, theirs = pty.openpty()
    done = subprocess.run([BINARY, "reclean", "--all", "--data", folder], stdout=subprocess.PIPE, stderr=theirs, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 0 and "8 of 8" in shown


def test_a_backup_of_a_running_server(folder, tmp_path):
    running = Service(folder).start()
    running.post("/articles", samples.numbered_page(50), "text/html").expect(201)
    done = run("backup", "--data", folder, tmp_path / "copy.db")
    assert done.returncode == 0 and not done.stderr
    running.post("/articles", samples.numbered_page(51), "text/html").expect(201)
    running.stop()
    (tmp_path / "other").mkdir()
    shutil.copy(tmp_path / "copy.db", tmp_path / "other" / "articles.db")
    done = run("check", "--data", tmp_path / "other")
    assert done.returncode == 0 and done.stdout == b"9 articles, all sound\n"


def test_a_backup_overwrites_nothing(folder, tmp_path):
    (tmp_path / "there").write_text("precious")
    done = run("backup", tmp_path / "there", "--data", folder)
    assert done.returncode == 1 and b"there already" in done.stderr
    assert (tmp_path / "there").read_text() == "precious"
    done = run("backup", tmp_path / "new", "--data", tmp_path / "nowhere")
    assert done.returncode == 1 and not (tmp_path / "new").exists() and not (tmp_path / "nowhere").exists()
