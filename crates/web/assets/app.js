// What the keyboard does, and suggestions in the search box. Every page works without this file. It is the only script
// that the pages load beside the desk's own, and writes texts, never markup.
"use strict";

(() => {
  const box = document.getElementById("q");

  /** The entries of a list that j and k go through. */
  const entries = () => [...document.querySelectorAll(".hits > li, .cards > li")];
  /** The link that an entry is about. */
  const linkOf = (entry) => entry.querySelector("h2 a, h3 a");

  /** Makes an element with classes, texts and other elements in it. */
  function make(name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  function move(step) {
    const all = entries();
    if (all.length === 0) return;
    const now = all.findIndex((entry) => entry.classList.contains("at-hand"));
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1);
    if (now >= 0) all[now].classList.remove("at-hand");
    all[next].classList.add("at-hand");
    const link = linkOf(all[next]);
    if (link) link.focus({ preventScroll: true });
    all[next].scrollIntoView({ block: "nearest" });
  }

  function open() {
    const entry = document.querySelector(".at-hand");
    const link = entry && linkOf(entry);
    if (link) link.click();
  }

  function follow(selector) {
    const link = document.querySelector(selector);
    if (link) link.click();
  }

  const help = document.getElementById("keys");

  const ACTIONS = {
    "/": () => { box.focus(); box.select(); },
    j: () => move(1),
    k: () => move(-1),
    o: open,
    n: () => follow("a[rel=next]"),
    p: () => follow("a[rel=prev]"),
    "?": () => help && help.showModal(),
  };

  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    const types = target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
    if (types) {
      if (event.key === "Escape" && target === box && !suggestions.isShown()) box.blur();
      return;
    }
    if (help && help.open) return;
    const last = before;
    before = event.key;
    if (last === "g" && event.key === "h") {
      event.preventDefault();
      location.assign("/");
      return;
    }
    const action = Object.hasOwn(ACTIONS, event.key) ? ACTIONS[event.key] : null;
    if (!action || (event.key === "/" && !box)) return;
    event.preventDefault();
    action();
  });

  /** Suggestions under the search box, as a combobox with a list (WAI-ARIA Authoring Practices). */
  const suggestions = (() => {
    const none = { isShown: () => false };
    if (!box) return none;
    const WAIT = 120;
    const list = make("ul", "suggestions");
    list.id = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    box.form.append(list);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "false");
    let timer = 0;
    let asked = null;
    let chosen = -1;

    const isShown = () => !list.hidden;

    function hide() {
      clearTimeout(timer);
      if (asked) asked.abort();
      list.hidden = true;
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }

    function choose(index) {
      const options = [...list.children];
      chosen = (index + options.length + 1) % (options.length + 1);
      if (chosen === options.length) chosen = -1;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
      if (chosen >= 0) box.setAttribute("aria-activedescendant", options[chosen].id);
      else box.removeAttribute("aria-activedescendant");
    }

    function take(query) {
      box.value = query;
      hide();
      box.form.requestSubmit();
    }

    function show(found) {
      list.replaceChildren();
      found.forEach(({ kind, text, query }, index) => {
        const words = make("span", "", String(text));
        words.dir = "auto";
        const option = make("li", "", make("small", "", String(kind)), words);
        option.id = `suggestion-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        // Before the box loses the focus, which hides the list.
        option.addEventListener("mousedown", (event) => { event.preventDefault(); take(String(query)); });
        list.append(option);
      });
      list.hidden = found.length === 0;
      chosen = -1;
      box.setAttribute("aria-expanded", String(!list.hidden));
    }

    async function ask() {
      const typed = box.value.trim();
      if (asked) asked.abort();
      if (typed.length < 2) return hide();
      asked = new AbortController();
      try {
        const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
        if (!answer.ok) return hide();
        const found = await answer.json();
        const listed = Array.isArray(found) ? found : found.suggestions;
        if (document.activeElement === box && Array.isArray(listed)) show(listed.slice(0, 8));
      } catch {
        // No suggestions, then: the box is a search box still.
        if (!asked.signal.aborted) hide();
      }
    }

    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    box.addEventListener("blur", hide);
    box.addEventListener("keydown", (event) => {
      if (!isShown()) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? list.children.length - 1 : chosen - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        list.children[chosen].dispatchEvent(new MouseEvent("mousedown", { cancelable: true }));
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        hide();
      }
    });
    return { isShown };
  })();
})();
