// The talk: messages arrive one by one, keys choose, time runs, focus and the live region follow.
import { startTimer } from "./timer.js";

const PAUSE = { least: 450, perLetter: 14, most: 1800 };
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function startTalks() {
  document.addEventListener("keydown", chooseByKey);
  document.addEventListener("click", switchKeys);
  document.addEventListener("htmx:beforeRequest", markChosen);
  document.addEventListener("htmx:afterSwap", () => begin(true));
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(failure, tellTrouble);
  begin(false);
}

function begin(swapped) {
  if (swapped) document.querySelector("[data-error]")?.focus();
  const talk = document.querySelector("[data-talk]");
  if (!talk || talk.dataset.begun) return;
  talk.dataset.begun = "1";
  for (const help of talk.querySelectorAll(".keys-help")) help.hidden = !matchMedia("(hover: hover)").matches;
  nameKeys(talk);
  const lines = [...talk.querySelectorAll('[data-new="line"]')];
  const fresh = swapped ? talk.dataset.fresh : talk.querySelectorAll(".message.you").length === 0 && lines.length > 1;
  if (swapped || fresh) announce(talk);
  if (fresh && !calm()) reveal(talk, lines, swapped);
  else settle(talk, swapped);
}

// Shows what is new line by line, with a pause as long as somebody would type. Any key, click or tap shows the rest.
function reveal(talk, lines, swapped) {
  const after = [...talk.querySelectorAll("[data-after]")];
  const waiting = swapped ? [...lines] : lines.slice(1);
  for (const element of [...waiting, ...after]) element.classList.add("waiting");
  if (swapped) showNew(talk);
  const typing = typingBubble(talk);
  let timer;
  const finish = () => {
    clearTimeout(timer);
    stop.abort();
    typing.remove();
    for (const element of [...lines, ...after]) element.classList.remove("waiting"); // the line just being typed, too
    settle(talk, swapped);
  };
  const step = () => {
    const line = waiting.shift();
    if (!line) return finish();
    line.before(typing);
    follow(typing);
    const letters = line.textContent.trim().length;
    timer = setTimeout(() => {
      line.classList.remove("waiting");
      line.classList.add("arriving");
      step();
    }, Math.min(PAUSE.most, PAUSE.least + letters * PAUSE.perLetter));
  };
  const stop = new AbortController();
  talk.addEventListener("pointerdown", (event) => { if (!event.target.closest("a, button, summary")) finish(); }, { signal: stop.signal });
  document.addEventListener("keydown", (event) => { if ([" ", "Enter", "Escape"].includes(event.key) && !event.target.closest("a, button, summary, input, textarea")) { event.preventDefault(); finish(); } }, { signal: stop.signal });
  typing.querySelector("button").addEventListener("click", finish);
  step();
}

function typingBubble(talk) {
  const item = document.createElement("li");
  item.className = "row";
  item.innerHTML = '<span class="bubble typing" aria-hidden="true"><i></i><i></i><i></i></span><button type="button" class="quiet small"></button>';
  item.querySelector("button").textContent = talk.dataset.skip;
  return item;
}

// The talk is ready for an answer: the clock starts, and the keyboard is where the answers are.
function settle(talk, swapped) {
  const timer = talk.querySelector("[data-seconds]");
  if (timer) startTimer(timer);
  if (!swapped) return;
  talk.focus({ preventScroll: true });
  showNew(talk);
}

// What was said last stands on top, with all that came of it below.
function showNew(talk) {
  const first = talk.querySelector('.note[role="status"], [data-new="said"]') ?? talk;
  first.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
}

function follow(element) {
  if (element.getBoundingClientRect().bottom > innerHeight) {
    element.scrollIntoView({ block: "end", behavior: calm() ? "auto" : "smooth" });
  }
}

// Screen readers hear the new words at once, whatever the pause: the live region stands outside of what is swapped.
function announce(talk) {
  const parts = [...talk.querySelectorAll('[role="status"], [data-new="line"]')].map(spoken);
  const gauge = document.createElement("div");
  gauge.textContent = talk.querySelector(".tension").getAttribute("aria-label");
  document.getElementById("announcer").replaceChildren(...parts, gauge);
}

// The words of an element in their languages, without what is there for the eye only.
function spoken(element) {
  const part = document.createElement("div");
  part.lang = element.closest("[lang]").lang;
  part.append(...element.cloneNode(true).childNodes);
  for (const hidden of part.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return part;
}

// Who speaks to the computer, or hits keys by accident, can switch them off (WCAG 2.1.4).
const keysAreOff = () => localStorage.getItem("keys") === "off";

function switchKeys(event) {
  const button = event.target.closest("[data-keys]");
  if (!button) return;
  localStorage.setItem("keys", keysAreOff() ? "on" : "off");
  nameKeys(button.closest("[data-talk]"));
}

function nameKeys(talk) {
  const button = talk.querySelector("[data-keys]");
  if (button) button.textContent = keysAreOff() ? button.dataset.on : button.dataset.off;
}

function chooseByKey(event) {
  if (keysAreOff() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest("input, textarea, select")) return;
  const answers = document.querySelector("[data-talk] .answers:not(.waiting)");
  const choice = answers?.querySelector(`.choice[data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
  if (choice) {
    event.preventDefault();
    choice.click();
  }
}

function markChosen(event) {
  const button = event.detail.requestConfig?.triggeringEvent?.submitter;
  button?.classList.add("chosen");
}

// The network failed: nothing was lost, the same answer may be sent again.
function tellTrouble() {
  const form = document.querySelector("[data-talk] .answers");
  if (!form) return;
  form.querySelector("[data-trouble]").hidden = false;
  form.querySelector(".chosen")?.classList.remove("chosen");
}
