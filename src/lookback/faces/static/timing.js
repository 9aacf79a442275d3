// Moves from sentence to sentence and shifts their gates, by keyboard and by buttons. All of it
// works without, too: the fields, the boxes and one button are a plain form.
"use strict";

{
  const ENDING = "ending";
  const SHAPE = /^(?:(\d{1,3}):([0-5]\d)(?::([0-5]\d))?|(\d{1,4}))$/;
  let done = []; // what can be undone, the latest last
  let here = 0;
  let leaves = false; // with what was accepted, or after saying so
  let before = ""; // what stood in a field when somebody came to it

  const all = () => [...document.querySelectorAll(".sentence")];
  const sentence = (number) => document.getElementById(`s${number}`);
  const number = (one) => Number(one.dataset.number);
  const isSettled = (one) => !field(one); // its gate stands in the page already
  const field = (one) => one.querySelector(".pin input");
  const box = (one) => one.querySelector(".take input");
  const tell = (words) => { document.getElementById("told").textContent = words; };

  const seconds = (text) => {
    const shape = SHAPE.exec(text);
    if (text === "start") return 0;
    if (!shape) return NaN;
    const [hours, minutes, rest, only] = shape.slice(1).map((part) => Number(part ?? 0));
    return hours * 3600 + (minutes + only) * 60 + rest;
  };

  const clock = (at) => {
    const two = (part) => String(part).padStart(2, "0");
    const rest = at % 60 ? `:${two(at % 60)}` : "";
    return at ? `${Math.floor(at / 3600)}:${two(Math.floor(at / 60) % 60)}${rest}` : "start";
  };

  // Draws a sentence's gate where its field says, here and in the whole film.
  const draw = (one) => {
    if (isSettled(one)) return;
    const text = field(one).value.trim().toLowerCase();
    const at = text === ENDING || text === "" ? Infinity : seconds(text);
    const lane = document.getElementById(`lane-${number(one)}`);
    if (!Number.isNaN(at)) {
      for (const gate of gatesOf(one)) {
        const [left, right, end, runtime] = ["left", "right", "end", "runtime"]
          .map((name) => Number(gate.ownerSVGElement.dataset[name]));
        const x = at === Infinity ? end : left + Math.min(at / runtime, 1) * (right - left);
        gate.setAttribute("transform", `translate(${x} 0)`);
      }
      lane?.setAttribute("aria-label", `Sentence ${number(one)}: gate ${text || ENDING}`);
    }
    one.classList.toggle("taken", box(one).checked);
    lane?.classList.toggle("taken", box(one).checked);
  };

  const gatesOf = (one) => [
    one.querySelector(".gate"),
    document.querySelector(`#lane-${number(one)} .gate`),
  ].filter(Boolean);

  const count = () => {
    const many = accepted().length;
    const told = document.getElementById("count");
    if (told) told.textContent = many === 1 ? "1 gate" : `${many} gates`;
  };

  const put = (one, text, taken) => {
    field(one).value = text;
    box(one).checked = taken;
    draw(one);
    count();
  };

  const change = (one, text, taken) => {
    done.push([number(one), field(one).value, box(one).checked]);
    put(one, text, taken);
    tell(`Sentence ${number(one)}: ${text || ENDING}, ${taken ? "accepted" : "not accepted"}`);
  };

  const undo = () => {
    const latest = done.pop();
    if (!latest) return tell("Nothing to undo");
    const one = sentence(latest[0]);
    put(one, latest[1], latest[2]);
    go(one);
    tell(`Undone. Sentence ${latest[0]}: ${latest[1] || ENDING}`);
  };

  const shift = (one, by) => {
    const end = Number(one.querySelector("svg").dataset.runtime);
    const text = field(one).value.trim().toLowerCase() || ENDING;
    const from = text === ENDING ? (by < 0 ? end - by : Infinity) : seconds(text);
    if (Number.isNaN(from)) return go(one, field(one));
    const to = Math.max(Math.floor(from) + by, 0);
    change(one, to > end ? ENDING : clock(to), true);
  };

  const accept = (one) => {
    if (field(one).value.trim() === "") field(one).value = ENDING;
    change(one, field(one).value, true);
  };

  // Makes one sentence the one that keys are for.
  const mark = (one) => {
    if (!one) return;
    here = number(one);
    for (const other of document.querySelectorAll(".sentence.here, .lane.here")) {
      other.classList.remove("here");
      if (other.matches(".sentence")) other.tabIndex = -1;
    }
    one.classList.add("here");
    one.tabIndex = 0;
    const lane = document.getElementById(`lane-${here}`);
    lane?.classList.add("here");
    const figure = lane?.closest(".timeline");
    if (figure && figure.scrollHeight > figure.clientHeight) {
      const middle = lane.getBoundingClientRect().top - figure.getBoundingClientRect().top;
      if (middle < 0 || middle > figure.clientHeight - 20) figure.scrollTop += middle - figure.clientHeight / 2;
    }
  };

  const go = (one, to = one) => {
    if (!one) return;
    mark(one);
    to.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
    if (to !== one) to.select();
  };

  const step = (by) => go(sentence(here + by) ?? sentence(here));

  const KEYS = {
    j: () => step(1), ArrowDown: () => step(1),
    k: () => step(-1), ArrowUp: () => step(-1),
    a: (one) => { if (!isSettled(one)) accept(one); step(1); },
    p: (one) => go(one, field(one)),
    u: undo,
    "+": (one) => shift(one, 60), "=": (one) => shift(one, 60), "]": (one) => shift(one, 60),
    "-": (one) => shift(one, -60), "[": (one) => shift(one, -60),
    "}": (one) => shift(one, 10), "{": (one) => shift(one, -10),
    ArrowRight: (one, event) => shift(one, event.shiftKey ? 10 : 60),
    ArrowLeft: (one, event) => shift(one, event.shiftKey ? -10 : -60),
    "?": () => {
      const keys = document.getElementById("keys");
      keys.open = !keys.open;
      if (keys.open) keys.scrollIntoView({ block: "nearest" });
    },
  };

  const MOVES = new Set(["j", "k", "a", "u", "?", "ArrowDown", "ArrowUp"]);
  const CHANGES = new Set(Object.keys(KEYS).filter((key) => !MOVES.has(key)).map((key) => KEYS[key]));

  document.addEventListener("keydown", (event) => {
    const one = event.target.closest?.(".sentence");
    if (!one || event.ctrlKey && !event.altKey || event.metaKey) return;
    if (event.target.matches(".pin input")) {
      if (event.key === "Escape") go(one);
      else if (event.key === "Enter" && event.target.checkValidity()) {
        keep(event.target);
        if (!box(one).checked) accept(one);
        step(1);
      } else if (event.key !== "Enter" || event.target.reportValidity()) return;
      return event.preventDefault();
    }
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    if (CHANGES.has(act) && isSettled(one)) tell("Its gate stands in the page already");
    else act(one, event);
  });

  // What was typed, as one step that can be undone.
  const keep = (input) => {
    const one = input.closest(".sentence");
    if (input.value === before) return;
    done.push([number(one), before, box(one).checked]);
    before = input.value;
    put(one, input.value, input.value.trim() !== "");
  };

  document.addEventListener("focusin", (event) => {
    const one = event.target.closest?.(".sentence");
    if (one && number(one) !== here) mark(one);
    if (event.target.matches?.(".pin input")) before = event.target.value;
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches(".pin input")) draw(event.target.closest(".sentence"));
  });

  document.addEventListener("change", (event) => {
    const one = event.target.closest?.(".sentence");
    if (one && event.target.matches(".pin input")) keep(event.target);
    if (one && event.target.matches(".take input")) {
      done.push([number(one), field(one).value, !event.target.checked]);
      draw(one);
      count();
    }
  });

  document.addEventListener("click", (event) => {
    const lane = event.target.closest?.(".lane");
    const button = event.target.closest?.(".shift button");
    if (lane) {
      event.preventDefault();
      go(document.querySelector(lane.getAttribute("href")));
    } else if (button) {
      const by = Number(button.dataset.by);
      shift(button.closest(".sentence"), event.shiftKey ? by / 6 : by);
    }
  });

  const begin = () => {
    done = [];
    here = 0;
    leaves = false;
    if (!document.getElementById("gates")) return;
    all().forEach(draw);
    count();
    const chosen = document.querySelector(".sentence:target") ?? sentence(1);
    if (chosen) mark(chosen);
  };

  const version = () => document.querySelector('#gates [name="version"]')?.value;
  const accepted = () => all().filter((one) => box(one)?.checked);

  // Times in the background, so that the files stay chosen: for the other speed, or once more.
  // What was accepted and not saved yet stays, too.
  const time = async (form) => {
    const main = document.getElementById("main");
    const stated = version();
    main.setAttribute("aria-busy", "true");
    tell("Timing the sentences");
    let fresh;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
    } catch {
      fresh = null;
    }
    if (!fresh?.querySelector("#time")) {
      leaves = true;
      return form.submit();
    }
    document.adoptNode(fresh);
    const kept = accepted().map((one) => [number(one), field(one).value]);
    for (const file of form.querySelectorAll('input[type="file"]')) {
      fresh.querySelector(`#${file.id}`)?.replaceWith(file);
    }
    main.replaceWith(fresh);
    history.replaceState(null, "", form.action);
    begin();
    for (const [which, text] of version() === stated ? kept : []) put(sentence(which), text, true);
    const refused = document.getElementById("refused");
    if (refused) return refused.focus();
    tell("Timed");
    go(sentence(1));
    document.querySelector(".desk")?.scrollIntoView({ block: "start" });
  };

  window.addEventListener("beforeunload", (event) => {
    if (!leaves && accepted().length) event.preventDefault();
  });

  document.addEventListener("submit", (event) => {
    leaves = true;
    if (event.target.id !== "time") return;
    leaves = false;
    event.preventDefault();
    if (document.getElementById("main").getAttribute("aria-busy") !== "true") time(event.target);
  });

  begin();
}
