// Parts of pages that follow the room: asked for again and again, changed only when there is something new.
import htmx from "htmx.org";

const EVERY = { quick: 1000, usual: 1500, steady: 3000, slow: 4000, hidden: 8000, most: 15000 };
const SHARE = 6; // where the server takes long, ask less often: answers must not wait behind five hundred questions
const followed = new WeakSet();

export function startRoom() {
  followAll();
  document.addEventListener("htmx:afterSwap", followAll);
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-kinds]")) event.target.closest(".round").dataset.kind = event.target.value;
  });
  setInterval(tickAll, 500);
  tickAll();
}

function followAll() {
  for (const part of document.querySelectorAll("[data-poll]")) {
    if (followed.has(part)) continue;
    followed.add(part);
    hold(part);
    later(part, { state: part.dataset.state, failed: 0, took: 0 });
  }
}

function pause(part, memory) {
  if (memory.failed) return Math.min(EVERY.most, EVERY.usual * 2 ** memory.failed);
  if (document.hidden) return EVERY.hidden;
  if ("quick" in part.dataset) return EVERY.quick;
  const usual = "slow" in part.dataset ? EVERY.slow : "steady" in part.dataset ? EVERY.steady : EVERY.usual;
  return Math.min(EVERY.most, Math.max(usual, SHARE * memory.took)) * (0.9 + Math.random() * 0.2); // five hundred phones must not ask in the same moment
}

function later(part, memory) {
  const again = () => { clearTimeout(timer); document.removeEventListener("visibilitychange", shown); ask(part, memory); };
  const shown = () => { if (!document.hidden) again(); };
  const timer = setTimeout(again, pause(part, memory));
  document.addEventListener("visibilitychange", shown);
}

async function ask(part, memory) {
  if (!part.isConnected) return;
  const began = performance.now();
  try {
    const headers = memory.state ? { "If-None-Match": `W/"${memory.state}"` } : {};
    const answer = await fetch(part.dataset.poll, { headers, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(10000) });
    if (answer.type === "opaqueredirect" || answer.status === 404) return location.reload(); // out of the room
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    memory.failed = 0;
    memory.took = performance.now() - began;
    network(true);
    if (answer.status === 200 && !busy(part)) {
      memory.state = answer.headers.get("ETag")?.replace(/^W\/"|"$/g, "");
      part = show(part, await answer.text());
    }
  } catch {
    memory.failed = Math.min(memory.failed + 1, 5);
    network(false);
  }
  later(part, memory);
}

// An open list or a request under way would be lost: what is new waits for the next time.
function busy(part) {
  return Boolean(document.activeElement?.closest("[data-hold]") && part.contains(document.activeElement)) || Boolean(part.querySelector(".htmx-request"));
}

function show(part, html) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...part.querySelectorAll("details[open][id]")].map((each) => each.id);
  let target = part;
  if ("outer" in part.dataset) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    target = holder.content.firstElementChild;
    followed.add(target);
    part.replaceWith(target);
  } else {
    part.innerHTML = html;
  }
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  htmx.process(target);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  hold(target);
  tickAll();
  target.dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true, detail: { target } }));
  return target;
}

// A paused workshop pauses the talk on this page too.
function hold(part) {
  if (!part.matches(".room-bar")) return;
  const talk = document.getElementById("talk");
  if (talk) talk.inert = "paused" in part.dataset;
}

function network(there) {
  for (const note of document.querySelectorAll("[data-network]")) note.hidden = there;
}

// Clocks: the page came with the seconds that are left; from there it counts by itself.
const ends = new WeakMap();

function tickAll() {
  for (const clock of document.querySelectorAll("[data-left]")) {
    if ("stopped" in clock.dataset || !clock.dataset.up) continue;
    if (!ends.has(clock)) ends.set(clock, performance.now() + Number(clock.dataset.left) * 1000);
    const seconds = Math.max(0, Math.round((ends.get(clock) - performance.now()) / 1000));
    const words = seconds ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : clock.dataset.up;
    if (clock.textContent !== words) clock.textContent = words;
    clock.closest(".clock")?.classList.toggle("soon", seconds <= 60);
  }
}
