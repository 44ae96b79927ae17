/* Comfort for all pages; without it every one of them works too.  Nothing here makes markup of text. */
"use strict";
(() => {
  const root = document.documentElement;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  function make(name, values, ...inside) {
    const element = Object.assign(document.createElement(name), values);
    element.append(...inside);
    return element;
  }

  function change(id, fields, isLast) {
    return fetch(`/articles/${id}`, {
      method: "PATCH",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(fields),
      keepalive: isLast === true,
    });
  }

  /* ---- The look: at once, and the cookie for the next page ---- */

  function followLook(form) {
    let saving = Promise.resolve();
    form.addEventListener("change", ({ target }) => {
      const place = reading && reading.place();
      if (target.selectedIndex) root.dataset[target.name] = target.value;
      else delete root.dataset[target.name];
      if (place) reading.goTo(place);
      /* One after the other, and all fields each time: the last cookie is then what is seen. */
      const body = new URLSearchParams(new FormData(form));
      const send = () => fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
      saving = saving.then(send).catch(() => {});
    });
    one(".send", form).hidden = true;
  }

  /* ---- Reading: where one is, by the text that is above, so that it holds at every width ---- */

  function startReading(article) {
    const blocks = all(".content > *", article);
    const weights = blocks.map((block) => block.textContent.length + 40 + 300 * all("img", block).length);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const bar = make("progress", { className: "place", max: 1, value: 0, ariaLabel: "Read so far" });
    let saved = Number(article.dataset.progress), state = article.dataset.state, timer = 0, hasMoved = false;

    function place() {
      if (blocks.length && blocks.at(-1).getBoundingClientRect().bottom <= innerHeight + 4) return 1;
      let above = 0;
      for (const [i, block] of blocks.entries()) {
        const box = block.getBoundingClientRect();
        if (box.bottom > 8) {
          return (above + weights[i] * Math.min(1, Math.max(0, (8 - box.top) / (box.height || 1)))) / total;
        }
        above += weights[i];
      }
      return 1;
    }

    function goTo(wanted) {
      let rest = wanted * total, i = 0;
      while (i < blocks.length - 1 && rest > weights[i]) rest -= weights[i++];
      const box = blocks[i].getBoundingClientRect();
      scrollTo({ top: scrollY + box.top + (box.height * rest) / weights[i] - 8, behavior: "instant" });
    }

    function save(isLast) {
      const now = Math.round(place() * 1e4) / 1e4;
      clearTimeout(timer);
      if (!hasMoved || Math.abs(now - saved) < 0.005) return;
      const fields = { progress: now };
      if (state === "unread") fields.state = state = "reading";
      saved = now;
      change(article.dataset.article, fields, isLast).catch(() => {});
    }

    function show() {
      bar.value = place();
    }

    if (!blocks.length) return null;
    one("header").append(bar);
    const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (saved > 0.01 && saved < 0.99 && !location.hash && !isBack) goTo(saved);
    show();
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(kind, () => (hasMoved = true), { passive: true, once: true });
    }
    addEventListener("scroll", () => {
      show();
      clearTimeout(timer);
      timer = setTimeout(save, 1500);
    }, { passive: true });
    document.addEventListener("visibilitychange", () => document.hidden && save(true));
    addEventListener("pagehide", () => save(true));
    return { place, goTo };
  }

  /* What scrolls by itself, at this width, can be reached by the keyboard (WCAG 2.2, 2.1.1). */
  function reachScrollers() {
    const watcher = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
        else target.removeAttribute("tabindex");
      }
    });
    for (const element of all("pre, table")) watcher.observe(element);
  }

  /* ---- Lists ---- */

  const items = all(".list > li");

  function rememberList() {
    const ids = items.map((item) => item.dataset.id);
    try {
      sessionStorage.setItem("list", JSON.stringify({ ids, url: location.pathname + location.search }));
    } catch { /* without it, j and k lead to the list */ }
  }

  function neighbour(step) {
    let list = {};
    try {
      list = JSON.parse(sessionStorage.getItem("list")) || {};
    } catch { /* as above */ }
    const at = (list.ids || []).indexOf(one("[data-article]").dataset.article);
    const id = at >= 0 && list.ids[at + step];
    return id ? `/articles/${id}` : list.url || "/articles";
  }

  const focused = () => items.findIndex((item) => item.contains(document.activeElement));
  const link = (item) => one("h2 a", item);

  function step(by) {
    if (one("[data-article]")) {
      location.href = neighbour(by);
      return;
    }
    const shown = items.filter((item) => !item.hidden);
    const at = shown.indexOf(items[focused()]);
    const next = shown[at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))];
    if (next) link(next).focus();
  }

  async function changeItem(item, name) {
    const has = item.hasAttribute(`data-${name}`);
    const fields = name === "starred" ? { starred: !has } : { state: has ? "unread" : "archived" };
    const reply = await change(item.dataset.id, fields);
    if (!reply.ok) return;
    item.toggleAttribute(`data-${name}`, !has);
    say(name === "starred" ? (has ? "Star taken off" : "Starred") : has ? "Unread again" : "Archived");
  }

  /* ---- Keys ---- */

  function press(name) {
    const button = one(`[data-key=${name}]`);
    const item = items[focused()];
    if (button) button.click();
    else if (item) changeItem(item, name === "s" ? "starred" : "archived");
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => (items[focused()] ? link(items[focused()]) : one(".article .facts a[href]"))?.click(),
    a: () => press("a"),
    s: () => press("s"),
    "/": () => (one("input[type=search]") ? one("input[type=search]").focus() : (location.href = "/search")),
    "?": () => (location.href = "/help"),
  };

  function onKey(event) {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (root.dataset.keys === "off" || isTyping || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  }

  let voice;
  function say(text) {
    if (!voice) one("main").append((voice = make("p", { className: "said", role: "status" })));
    voice.textContent = text;
  }

  function quicken(form) {
    const button = one("button", form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const wanted = button.value === "true";
      const reply = await change(one("[data-article]").dataset.article, { starred: wanted }).catch(() => null);
      if (!reply?.ok) return say("That did not work; is the server running?");
      button.ariaPressed = String(wanted);
      button.value = String(!wanted);
    });
  }

  /* ---- Adding ---- */

  function takeRichPaste(form) {
    const area = one("textarea", form);
    const html = make("input", { type: "hidden", name: "html", disabled: true });
    const note = make("p", { className: "quiet", role: "status" });
    let isOwn = false;

    function drop() {
      html.disabled = true;
      area.name = "content";
      note.replaceChildren();
    }

    function take(rich) {
      html.value = rich;
      html.disabled = false;
      area.removeAttribute("name");
      const plain = make("button", { type: "button", className: "tool" }, "Keep only the text");
      plain.addEventListener("click", () => (drop(), area.focus()));
      note.replaceChildren("Its headings, links and pictures are kept too. ", plain);
    }

    area.after(html, note);
    area.addEventListener("paste", (event) => {
      const rich = event.clipboardData.getData("text/html");
      const plain = event.clipboardData.getData("text/plain");
      const isWhole = area.selectionStart === 0 && area.selectionEnd === area.value.length;
      /* What begins with "<" is a page's source, and the editor's colours say nothing. */
      if (!isWhole || plain.trim().startsWith("<") || !/<(h[1-6]|p|li|table|a|img|blockquote|pre)\b/i.test(rich)) return;
      isOwn = true;
      take(rich);
    });
    area.addEventListener("input", () => {
      if (!isOwn) drop();
      isOwn = false;
    });
    return (rich, plain) => {
      area.value = plain;
      take(rich);
    };
  }

  async function upload(file) {
    const body = new FormData();
    body.append("file", file);
    const reply = await fetch("/articles", { method: "POST", headers: { Accept: "application/json" }, body });
    const answer = await reply.json();
    return reply.ok ? make("a", { href: `/articles/${answer.id}` }, answer.title || file.name) : `${file.name}: ${answer.detail}`;
  }

  function takeFiles(form) {
    const input = one("input[type=file]", form);
    const done = make("ol", { className: "done" });
    input.multiple = true;
    form.append(done);
    form.addEventListener("submit", async (event) => {
      if (input.files.length < 2) return;
      event.preventDefault();
      for (const file of [...input.files]) {
        const line = make("li", {}, `${file.name} ...`);
        done.append(line);
        line.replaceChildren(await upload(file).catch(() => `${file.name}: the server does not answer`));
      }
      say(`${input.files.length} files done`);
      form.reset();
    });
    return input;
  }

  function takeDrops(input, paste) {
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => {
      const { files } = event.dataTransfer;
      const rich = event.dataTransfer.getData("text/html");
      event.preventDefault();
      if (files.length) {
        input.files = files;
        input.form.requestSubmit();
      } else if (rich) {
        paste(rich, event.dataTransfer.getData("text/plain"));
      }
    });
  }

  /* The bookmarklet's page: in the address behind "#", or, when it is long, as a message. */
  function receive(form) {
    const state = one("#receive-state");
    function show(page) {
      if (typeof page?.html !== "string" || !form.hidden) return;
      form.elements.html.value = page.html;
      form.elements.url.value = /^https?:/.test(page.url) ? page.url : "";
      form.elements.title.placeholder = String(page.title || "");
      state.textContent = `${page.title || "A page"} is here. Nothing is kept before you say so.`;
      form.hidden = false;
      one("button", form).focus();
    }
    if (location.hash.length > 1) {
      try {
        show(JSON.parse(decodeURIComponent(location.hash.slice(1))));
      } catch {
        state.textContent = "What the bookmarklet handed over is broken; try it again.";
      }
      history.replaceState(null, "", location.pathname);
    } else if (opener) {
      addEventListener("message", (event) => event.source === opener && show(event.data));
      opener.postMessage("articled", "*");
    } else {
      state.textContent = "This window is for the bookmarklet; drag it to your bookmarks from \u201cUse it from elsewhere\u201d.";
    }
  }

  /* Behind a proxy the server does not see that the reader came by https. */
  function correctAddress(page) {
    const told = page.dataset.base;
    if (told === location.origin) return;
    const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll(told, location.origin);
    for (const a of all("a.bookmarklet", page)) a.href = a.getAttribute("href").replaceAll(told, location.origin);
  }

  /* ---- Which of it this page needs ---- */

  const article = one("[data-article]");
  const reading = article && startReading(article);
  if (items.length) rememberList();
  if (article) reachScrollers();
  all("[data-look]").forEach(followLook);
  all("[data-quick]").forEach(quicken);
  all("[data-receive]").forEach(receive);
  all("[data-base]").forEach(correctAddress);
  if (one("[data-paste]")) takeDrops(takeFiles(one("[data-drop]")), takeRichPaste(one("[data-paste]")));
  addEventListener("keydown", onKey);
})();
