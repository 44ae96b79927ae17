"""Documents of an invented world, as people would post them."""

PARAGRAPHS = [
    "The ferry between Hallvik and the Outer Skerries resumed its service on Tuesday morning after "
    "eleven days in harbour, carrying forty passengers, two vans and a crate of seed potatoes to "
    "islands that had lived on their own stores since the storm.",
    "Captain Runa Aldersen said the crew had replaced the starboard shaft bearing twice, because the "
    "first spare turned out to be a size too small. “We measured it, we argued about it, and then we "
    "measured it again,” she said on the quay.",
    "The harbour board had promised a replacement boat within three days. It arrived on the ninth, "
    "with a draught too deep for the jetty on Little Skerry, and turned back without landing.",
    "Residents shared fuel for the generator that keeps the clinic warm, and the school moved its "
    "lessons into the only building with a working stove. Nobody was hurt, the district nurse said, "
    "although she would rather not repeat the week.",
    "A review of the timetable is due in spring. Until then the board will keep a second bearing in "
    "store, of the right size, in a box that is clearly labelled.",
]
STORY = "\n\n".join(PARAGRAPHS)
FURNITURE = [
    "Accept all cookies",
    "Subscribe for two crowns a week",
    "Sign up for our morning letter",
    "Most read",
    "Harbour cat wins third prize",
    "Related stories",
    "All rights reserved by the Courier company",
]

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Ferry to the Outer Skerries sails again | The Hallvik Courier</title>
<link rel="canonical" href="https://courier.example/news/ferry-sails-again">
<meta property="og:title" content="Ferry to the Outer Skerries sails again">
<meta property="og:site_name" content="The Hallvik Courier">
<meta property="article:published_time" content="2024-03-12T08:30:00Z">
<meta name="author" content="Ingrid Maelstrom">
<script>var tracking = "on every page";</script>
<style>body {{ font: 1em serif }}</style>
</head><body>
<div class="cookie-banner"><p>We value your privacy.</p><button>Accept all cookies</button></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li>
<li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav>
<p class="promo"><a href="/subscribe">Subscribe for two crowns a week</a></p></header>
<main><article>
<h1>Ferry to the Outer Skerries sails again</h1>
<p class="byline">By <a rel="author" href="/people/ingrid-maelstrom">Ingrid Maelstrom</a></p>
<time datetime="2024-03-12T08:30:00Z">12 March 2024</time>
<figure><img src="/pictures/ferry.jpg" width="640" height="400" alt="The ferry at the quay">
<figcaption>The ferry left Hallvik at first light.</figcaption></figure>
<p>{PARAGRAPHS[0]}</p>
<p>{PARAGRAPHS[1]}</p>
<aside class="newsletter"><h3>Sign up for our morning letter</h3><form action="/letter">
<input name="email" placeholder="you@example.com"><button>Sign up</button></form></aside>
<h2>A boat too deep</h2>
<p>{PARAGRAPHS[2]}</p>
<p>{PARAGRAPHS[3]} The <a href="/timetable">old timetable</a> stays in force.</p>
<p>{PARAGRAPHS[4]}</p>
</article>
<section class="most-read"><h2>Most read</h2><ol><li><a href="/n/1">Harbour cat wins third prize</a></li>
<li><a href="/n/2">Bakery closes for stocktaking</a></li></ol></section>
<section class="related"><h2>Related stories</h2><ul><li><a href="/n/3">Storm in numbers</a></li></ul></section>
</main>
<footer><p>All rights reserved by the Courier company</p><a href="/imprint">Imprint</a></footer>
</body></html>
"""
PAGE_TITLE = "Ferry to the Outer Skerries sails again"
PAGE_URL = "https://courier.example/news/ferry-sails-again"

NOTE = """# Notes on keeping bees in a *north-facing* yard

Three winters of notes, written down so that the fourth goes better than the others did.

## What worked

- Hives on **pallets**, a hand's width above the ground
- A windbreak of willow, woven in autumn
- Feeding before the first frost, never after

## What did not

1. Moving a hive in March
2. Trusting the weather service

> A colony is not saved in spring. It is saved in August.

| hive | autumn kg | spring kg |
|------|-----------|-----------|
| east | 21.5      | 9.0       |
| west | 19.0      | 11.5      |

```
weigh --hive east --unit kg
```

See the [county keepers' guide](https://bees.example/guide) for the rest.
"""

# A page as a crawler's dump has it: site, title, story, then what stood around it.
LETTER = """\
From: Ines Corran <ines@harbour.example>
To: Bram Tolley <bram@tearoom.example>
Date: Tue, 4 Jun 2024 11:00:00 +0200
Subject: =?utf-8?q?The_slipway_=E2=80=93_a_date?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Dear Bram,

the engineer comes on Friday at nine. Would you put the kettle on?

Ines
--=20
Ines Corran, harbour master
""".replace("=20", " ")

DUMP = f"""The Hallvik Courier

Ferry to the Outer Skerries sails again

{STORY}

Ingrid Maelstrom covers the coast for the Courier. She previously wrote about forestry.



Success! You are on the list. You might also like:

Please enter your email address

Show Comments

Sign up for our morning letter

Thank you for signing up
Most Read



Subscribe for two crowns a week

I have read and agree to the Terms and Conditions.
"""


def numbered_page(number, words=120):
    """A short page that is like no other one."""
    sentence = f"On day {number} the lighthouse keeper counted {number * 7 + 3} gulls and wrote it down. "
    body = sentence * (words // 14 + 1)
    return (
        f"<!DOCTYPE html><html lang=en><head><title>Day {number} at the lighthouse</title></head>"
        f"<body><article><h1>Day {number} at the lighthouse</h1><p>{body}</p>"
        f"<p>The log of day {number} ends here, with the lamp lit and the stairs swept.</p>"
        f"</article></body></html>"
    )


def page_in(charset, paragraph, label=None):
    """A page in another encoding; `label` is what its <meta> says, if anything."""
    meta = f'<meta charset="{label}">' if label else ""
    text = (
        f"<!DOCTYPE html><html><head>{meta}<title>Encoded</title></head><body><article>"
        f"<h1>Encoded</h1><p>{paragraph}</p><p>{paragraph}</p></article></body></html>"
    )
    return text.encode(charset)


GERMAN = (
    "Die Ärztin öffnete das große Fenster über der Straße und hörte den Königsbäcker "
    "„laut“ singen, bis der Regen für über zwei Stunden alles andere übertönte."
)
JAPANESE = (
    "港の船は火曜日の朝に再び出航し、島の人々は桁橋で長い間手を振った。"
    "嵐の後の十一日間、学校は暖炉のある唯一の建物で授業を続けた。"
)
RUSSIAN = (
    "Паром снова вышел в море во вторник утром, и жители островов "
    "долго махали ему с причала, пока он не скрылся за мысом."
)
