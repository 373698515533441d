// The coaches' queue by keyboard: j and k go through it, a, c and d open what can be done with one.
const keysAreOff = () => localStorage.getItem("keys") === "off";
const items = () => [...document.querySelectorAll("[data-queued]")];

export function startQueue() {
  document.addEventListener("keydown", pressed);
  const button = document.querySelector("[data-keys-switch]");
  if (!button) return;
  const name = () => { button.textContent = keysAreOff() ? button.dataset.on : button.dataset.off; };
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem("keys", keysAreOff() ? "on" : "off");
    name();
  });
  name();
}

// Which letter was meant, on a keyboard of any language.
const letter = (event) => (event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key);

function pressed(event) {
  if (event.key === "Escape") return close(event.target);
  if (keysAreOff() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const key = letter(event);
  if (key === "j" || key === "k") go(event, key === "j" ? 1 : -1);
  else if (!event.repeat) open(event, key);
}

const current = () => document.activeElement.closest("[data-queued]");

function go(event, step) {
  const all = items();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function open(event, key) {
  const deed = (current() ?? items()[0])?.querySelector(`[data-deed="${CSS.escape(key)}"]`);
  if (!deed) return;
  event.preventDefault();
  for (const other of deed.parentElement.children) other.open = other === deed;
  deed.querySelector("textarea, .buttons button").focus();
}

function close(target) {
  const deed = target.closest("[data-deed][open]");
  if (!deed) return;
  deed.open = false;
  deed.closest("[data-queued]").focus();
}
