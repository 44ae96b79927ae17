"""A running service for the tests: one for a whole file, or a fresh one for a single test."""

import os

import pytest

from described import Description
from service import Service

os.environ.setdefault("ASAN_OPTIONS", "abort_on_error=1")


@pytest.fixture(scope="session", autouse=True)
def description(tmp_path_factory):
    """From here on every answer must be as /openapi.json says."""
    plain = Service(tmp_path_factory.mktemp("plain")).start()
    Service.description = Description(plain.get("/openapi.json").expect(200).json())
    plain.stop()
    yield Service.description
    Service.description = None


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    running = Service(tmp_path_factory.mktemp("data")).start()
    yield running
    running.stop()


@pytest.fixture
def fresh(tmp_path):
    running = Service(tmp_path / "data").start()
    yield running
    running.stop()
