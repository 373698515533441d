// A poor network: what was sent stays in this browser until the server has answered, and is sent again by itself, also
// after the page was closed. The server takes the same answer once, however often it comes.
import htmx from "htmx.org";

const PLACE = "outbox/";
const WAITS = [3000, 6000, 12000, 20000];
const OLDEST = 24 * 60 * 60 * 1000;
const tries = new Map();

export function startOutbox() {
  document.addEventListener("htmx:beforeRequest", keep);
  document.addEventListener("htmx:afterRequest", settle);
  document.addEventListener("htmx:afterSwap", forget);
  addEventListener("online", sendAll);
  forget();
  setTimeout(sendAll, 200); // when the page listens
}

// A talk has one place for each answer; other forms name theirs.
function placeOf(form) {
  if (form?.dataset?.outbox) return PLACE + form.dataset.outbox;
  const number = form?.closest?.("[data-talk]") && form.elements?.number?.value;
  return number ? `${PLACE}${form.getAttribute("action")}/${number}` : "";
}

function read(place) {
  try { return JSON.parse(localStorage.getItem(place)); } catch { return null; }
}

function keep(event) {
  const request = event.detail.requestConfig;
  const place = request.verb === "post" ? placeOf(request.elt) : "";
  if (!place) return;
  const { csrf_token: _, ...values } = Object.fromEntries(request.formData);
  try { localStorage.setItem(place, JSON.stringify({ url: request.path, values, at: Date.now() })); } catch { /* full or forbidden: as without it */ }
}

const answered = (status) => status && status < 500 && status !== 429;

function settle(event) {
  const form = event.detail.requestConfig.elt; // after a swap the event comes from its parent
  const place = placeOf(form);
  if (!place || !read(place)) return;
  if (answered(event.detail.xhr.status)) return done(place);
  const note = form.querySelector("[data-trouble]");
  if (note) note.hidden = false;
  again(place);
}

function done(place) {
  localStorage.removeItem(place);
  clearTimeout(tries.get(place)?.timer);
  tries.delete(place);
}

function again(place) {
  const before = tries.get(place) ?? { count: 0 };
  clearTimeout(before.timer);
  const wait = WAITS[Math.min(before.count, WAITS.length - 1)] * (0.9 + Math.random() * 0.2);
  tries.set(place, { count: before.count + 1, timer: setTimeout(() => send(place), wait) });
}

function places() {
  try { return Object.keys(localStorage).filter((place) => place.startsWith(PLACE)); } catch { return []; }
}

function sendAll() {
  for (const place of places()) send(place);
}

// Where the form is on the page, as if it were sent there; else in the background, because its answer is wanted there.
function send(place) {
  const item = read(place);
  if (!item || Date.now() - item.at > OLDEST) return done(place);
  const form = [...document.querySelectorAll("form[hx-post]")].find((each) => placeOf(each) === place);
  if (!form) return inBackground(place, item);
  if (form.classList.contains("htmx-request")) return again(place);
  const values = { ...item.values, csrf_token: token() };
  const how = { source: form, target: form.getAttribute("hx-target"), swap: form.getAttribute("hx-swap"), values };
  return htmx.ajax("POST", item.url, how).catch(() => {});
}

async function inBackground(place, item) {
  try {
    const body = new URLSearchParams({ ...item.values, csrf_token: token() });
    const answer = await fetch(item.url, { method: "POST", body, headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(20000) });
    if (answer.status === 400) return undefined; // this page's token is too old: the next page has a new one
    if (answered(answer.status)) return done(place);
  } catch { /* still no network */ }
  return again(place);
}

const token = () => document.querySelector("input[name=csrf_token]")?.value ?? "";

// The talk has gone on, here or on another device: what was kept for the answers before has arrived.
function forget() {
  const form = document.querySelector("[data-talk] .answers");
  if (!form) return;
  const start = `${PLACE}${form.getAttribute("action")}/`;
  const due = Number(form.elements.number?.value);
  for (const place of places()) if (place.startsWith(start) && Number(place.slice(start.length)) < due) done(place);
}
