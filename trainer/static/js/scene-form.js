// The form for one scene in the editor's page. It edits the same text: what it makes of it goes to the editor as one change,
// which undo takes back. What is being written goes there at each pause too, and is kept in this browser until it is there.
import { keepForm, keptForm } from "./editor/local.js";
import { sendJson, SignedOut } from "./editor/net.js";
import { say } from "./editor/words.js";

const PAUSE = 600;
const KEEP = 120;
const RETRY = 5000;
const section = () => document.getElementById("scene-form");
const form = () => section().querySelector("form");
const base = () => section().dataset.base ?? location.pathname.replace(/\/$/, "");

let known = null; // the text that the form shows
let queue = Promise.resolve(); // one thing after the other: what was written is taken over before another scene opens
let pending = 0; // how many of them are under way
let outdated = null; // words of a closed page that found their scene changed: kept until somebody has read them
let timer, pause, keeping;
let pressed = false;

const about = () => document.getElementById("editor").dataset;

export function startSceneForm() {
  if (!section()) return;
  document.addEventListener("scene-chosen", ({ detail }) => open(detail.scene || "_head"));
  document.addEventListener("text-changed", follow);
  section().addEventListener("change", (event) => { if (!isForButton(event.target)) apply(""); });
  section().addEventListener("input", (event) => { if (event.target.matches("input, textarea") && !isForButton(event.target)) soon(PAUSE); });
  section().addEventListener("pointerdown", () => { pressed = true; });
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => { pressed = false; });
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") { keep(); soon(0); } });
  section().addEventListener("submit", (event) => { event.preventDefault(); apply(event.submitter?.value ?? ""); });
  section().addEventListener("click", openLinked);
  const kept = keptForm(about());
  open(kept?.scene ?? "_head");
  if (kept) then(() => bringBack(kept));
}

export const formIsBusy = () => pending > 0 || untaken().length > 0;

// All that is written is taken over, as far as it can be.
export async function settleForm() {
  clearTimeout(pause);
  if (untaken().length) apply("", true);
  await queue;
}

function then(work) {
  pending += 1;
  queue = queue.then(work).finally(() => { pending -= 1; });
}

function soon(delay) {
  clearTimeout(keeping);
  keeping = setTimeout(keep, KEEP);
  clearTimeout(pause);
  pause = setTimeout(() => { if (untaken().length) apply("", true); }, delay);
}

function keep() {
  const words = untaken();
  keepForm(about(), words.length ? { scene: shownScene(), stamp: stampOf(form()), fields: Object.fromEntries(words) } : outdated);
}

const stampOf = (element) => element?.querySelector("[name=stamp]")?.value;

const tell = (what, words, closed) => document.dispatchEvent(new CustomEvent("form-news", { detail: { what, words, closed } }));

// Words of a page that was closed before they were taken over. They belong to the scene as it was then.
async function bringBack(kept) {
  if (shownScene() !== kept.scene || stampOf(form()) !== kept.stamp) {
    outdated = kept;
    tell("form-outdated", say("form-outdated", { words: Object.values(kept.fields).join(" · ") }), () => { outdated = null; keep(); });
    return;
  }
  for (const [name, value] of Object.entries(kept.fields)) { const field = form().elements[name]; if (field && "value" in field) field.value = value; }
  await take("");
  tell("form-restored");
}

// Fields that only a button reads: the title of a new scene is not a change of this one.
const isForButton = (field) => /^(branch\.|scene\.|person\.(name|role)$)/.test(field.name);

