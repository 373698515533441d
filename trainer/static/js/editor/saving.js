// The draft saves itself: a second after the last key, when the page is left, by Ctrl+S. What could not be saved yet is kept
// in this browser and sent when that works again. One save is under way at a time; each carries the version it started from.
import { forget, found, keep, pageNames } from "./local.js";
import { send, SignedOut } from "./net.js";
import { joinText, putText, textOf, track } from "./text.js";
import { say } from "./words.js";

const DELAY = 1000;
const MOST = 6000;
const KEEP = 120;
const RETRY = 5000;
const SMALL = 50_000; // a browser sends no more than 64 KB when a page is closed

export class Saver {
  constructor(view, about, tell) {
    Object.assign(this, { view, about, tell });
    const { name, before } = pageNames();
    this.page = name;
    this.number = 0;
    this.version = about.version;
    this.saved = textOf(view);
    this.unsure = new Map(); // by number, what was sent and not answered: the server may have stored it
    this.aside = null;
    this.busy = false;
    this.closed = !about.open;
    this.kept = true;
    if (!this.closed) this.restore(before);
    this.listen();
  }

  // Words of a page that was closed before they were saved: back in the text, as a step that can be undone.
  restore(before) {
    const entry = found(this.about, before);
    if (!entry) return;
    if (entry.text === this.saved) { forget(this.about, entry.page); return; }
    Object.assign(this, { page: entry.page, number: entry.number, version: entry.version });
    putText(this.view, entry.text);
    this.tell("restored");
    this.soon(0);
  }

  listen() {
    window.addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.leave(); else this.again(); });
    window.addEventListener("online", () => this.again());
    window.addEventListener("focus", () => this.again());
    this.view.contentDOM.addEventListener("blur", () => this.soon(0));
    window.addEventListener("beforeunload", (event) => { if (this.dirty && !this.kept) event.preventDefault(); });
  }

  get dirty() {
    const text = textOf(this.view);
    return text !== this.saved || [...this.unsure.values()].some((sent) => sent !== text);
  }

  changed() {
    if (this.closed) return;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepHere(), KEEP);
    if (this.state === "saved" || !this.state) this.show("unsaved");
    this.since ??= Date.now();
    this.soon(Date.now() - this.since > MOST ? 0 : DELAY);
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  again() { if (["offline", "signed-out"].includes(this.state)) this.soon(0); }

  keepHere() {
    if (!this.dirty) forget(this.about, this.page);
    else this.kept = keep(this.about, { text: textOf(this.view), version: this.version, page: this.page, number: this.number });
  }

  fields(text) {
    this.number += 1;
    this.unsure.set(this.number, text);
    return { text, version: this.version, page: this.page, number: this.number, settles: this.aside?.id };
  }

  leave() {
    if (this.closed) return;
    if (!this.dirty) { this.keepHere(); return; } // what was kept a moment ago is taken back by now
    const text = textOf(this.view);
    const fields = this.fields(text);
    this.keepHere();
    if (text.length < SMALL && /^[\x00-\x7f]*$/.test(text) || text.length < SMALL / 3) send(this.about.base, "", fields, { keepalive: true }).catch(() => {});
  }

  async save() {
    if (this.closed) return;
    if (this.busy) { this.soon(200); return; }
    const text = textOf(this.view);
    if (!this.dirty) { this.settle(); return; }
    this.busy = true;
    this.since = null;
    if (this.state !== "collision") this.show("saving");
    const typed = track(this.view);
    const fields = this.fields(text);
    this.keepHere();
    try {
      await this.take(await send(this.about.base, "", fields), fields, typed);
    } catch (error) {
      this.show(error instanceof SignedOut ? "signed-out" : "offline");
      this.soon(RETRY);
    } finally {
      typed.stop();
      this.busy = false;
    }
  }

  async take(answer, { text, number }, typed) {
    const data = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
    if (data === null) throw new Error(String(answer.status));
    for (const sent of this.unsure.keys()) if (sent <= number) this.unsure.delete(sent);
    if (data.state === "saved") {
      this.version = data.version;
      this.saved = data.merged ? data.text : text;
      this.aside = null;
      if (data.merged) { joinText(this.view, text, data.text, typed.changes); this.tell("merged"); }
      this.settle();
    } else if (data.state === "collision") {
      this.aside = { id: data.aside, theirs: data.theirs, version: data.version };
      this.show("collision");
      this.tell("collision");
    } else {
      if (data.state === "closed") this.closed = true;
      this.keepHere();
      this.show(data.state, data.words);
      this.tell(data.state, data.words);
    }
  }

  // Before the page is left for another one: all that can be saved within the time.
  async finish(most = 3000) {
    const until = Date.now() + most;
    while (!this.closed && this.dirty && !this.aside && Date.now() < until) {
      if (this.busy) await new Promise((done) => { setTimeout(done, 50); });
      else await this.save();
      if (["offline", "signed-out", "unwritable"].includes(this.state)) return;
    }
  }

  settle() {
    this.keepHere();
    if (this.dirty) { this.show("unsaved"); this.soon(DELAY); return; }
    clearTimeout(this.timer);
    this.show("saved");
    this.tell("settled");
  }

  // The coach has chosen: the text grew from theirs now.
  resolve(text) {
    this.version = this.aside.version;
    putText(this.view, text);
    if (text === this.aside.theirs) this.saved = null;
    this.show("unsaved");
    this.soon(0);
  }

  show(state, words) {
    this.state = state;
    const time = new Intl.DateTimeFormat(this.about.language, { hour: "2-digit", minute: "2-digit" }).format(new Date());
    this.about.shown.textContent = words ?? say(state, { time });
    this.about.shown.dataset.state = state;
  }

}
