"use strict";
// All of this is comfort: without it every link leads to its place and every choice works.
(() => {
  const words = {words};
  const root = document.documentElement;
  const choices = [...document.querySelectorAll(".reading input")];
  const isTheme = (choice) => choice.name === "theme";

  // The theme is the reader's, the layers belong to the address
  const remember = (value) => { try { localStorage.setItem("theme", value); } catch { /* not allowed here */ } };
  const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const chosen = new URLSearchParams(location.search);
  for (const choice of choices) {
    const value = isTheme(choice) ? remembered() : chosen.get(choice.name);
    if (value) choice.checked = choice.value === value || (choice.checked && !choices.some((c) => c.name === choice.name && c.value === value));
  }
  const carry = () => {
    for (const link of document.querySelectorAll("a[href]")) {
      const [path, hash = ""] = link.getAttribute("href").split("#");
      const name = path.split("?")[0];
      if (/^[a-z0-9-]+\.html$/.test(name)) link.setAttribute("href", name + location.search + (hash && `#${hash}`));
    }
  };
  const told = (choice) => {
    if (isTheme(choice)) return remember(choice.value);
    const query = new URLSearchParams(location.search);
    const isFirst = choice === choices.find((other) => other.name === choice.name);
    if (isFirst) query.delete(choice.name); else query.set(choice.name, choice.value);
    const asked = query.toString();
    try { history.replaceState(null, "", location.pathname + (asked && `?${asked}`) + location.hash); } catch { /* nor here */ }
    carry();
  };
  for (const choice of choices) choice.addEventListener("change", () => told(choice));
  if (location.search) carry();

  // Contents and choices close with Escape, and by a click elsewhere
  const panels = [...document.querySelectorAll(".bar details")];
  for (const panel of panels) {
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel.open) return;
      panel.open = false;
      panel.querySelector("summary").focus();
    });
  }
  document.addEventListener("click", (event) => {
    for (const panel of panels) if (!panel.contains(event.target) || event.target.closest("a")) panel.open = false;
  });

  // A note that is not in sight is shown beside its mark
  if (!("popover" in HTMLElement.prototype)) return;
  const box = document.createElement("div");
  box.className = "pop gen";
  box.popover = "auto";
  box.tabIndex = -1;
  box.setAttribute("role", "dialog");
  let mark = null;
  document.body.append(box);

  const noteOf = (link) => {
    const [page, id] = link.getAttribute("href").split("#");
    return page || !id ? null : document.getElementById(decodeURIComponent(id));
  };
  const inSight = (note) => {
    const { top, bottom, height } = note.getBoundingClientRect();
    return height > 0 && top >= 0 && bottom <= innerHeight;
  };
  const filled = (note, link) => {
    const name = document.createElement("p");
    name.className = "name";
    name.textContent = link.getAttribute("aria-label");
    const copy = note.querySelector(".words").cloneNode(true);
    for (const back of copy.querySelectorAll("[role=doc-backlink]")) back.remove();
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    const bar = document.createElement("p");
    const place = document.createElement("a");
    place.href = `#${note.id}`;
    place.textContent = words.in_place;
    place.addEventListener("click", () => { mark = null; box.hidePopover(); });
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = words.close;
    close.addEventListener("click", () => box.hidePopover());
    bar.className = "ways";
    bar.append(place, close);
    return [name, copy, bar];
  };
  const placed = () => {
    const at = mark.getBoundingClientRect();
    const room = root.clientWidth;
    const left = Math.min(Math.max(at.left + at.width / 2 - box.offsetWidth / 2, 12), room - box.offsetWidth - 12);
    const below = at.bottom + box.offsetHeight < innerHeight || at.top < box.offsetHeight;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(below ? at.bottom : at.top - box.offsetHeight) + scrollY}px`;
  };
  const show = (link, note) => {
    if (box.matches(":popover-open")) { mark = null; box.hidePopover(); }
    mark = link;
    box.setAttribute("aria-label", link.getAttribute("aria-label"));
    box.replaceChildren(...filled(note, link));
    box.showPopover({ source: link });
    placed();
    box.focus({ preventScroll: true });
  };
  box.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && mark) { mark.focus({ preventScroll: true }); mark = null; }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[role=doc-noteref]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const note = noteOf(link);
    if (!note?.querySelector(":scope > .words")) return;
    // Where the note stands beside its mark, a pointer has nothing to go to; keys follow the link
    if (inSight(note)) { if (event.detail) { event.preventDefault(); lit(note); } return; }
    event.preventDefault();
    show(box.contains(link) && mark ? mark : link, note);
  });

  // A note in the margin lights up with its mark
  const lit = (note) => {
    for (const other of document.querySelectorAll(".lit")) other.classList.remove("lit");
    note?.classList.add("lit");
  };
  for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(begin, (event) => {
      const link = event.target.closest?.("main a[role=doc-noteref]");
      if (link) lit(noteOf(link));
    });
    document.addEventListener(end, (event) => {
      if (event.target.closest?.("main a[role=doc-noteref]")) lit(null);
    });
  }
})();
