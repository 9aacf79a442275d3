// Moves through a film without loading the page anew. Everything works without it, through the
// same forms: it sends them in the background and puts the answer in place.
"use strict";

let sending = null;

const main = () => document.getElementById("main");

function put(html, address) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement?.id;
  main().replaceWith(document.adoptNode(fresh.getElementById("main")));
  document.title = fresh.title;
  history.replaceState(null, "", address);
  // The button that was pressed may be gone with what it did: then its neighbour is next.
  (document.getElementById(focused) ?? document.getElementById("minutes"))?.focus({ preventScroll: true });
  document.getElementById("told").textContent = document.getElementById("here-now")?.textContent ?? "";
}

async function send(form, submitter) {
  sending?.abort();
  const request = (sending = new AbortController());
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form, submitter)),
      signal: request.signal,
    });
    if (!answer.ok) throw new Error(answer.statusText);
    put(await answer.text(), answer.url);
  } catch (error) {
    if (error.name !== "AbortError") location.reload();
  }
}

document.addEventListener("submit", (event) => {
  if (event.target.matches(".strip form")) {
    event.preventDefault();
    send(event.target, event.submitter);
  }
});

document.addEventListener("input", (event) => {
  const twin = { slider: "minutes", minutes: "slider" }[event.target.id];
  if (twin && event.target.value !== "") document.getElementById(twin).value = event.target.value;
});

document.addEventListener("change", (event) => {
  if (event.target.id === "slider") send(event.target.form, document.getElementById("show"));
});
