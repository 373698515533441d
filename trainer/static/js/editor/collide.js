// Two texts beside each other: theirs on the left, mine on the right, line by line to choose from.
import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { shared } from "./text.js";
import { say } from "./words.js";

function arrow() {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "→";
  button.title = say("take-theirs");
  button.setAttribute("aria-label", button.title);
  return button;
}

export function compare(parent, theirs, mine, { nonce, language, labels }) {
  const side = (doc, label, more) => ({ doc, extensions: [shared(nonce, language), EditorView.lineWrapping, EditorView.contentAttributes.of({ "aria-label": label }), more] });
  parent.replaceChildren();
  const view = new MergeView({
    parent,
    a: side(theirs, labels[0], EditorState.readOnly.of(true)),
    b: side(mine, labels[1], []),
    revertControls: "a-to-b",
    renderRevertControl: arrow,
    collapseUnchanged: { margin: 3, minSize: 6 },
    diffConfig: { scanLimit: 2000, timeout: 200 },
  });
  for (const [number, editor] of [view.a, view.b].entries()) editor.dom.dataset.label = labels[number];
  return { text: () => view.b.state.doc.toString(), close: () => { view.destroy(); parent.replaceChildren(); } };
}

// The dialog over the editor; `chosen` gets the text on the right.
export function startCollisions(view, options, saver, chosen) {
  const dialog = document.getElementById("collision");
  let shown = null;
  const close = () => { shown?.close(); shown = null; dialog.close(); };
  document.getElementById("resolve").addEventListener("click", () => { const text = shown.text(); close(); chosen(text); });
  document.getElementById("later").addEventListener("click", close);
  dialog.addEventListener("cancel", () => { shown?.close(); shown = null; });
  return () => {
    if (!saver().aside || dialog.open) return;
    const labels = [...dialog.querySelectorAll(".sides span")].map((each) => each.textContent);
    dialog.showModal();
    shown = compare(dialog.querySelector(".merging"), saver().aside.theirs, view.state.doc.toString(), { ...options, labels });
  };
}

// The page on which a collision of before is looked at.
export function startComparing(form, options) {
  const [theirs, mine] = [form.querySelector("#theirs"), form.querySelector("#mine")];
  const labels = [...form.querySelectorAll(".two label")].map((each) => each.textContent);
  const shown = compare(form.querySelector(".merging"), theirs.defaultValue, mine.defaultValue, { ...options, language: mine.lang, labels });
  form.addEventListener("submit", () => { mine.value = shown.text(); });
}
