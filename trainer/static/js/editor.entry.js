// The editor of a draft, and the page on which two texts are compared. Both work without this, by fields and buttons.
import { openSearchPanel } from "@codemirror/search";
import { Compartment, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { startChecking } from "./editor/check.js";
import { startCollisions, startComparing } from "./editor/collide.js";
import { keptForm } from "./editor/local.js";
import { SceneMap } from "./editor/map.js";
import { startPanes } from "./editor/panes.js";
import { element, showProblems } from "./editor/problems.js";
import { Saver } from "./editor/saving.js";
import { knowing } from "./editor/schema.js";
import { placeOf, sceneAt } from "./editor/scenes.js";
import { following, goTo, openText, putText, showUndo, startUndo, textOf } from "./editor/text.js";
import { announce, say, useWords } from "./editor/words.js";
import { formIsBusy, settleForm, startSceneForm } from "./scene-form.js";

const byId = (id) => document.getElementById(id);

function begin(root) {
  useWords(JSON.parse(root.dataset.phrases));
  for (const part of root.querySelectorAll(".scripted")) part.hidden = false;
  for (const part of root.querySelectorAll(".unscripted")) part.hidden = true;
}

function startEditor(root) {
  begin(root);
  const { key, user, url, nonce, schema, language } = root.dataset;
  const field = byId("text");
  const open = root.dataset.open === "yes";
  const suggestions = new Compartment();
  let saver, recheck, map, scene, calling;
  let formBegun = false;

  const changed = EditorView.updateListener.of((update) => {
    if (update.docChanged) {
      saver?.changed();
      recheck?.();
      clearTimeout(calling);
      calling = setTimeout(() => tellForm("text-changed"), 400);
    }
    if (update.docChanged || update.selectionSet) follow(update.state);
    showUndo(update.state, byId("undo"), byId("redo"));
  });
  const save = { key: "Mod-s", preventDefault: true, run: () => { saver.save(); return true; } };
  const holder = field.parentElement.insertBefore(element("div", "text-field"), field);
  const view = openText(holder, field.defaultValue, {
    nonce, language: field.lang, label: document.querySelector("label[for=text]").textContent, readOnly: !open,
    extensions: [Prec.high(keymap.of([save])), changed, following, suggestions.of([])],
  });
  field.hidden = true;
  field.disabled = true;
  window.trainerEditor = { text: () => textOf(view), view };

  function follow(state) {
    const now = sceneAt(state.doc, state.selection.main.head);
    if (now === scene) return;
    scene = now;
    map?.highlight(scene);
    const play = byId("play");
    if (play) { const to = new URL(play.href); if (scene) to.searchParams.set("scene", scene); else to.searchParams.delete("scene"); play.href = to; }
    tellForm("scene-chosen");
  }

  // Only while the form is seen: it reads the whole text with all its comments, which takes long.
  function tellForm(name) {
    if (formBegun && !byId("pane-scene").hidden) document.dispatchEvent(new CustomEvent(name, { detail: { scene: scene ?? "", text: textOf(view) } }));
  }

  function showForm() {
    if (!formBegun) startSceneForm();
    formBegun = true;
    tellForm("scene-chosen");
  }

  function choose(name, focus = true) {
    const place = placeOf(view.state.doc, name);
    if (place === undefined) return;
    if (focus && window.matchMedia("(max-width: 60rem)").matches) panes("text");
    goTo(view, place + view.state.doc.lineAt(place).text.search(/\S/), focus);
    announce(say("scene-chosen", { name }));
  }

  map = new SceneMap({ place: byId("map"), words: byId("scene-words"), stale: byId("map-stale"), tools: root.querySelector(".map-tools"), choose });
  byId("scene-words").hidden = true;
  const panes = startPanes(root, (name) => { if (name === "map") map.draw(); if (name === "scene") showForm(); });
  const goToProblem = (problem) => { if (window.matchMedia("(max-width: 60rem)").matches) panes("text"); goTo(view, problem.place); };
  const compareNow = startCollisions(view, { nonce, language: field.lang }, () => saver, (text) => saver.resolve(text));
  const notice = startNotices(compareNow, key, view);
  saver = new Saver(view, { user, key, base: url, language, open, version: Number(root.dataset.version), shown: byId("state") }, notice);
  recheck = startChecking(view, url, (found) => {
    showProblems(byId("problems"), byId("count"), found.problems, goToProblem);
    map.show(found.map);
  }, (words) => byId("problems").replaceChildren(element("p", "note warm", words)));

  startUndo(view, byId("undo"), byId("redo"));
  byId("find").addEventListener("click", () => { openSearchPanel(view); });
  byId("count").addEventListener("click", () => { panes("problems"); byId("problems").querySelector("button")?.focus(); });
  document.addEventListener("scene-edited", ({ detail }) => putText(view, detail.text));
  document.addEventListener("scene-opened", ({ detail }) => choose(detail.scene, false));
  document.addEventListener("keydown", (event) => {
    if (!event.defaultPrevented && event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); settleForm().then(() => saver.save()); }
  });
  document.addEventListener("form-news", ({ detail }) => notice(detail.what, detail.words, detail.closed));
  document.addEventListener("click", (event) => finishFirst(event, saver));
  if (new URLSearchParams(location.search).get("pane") === "scene" || (open && keptForm({ user, key }))) panes("scene");
  fetch(schema).then((answer) => answer.json()).then((rules) => view.dispatch({ effects: suggestions.reconfigure(knowing(rules)) })).catch(() => {});
  const asked = new URLSearchParams(location.search).get("scene");
  if (asked) choose(asked, false);
  const line = Number(new URLSearchParams(location.search).get("line"));
  if (line) goTo(view, view.state.doc.line(Math.min(line, view.state.doc.lines)).from);
  root.dataset.ready = "yes";
}

