"""The one page that the service was first asked for, when it is at hand; it is not part of the project."""

import pytest

from service import CORPUS, curl

SEED = CORPUS / "seed.txt"
ABSENT = [
    "Check your inbox",
    "Please enter a valid email",
    "See all newsletters",
    "Show Comments",
    "Most Read",
    "6-week",
    "Terms of Service",
]


@pytest.mark.skipif(not SEED.exists(), reason=f"no page at {SEED}")
@pytest.mark.parametrize("header", [["-H", "Content-Type:"], []], ids=["no header", "as curl labels it"])
def test_the_seed(fresh, header):
    article = curl("--data-binary", f"@{SEED}", *header, fresh.url + "/articles").expect(201).json()
    assert article["site"] == "The Washington Post"
    assert article["title"] == "U.S., N. Korean diplomats meet in New York"
    assert article["authors"] == ["William Wan"]
    assert article["contributors"] == ["Chico Harlan"]
    text = article["content_text"]
    assert text.startswith("U.S. and North Korean diplomats met for several hours")
    assert "pushed together on the table by China and the U.S.\u201d" in text
    for words in ABSENT:
        assert words not in text, words
