// Suggests films and names while somebody types: a combobox with a list, as WAI-ARIA 1.2 has it.
// Without it the box is a plain form.
"use strict";

{
  const PAUSE = 70; // milliseconds: a fast typist asks once
  const box = document.getElementById("q");
  const list = document.createElement("ul");
  const told = document.getElementById("told");
  let waiting = 0;
  let asking = null;
  let active = -1;

  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const choose = (index) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = list.children[index];
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  };

  const option = (one, index) => {
    const made = document.createElement("li");
    const says = document.createElement("span");
    const kind = document.createElement("span");
    made.id = `suggestion-${index}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.dataset.address = one.address;
    says.textContent = one.says;
    kind.className = "kind";
    kind.textContent = one.kind === "film" ? one.year || "film" : one.kind;
    made.append(says, " ", kind);
    return made;
  };

  const show = (found) => {
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
    told.textContent = found.length === 1 ? "1 suggestion" : `${found.length || "No"} suggestions`;
  };

  const ask = async () => {
    clearTimeout(waiting);
    asking?.abort();
    const typed = box.value;
    if (!typed.trim()) return close();
    const request = (asking = new AbortController());
    try {
      const answer = await fetch(`/suggest?q=${encodeURIComponent(typed)}`, { signal: request.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const found = await answer.json();
      if (!request.signal.aborted && document.activeElement === box) show(found);
    } catch (error) {
      if (error.name !== "AbortError") close(); // the form still works
    }
  };

  const moves = { ArrowDown: 1, ArrowUp: -1 };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    asking?.abort();
    if (!box.value.trim()) return close();
    waiting = setTimeout(ask, PAUSE);
  });

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key in moves && box.value.trim()) {
      event.preventDefault();
      if (list.hidden) return ask();
      const places = list.children.length + 1; // one of them is the box itself
      choose(((active + 1 + moves[event.key] + places) % places) - 1);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.address);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the next one empties the box
      close();
    }
  });

  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  addEventListener("pagehide", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("li");
    if (chosen) location.assign(chosen.dataset.address);
  });
}
