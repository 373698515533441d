// The form for one scene in the editor's page. It edits the same text: what it makes of it goes to the editor as one change,
// which undo takes back. Nothing is stored here.
const section = () => document.getElementById("scene-form");
const form = () => section().querySelector("form");
const base = () => section().dataset.base ?? location.pathname.replace(/\/$/, "");

let known = null; // the text that the form shows
let queue = Promise.resolve(); // one thing after the other: what was written is taken over before another scene opens
let timer;

export function startSceneForm() {
  if (!section()) return;
  document.addEventListener("scene-chosen", ({ detail }) => open(detail.scene || "_head"));
  document.addEventListener("text-changed", follow);
  section().addEventListener("change", (event) => { if (!isForButton(event.target)) apply(""); });
  section().addEventListener("submit", (event) => { event.preventDefault(); apply(event.submitter?.value ?? ""); });
  section().addEventListener("click", openLinked);
  open("_head");
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
  queue = queue.then(() => render(wanted));
}

// The text was changed elsewhere: the form follows, a moment after the last key.
function follow() {
  clearTimeout(timer);
  timer = setTimeout(() => { queue = queue.then(() => render(shownScene() || "_head")); }, 300);
}

async function send(where, body) {
  const token = document.querySelector("input[name=csrf_token]").value;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const answer = await fetch(`${base()}/${where}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

async function render(scene) {
  const text = window.trainerEditor.text();
  if (scene === shownScene() && text === known) return;
  try {
    put(await (await send("scene-form", { text, scene })).text());
    known = text;
  } catch {
    trouble();
  }
}

function fields() {
  const sent = {};
  for (const [name, value] of new FormData(form())) sent[name] = name in sent ? `${sent[name]}, ${value}` : value;
  if (form().querySelector("[name=skills]") && !("skills" in sent)) sent.skills = "";
  return sent;
}

function apply(button) {
  queue = queue.then(async () => {
    if (!form()) return;
    const text = window.trainerEditor.text();
    const scene = shownScene();
    section().setAttribute("aria-busy", "true");
    try {
      const answer = await (await send("scene-edit", { text, scene, do: button, fields: fields() })).json();
      if (window.trainerEditor.text() !== text) { await render(scene); return; }
      known = answer.text ?? text;
      if (answer.text !== null) document.dispatchEvent(new CustomEvent("scene-edited", { detail: { text: answer.text } }));
      put(answer.html, button);
      if (answer.scene !== scene) tellOpened(answer.scene);
    } catch {
      trouble();
    } finally {
      section().removeAttribute("aria-busy");
    }
  });
}

// New HTML in place of the old, with the keyboard where it was and the words that came in meanwhile.
function put(html, button = "") {
  const old = document.activeElement?.closest("#scene-form") ? document.activeElement : null;
  const kept = old && { name: old.name, start: old.selectionStart, end: old.selectionEnd };
  const opened = [...section().querySelectorAll("details[open] > summary")].map(nameOf);
  const dirty = button ? [] : written();
  const before = section().querySelector("[data-scene]")?.dataset.scene;
  const element = document.createElement("form");
  element.innerHTML = html;
  const same = before === element.querySelector("[data-scene]")?.dataset.scene;
  section().replaceChildren(element);
  if (!same) { if (button) focusOn(element.querySelector("h2")); return; }
  if (button) { if (kept) focusOn(lastOf(element, button)); return; }
  for (const summary of element.querySelectorAll("details > summary")) if (opened.includes(nameOf(summary))) summary.parentElement.open = true;
  for (const [name, value] of dirty) { const field = element.elements[name]; if (field && "value" in field) field.value = value; }
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

function trouble() {
  const note = document.createElement("p");
  note.className = "note bad";
  note.setAttribute("role", "alert");
  note.textContent = section().dataset.trouble ?? "";
  section().querySelector(".note.bad[role=alert]")?.remove();
  section().prepend(note);
}