function openLinked(event) {
  const link = event.target.closest("a[data-open]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.dataset.open);
  tellOpened(link.dataset.open);
}

const shownScene = () => section().querySelector("[data-scene]")?.dataset.scene;
const tellOpened = (scene) => document.dispatchEvent(new CustomEvent("scene-opened", { detail: { scene } }));

function open(wanted) {
  then(() => render(wanted));
}

// The text was changed elsewhere: the form follows, a moment after the last key.
function follow() {
  clearTimeout(timer);
  timer = setTimeout(() => open(shownScene() || "_head"), 300);
}

// A button that is replaced while it is held down is never pressed. The click comes right after the finger is lifted.
async function released() {
  while (pressed) await new Promise((done) => { setTimeout(done, 30); });
}

async function render(scene) {
  if (scene !== shownScene() && form() && untaken().length) await take("", true);
  const text = window.trainerEditor.text();
  if (scene === shownScene() && text === known) return;
  try {
    const html = await (await sendJson(base(), "/scene-form", { text, scene })).text();
    await released();
    put(html, "", true);
    known = text;
    if (untaken().length) soon(PAUSE);
  } catch (error) {
    trouble(error instanceof SignedOut ? say("signed-out") : section().dataset.trouble);
  }
}

function fields() {
  const sent = {};
  for (const [name, value] of new FormData(form())) sent[name] = name in sent ? `${sent[name]}, ${value}` : value;
  if (form().querySelector("[name=skills]") && !("skills" in sent)) sent.skills = "";
  return sent;
}

// `quietly`, at a pause: the form stays as it is under the hands of who writes, and what is wrong is said when they go on.
function apply(button, quietly = false) {
  then(() => take(button, quietly));
}

async function take(button, quietly = false) {
  if (!form() || (quietly && !untaken().length)) return;
  const text = window.trainerEditor.text();
  const scene = shownScene();
  if (!quietly) section().setAttribute("aria-busy", "true");
  try {
    const answer = await (await sendJson(base(), "/scene-edit", { text, scene, do: button, fields: fields() })).json();
    if (window.trainerEditor.text() !== text) { await render(scene); return; }
    if (quietly && answer.changed) { await render(scene); return; }
    known = answer.text ?? text;
    if (answer.text !== null) document.dispatchEvent(new CustomEvent("scene-edited", { detail: { text: answer.text } }));
    if (!(quietly && settled(answer.html))) { await released(); put(answer.html, button, answer.changed); }
    if (answer.scene !== scene) tellOpened(answer.scene);
  } catch (error) {
    trouble(error instanceof SignedOut ? say("signed-out") : section().dataset.trouble);
    soon(RETRY);
  } finally {
    section().removeAttribute("aria-busy");
    keep();
  }
}

// What the form shows is in the text now: only what it is compared with changes. False if the form has other fields by now.
function settled(html) {
  const element = document.createElement("form");
  element.innerHTML = html;
  const names = (of) => [...of.elements].map((field) => field.name).join();
  if (names(element) !== names(form())) return false;
  for (const field of form().elements) {
    if (field.name === "stamp") field.value = stampOf(element);
    else if (field.matches("textarea, input:not([type=checkbox])") && !isForButton(field) && !element.elements[field.name].matches("[aria-invalid]")) field.defaultValue = element.elements[field.name].defaultValue;
  }
  const [old, now] = [form(), element].map((each) => each.querySelector(".scene-list"));
  if (old?.innerHTML !== now?.innerHTML) old?.replaceWith(now); // else who is about to press a link there would miss it
  section().querySelector(":scope > .note.bad[role=alert]")?.remove();
  return true;
}

// New HTML in place of the old, with the keyboard where it was and the words that came in meanwhile. After a change by
// somebody else (`foreign`) words go back only to where nothing has changed; others are shown, so that they are not lost.
function put(html, button = "", foreign = false) {
  const old = document.activeElement?.closest("#scene-form") ? document.activeElement : null;
  const kept = old && { name: old.name, start: old.selectionStart, end: old.selectionEnd };
  const opened = [...section().querySelectorAll("details[open] > summary")].map(nameOf);
  const dirty = button && !foreign ? [] : written();
  const defaults = Object.fromEntries(dirty.map(([name]) => [name, form().elements[name].defaultValue]));
  const before = section().querySelector("[data-scene]")?.dataset.scene;
  const element = document.createElement("form");
  element.innerHTML = html;
  const same = before === element.querySelector("[data-scene]")?.dataset.scene;
  section().replaceChildren(element);
  if (!same) { if (button) focusOn(element.querySelector("h2")); return; }
  if (button && !foreign) { if (kept) focusOn(lastOf(element, button)); return; }
  for (const summary of element.querySelectorAll("details > summary")) if (opened.includes(nameOf(summary))) summary.parentElement.open = true;
  const homeless = [];
  for (const [name, value] of dirty) {
    const field = element.elements[name];
    if (field && "value" in field && (!foreign || field.defaultValue === defaults[name])) field.value = value;
    else if (value) homeless.push(value);
  }
  if (homeless.length) tell("form-outdated", say("form-outdated", { words: homeless.join(" · ") }));
  const now = kept?.name ? element.querySelector(`[name="${CSS.escape(kept.name)}"]`) : null;
  now?.focus({ preventScroll: true });
  if (["text", "textarea"].includes(now?.type)) now.setSelectionRange(kept.start, kept.end);
}

// What was written since the form came, and is not in the text yet.
function written() {
  const fields = [...(form()?.elements ?? [])].filter((field) => field.name && field.name !== "stamp");
  const changed = (field) => field.matches("select") ? !field.selectedOptions[0]?.defaultSelected : field.matches("textarea, input:not([type=checkbox])") && field.value !== field.defaultValue;
  return fields.filter(changed).map((field) => [field.name, field.value]);
}

const untaken = () => written().filter(([name]) => !isForButton({ name }));

// A part that is folded is known by its words and by the part of the form around it.
const nameOf = (summary) => `${summary.closest("fieldset")?.querySelector("[name]")?.name} ${summary.textContent}`;

function focusOn(element) {
  if (!element) return;
  if (element.matches("h2")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
  (element.closest(".part") ?? element).scrollIntoView({ block: "start" });
}

// After a button the keyboard stands on what it made: the words that were added or moved.
function lastOf(element, button) {
  const [what, number, how] = button.split(".");
  const words = [...element.querySelectorAll(what === "line" ? '[name^="line."][name$=".text"]' : '[name^="reply."][name$=".say"]')];
  if (!["line", "reply"].includes(what)) return element.querySelector("h2");
  if (number === "add") return words.at(-1);
  const place = Number(number) + { up: -1, down: 1, remove: 0 }[how];
  return words[Math.min(Math.max(place, 0), words.length - 1)];
}

function trouble(words) {
  const note = document.createElement("p");
  note.className = "note bad";
  note.setAttribute("role", "alert");
  note.textContent = words;
  section().querySelector(".note.bad[role=alert]")?.remove();
  section().prepend(note);
}
