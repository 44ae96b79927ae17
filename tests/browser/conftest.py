"""A running service with some articles, and Chromium to look at it: with JavaScript and without."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "http"))
import samples  # noqa: E402
from chromium import SCREENSHOTS, is_here, start_chromium  # noqa: E402
from service import Service  # noqa: E402
from walking import complaints  # noqa: E402

# An article with every kind of content, so that one sees how each is set.
SHOWCASE = f"""# How the harbour of Hallvik keeps its ferries sailing through the *longest* winter in forty years

{samples.PARAGRAPHS[0]}

## Bearings, shafts and `tolerances`

{samples.PARAGRAPHS[1]} See the [harbour board's report](https://harbour.example/reports/2024/bearings?part=shaft).

- A spare bearing of the **right** size
- A jetty that is *deep* enough
  - at low water
  - in ice
- Somebody who measures twice

1. Measure
2. Argue
3. Measure again

> We measured it, we argued about it, and then we measured it again.
>
> Captain Aldersen

### Figures of the winter

| Boat       | Days in harbour | Passengers | Draught in metres | Crates of potatoes | Remarks of the crew         |
|------------|----------------:|-----------:|------------------:|-------------------:|-----------------------------|
| *Skerry*   |              11 |         40 |               2.1 |                  1 | starboard shaft, twice      |
| *Replacement* |            9 |          0 |               3.9 |                  0 | turned back without landing |

```python
def spare_needed(measured_diameter_in_millimetres, ordered_diameter_in_millimetres, tolerance=0.02):
    return abs(measured_diameter_in_millimetres - ordered_diameter_in_millimetres) > tolerance
```

![The ferry at the quay in first light](https://courier.example/pictures/ferry.jpg)

A word that is long: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, and an
address that cannot be broken: <https://harbour.example/a/very/long/path/until/it/leaves/every/phone/screen/far/behind>.

---

{samples.PARAGRAPHS[4]}
"""
ARABIC = """<html lang="ar" dir="rtl"><title>عودة العبّارة إلى الجزر</title><article><h1>عودة العبّارة إلى الجزر</h1>
<p>عادت العبّارة إلى البحر صباح الثلاثاء بعد أحد عشر يوما في الميناء، وكان على متنها أربعون راكبا وشاحنتان وصندوق من البطاطا.</p>
<p>قالت القبطانة إن الطاقم قاس القطعة مرتين، ثم تجادل حولها، ثم قاسها مرة أخرى قبل أن يغادر الرصيف مع الفجر.</p>
<ul><li>قطعة احتياطية بالحجم الصحيح</li><li>رصيف عميق بما يكفي</li></ul></article></html>"""


@pytest.fixture(scope="session")
def service(tmp_path_factory):
    running = Service(tmp_path_factory.mktemp("data")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def shown(service):
    """The addresses of some articles, by name."""
    posted = {
        "page": service.post("/articles", samples.PAGE, "text/html"),
        "showcase": service.post_json(
            "/articles",
            {"markdown": SHOWCASE, "authors": ["Ingrid Maelstrom", "Bo Beck"], "site": "The Hallvik Courier",
             "published": "2024-03-12", "tags": ["harbour"], "url": "https://courier.example/long"},
        ),  # fmt: skip
        "arabic": service.post("/articles", ARABIC, "text/html"),
        "japanese": service.post("/articles", samples.page_in("utf-8", samples.JAPANESE, "utf-8"), "text/html"),
        "bare": service.post("/articles", "Only a line of text, of which little can be known."),
    }
    corrected = service.post("/articles", samples.numbered_page(77), "text/html").expect(201)
    posted["corrected"] = corrected
    service.post_json(corrected.headers["Location"] + "/reclean", {"remove": ["p:nth-of-type(1)"], "force": True}).expect(200)
    for number in range(40):
        service.post("/articles", samples.numbered_page(number), "text/html").expect(201)
    return {name: reply.expect(201).headers["Location"] for name, reply in posted.items()}


@pytest.fixture(scope="session", params=["with script", "without script"])
def browser(request, tmp_path_factory):
    if not is_here():
        pytest.skip("no chromium and chromium-driver here")
    driver = start_chromium(tmp_path_factory.mktemp("profile"), request.param == "with script")
    driver.has_script = request.param == "with script"
    driver.get("data:text/html,<title>off</title><script>document.title = 'on'</script>")
    assert driver.title == ("on" if driver.has_script else "off")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    yield driver
    driver.quit()


@pytest.fixture(autouse=True)
def untouched(browser):
    """Each test starts without the complaints and the cookies of the one before."""
    browser.delete_all_cookies()
    complaints(browser)
