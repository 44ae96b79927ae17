"""The description is valid by a public validator, and a client that is generated from it works."""

import json
import shutil
import subprocess

import pytest

from service import TREE

TOOLS = TREE / ".deps" / "client" / "node_modules"
SOURCES = TREE / "tests" / "client"

pytestmark = pytest.mark.skipif(
    not (TOOLS.is_dir() and shutil.which("node")), reason="no TypeScript tools here: ./dev deps test gets them"
)


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"{command[0]}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def folder(service, tmp_path_factory):
    """The description, the program that uses the client, and the tools."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_bytes(service.get("/openapi.json").expect(200).body)
    (folder / "node_modules").symlink_to(TOOLS)
    for name in ("package.json", "tsconfig.json", "use.ts", "validate.js"):
        shutil.copy(SOURCES / name, folder)
    return folder


def test_the_description_is_valid(folder):
    run(folder, "node", "validate.js", "openapi.json")


def test_the_validator_sees_what_is_wrong(folder):
    description = json.loads((folder / "openapi.json").read_text(encoding="utf-8"))
    description["paths"]["/search"]["get"]["sumary"] = "Misspelt."
    (folder / "wrong.json").write_text(json.dumps(description), encoding="utf-8")
    with pytest.raises(AssertionError, match="sumary"):
        run(folder, "node", "validate.js", "wrong.json")


def test_a_generated_client_saves_finds_and_reads(service, folder):
    run(folder, str(TOOLS / ".bin" / "openapi-typescript"), "openapi.json", "-o", "schema.ts")
    run(folder, str(TOOLS / ".bin" / "tsc"), "-p", ".")
    told = json.loads(run(folder, "node", "use.js", service.url))
    article = service.get(f"/articles/{told['id']}").expect(200).json()
    assert told == {
        "saved": article["id"],
        "id": article["id"],
        "title": "A day at the lighthouse",
        "text": article["content_text"],
        "position": 0,
    }
    assert article["tags"] == ["gulls"]