// Another page waits for the last words: the report must not be about the text before them.
async function finishFirst(event, saver) {
  const link = event.target.closest("a[href]");
  const elsewhere = link?.target || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || event.defaultPrevented || !(formIsBusy() || saver.dirty)) return;
  event.preventDefault();
  await settleForm();
  await saver.finish();
  location.assign(link.href);
}

// One line over the editor for each kind of news, which goes when it is settled.
function startNotices(compareNow, key, view) {
  const lines = new Map();
  const drop = (what) => { lines.get(what)?.remove(); lines.delete(what); };
  return (what, words, closed) => {
    if (what === "settled") { drop("collision"); drop("unwritable"); return; }
    if (lines.has(what)) return;
    const line = element("p", `note row apart ${["collision", "closed", "unwritable", "form-outdated"].includes(what) ? "warm" : "plain"}`);
    line.append(element("span", "", words ?? say(what)));
    const button = element("button", "small plain", { collision: say("compare"), closed: say("go-on") }[what] ?? say("close"));
    button.type = "button";
    button.addEventListener("click", () => { if (what === "collision") compareNow(); else if (what === "closed") goOn(key, view); else { drop(what); closed?.(); } });
    line.append(button);
    lines.set(what, line);
    byId("notices").append(line);
  };
}

// A new draft with these words in place of the one that was closed meanwhile.
function goOn(key, view) {
  const form = byId("pane-text");
  const text = byId("text");
  Object.assign(text, { disabled: false, value: textOf(view) });
  const name = Object.assign(document.createElement("input"), { type: "hidden", name: "new_key", value: crypto.getRandomValues(new Uint32Array(4)).join("").padEnd(16, "0").slice(0, 32) });
  form.append(name);
  form.action = `${form.action.split("?")[0]}/go-on`;
  form.submit();
}

const editor = byId("editor");
const comparing = byId("comparing");
if (editor) startEditor(editor);
if (comparing) { begin(comparing); startComparing(comparing, { nonce: comparing.dataset.nonce }); }
