// Reading a talk by keyboard: j and k go through the turns, o corrects, c comments on the selected words, e praises, r is done.
const LETTERS = /^[a-z?]$/i;
const turns = () => [...document.querySelectorAll("[data-turn]")];
const keysAreOff = () => localStorage.getItem("keys") === "off";
let current = 0;

export function startReview() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", clicked);
  document.addEventListener("focusin", follow);
  document.addEventListener("selectionchange", remember);
  document.addEventListener("htmx:afterSettle", () => stand(false));
  for (const button of document.querySelectorAll('[data-does="help"]')) button.hidden = false;
  nameSwitch();
  current = Math.max(0, turns().indexOf(document.getElementById(location.hash.slice(1))));
  stand(false);
}

// Which letter was meant, on a keyboard of any language.
function letter(event) {
  if (LETTERS.test(event.key)) return event.key.toLowerCase();
  return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
}

function pressed(event) {
  const writing = event.target.closest("textarea, select, input:not([type=radio])");
  if (event.key === "Escape") return leave(event);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    return event.target.form.requestSubmit();
  }
  if (writing || keysAreOff() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
  const digit = /^(?:Digit|Numpad)([0-5])$/.exec(event.code);
  if (digit && !event.shiftKey) return points(event, Number(digit[1]));
  const deed = { j: () => go(1), k: () => go(-1), o: () => open("override"), c: () => open("comment"), e: () => send("praise"), s: () => send("skip"), r: read, "?": help }[letter(event)];
  if (deed) {
    event.preventDefault();
    deed();
  }
}

const here = () => turns()[current];

function go(step) {
  current = Math.min(Math.max(current + step, 0), turns().length - 1);
  stand(true);
}

// Marks the turn that the keys are about; `move` takes the focus there.
function stand(move) {
  for (const [number, turn] of turns().entries()) turn.classList.toggle("current", number === current);
  if (!move && !here()?.isConnected) return;
  if (move || document.activeElement === document.body) here()?.focus({ preventScroll: !move });
  if (move) here()?.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function follow(event) {
  const turn = event.target.closest("[data-turn]");
  if (!turn || turn === here()) return;
  current = turns().indexOf(turn);
  for (const each of turns()) each.classList.toggle("current", each === turn);
}

function open(name) {
  remember(); // a key can be quicker than the news of a selection
  if (name === "comment" && selected) current = turns().indexOf(selected.turn);
  const tool = here()?.querySelector(`[data-tool="${name}"]`);
  if (!tool) return;
  stand(false);
  tool.open = true;
  if (name === "comment") fill(tool);
  const first = name === "override" ? tool.querySelector("input[type=radio]:checked") ?? tool.querySelector("input[type=radio]") : tool.querySelector("textarea");
  first.focus();
}

// 1 to 5 are the anchors from harmful to excellent, 0 leaves the score; then the next score has its turn, then the reason.
function points(event, digit) {
  const tool = here()?.querySelector('[data-tool="override"][open], [data-tool="points"]');
  if (!tool) return;
  const fields = [...tool.querySelectorAll("[data-dimension]")];
  const place = Math.max(0, fields.findIndex((field) => field.contains(event.target)));
  const radio = fields[place].querySelector(`input[value="${digit ? digit - 3 : ""}"]`);
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  const next = fields[place + 1];
  (next ? next.querySelector("input:checked") ?? next.querySelector("input") : tool.querySelector("textarea, button")).focus();
}

function send(name) {
  here()?.querySelector(`[data-tool="${name}"]`)?.requestSubmit();
}

function read() {
  document.querySelector('[data-does="read"]')?.click();
}

function help() {
  document.querySelector("[data-keys-help]").showModal();
}

function leave(event) {
  const tool = event.target.closest("details[data-tool]");
  if (!tool) return;
  tool.open = false;
  here()?.focus({ preventScroll: true });
}

function clicked(event) {
  const button = event.target.closest("[data-does]");
  const summary = event.target.closest('[data-tool="comment"] > summary');
  if (summary && !summary.parentElement.open) fill(summary.parentElement);
  if (!button) return;
  if (button.dataset.does === "help") help();
  if (button.dataset.does === "close") button.closest("dialog").close();
  if (button.dataset.does === "whole") place(button.closest("details"), null);
  if (button.dataset.does === "switch") {
    localStorage.setItem("keys", keysAreOff() ? "on" : "off");
    nameSwitch();
  }
}

function nameSwitch() {
  const button = document.querySelector('[data-does="switch"]');
  if (button) button.textContent = keysAreOff() ? button.dataset.on : button.dataset.off;
}

// The words that are selected, as places in what was said: counted in characters, without the notes that stand between.
let selected = null;

function remember() {
  const selection = getSelection();
  const words = parent(selection.anchorNode)?.closest("[data-words]");
  if (selection.isCollapsed || !words || !words.contains(selection.focusNode)) {
    // A click into the field to write in ends the selection: what was selected before is what is meant.
    if (!parent(selection.anchorNode)?.closest("details[data-tool]")) selected = null;
    return;
  }
  const range = selection.getRangeAt(0);
  const start = characters(words, range.startContainer, range.startOffset);
  const end = characters(words, range.endContainer, range.endOffset);
  selected = end > start ? { turn: words.closest("[data-turn]"), start, end, text: [...plain(words)].slice(start, end).join("") } : null;
}

const parent = (node) => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node);

function texts(words) {
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest(".tip, sup.at") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

const plain = (words) => texts(words).map((node) => node.data).join("");

// How many characters of what was said stand before a place in the page; one that takes two units counts once.
function characters(words, container, offset) {
  const until = document.createRange();
  until.setStart(words, 0);
  until.setEnd(container, offset);
  let count = 0;
  for (const node of texts(words)) {
    if (node === container) return count + [...node.data.slice(0, offset)].length;
    if (until.comparePoint(node, node.length) > 0) break;
    count += [...node.data].length;
  }
  return count;
}

function fill(tool) {
  if (selected && tool.closest("[data-turn]") === selected.turn) place(tool, selected);
}

function place(tool, span) {
  tool.querySelector('input[name="start"]').value = span?.start ?? "";
  tool.querySelector('input[name="end"]').value = span?.end ?? "";
  const shown = tool.querySelector("[data-selected]");
  shown.hidden = !span;
  shown.querySelector("q").textContent = span?.text ?? "";
}
