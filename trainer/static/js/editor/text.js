// The text field: CodeMirror with YAML, our colours, one history over everything that changes the text.
import { basicSetup } from "codemirror";
import { indentWithTab, isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter } from "@codemirror/lint";
import { diff } from "@codemirror/merge";
import { ChangeSet, EditorState, Transaction } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { allWords } from "./words.js";

const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--water-deep)", fontWeight: "600" },
  { tag: tags.propertyName, color: "var(--water-deep)", fontWeight: "600" },
  { tag: [tags.comment, tags.lineComment], color: "var(--ink-soft)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--good)" },
  { tag: [tags.keyword, tags.labelName, tags.typeName], color: "var(--warm)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--ink-soft)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)", fontSize: ".9rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'Cascadia Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--water) 30%, transparent)" },
  ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--ink-soft)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--water) 8%, transparent)" },
  ".cm-panels, .cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-tooltip": { border: "1px solid var(--line-strong)", borderRadius: "8px", boxShadow: "var(--shade)", maxWidth: "28rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--water)", color: "var(--on-water)" },
  ".cm-completionDetail": { color: "inherit", opacity: ".8" },
  ".cm-tooltip.cm-completionInfo": { padding: ".4rem .6rem", backgroundColor: "var(--raised)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--sunken)", borderColor: "var(--line-strong)", color: "var(--ink-soft)" },
  ".cm-searchMatch": { backgroundColor: "var(--warm-tint)", outline: "1px solid var(--warm)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in srgb, var(--warm) 45%, transparent)" },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--warm) 18%, transparent)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad) 1.5px", textUnderlineOffset: "3px", backgroundColor: "color-mix(in srgb, var(--bad) 9%, transparent)" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline dotted var(--warm) 2px", textUnderlineOffset: "3px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warm)" },
  ".cm-textfield": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--line-strong)" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--surface)", color: "var(--link)", border: "1px solid var(--line-strong)" },
  ".cm-changedLine": { backgroundColor: "color-mix(in srgb, var(--warm) 14%, transparent) !important" },
  ".cm-changedText": { background: "color-mix(in srgb, var(--warm) 35%, transparent) !important" },
});

// What every text field of the editor shares, those for comparing included.
export const shared = (nonce, language) => [
  basicSetup,
  yaml(),
  indentUnit.of("  "),
  syntaxHighlighting(colours),
  look,
  EditorView.cspNonce.of(nonce),
  EditorState.phrases.of(allWords()),
  EditorView.contentAttributes.of({ lang: language, spellcheck: "false", tabindex: "0" }),
];

export function openText(parent, text, { nonce, label, language, readOnly, extensions }) {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([indentWithTab]),
        shared(nonce, language),
        EditorView.lineWrapping,
        EditorState.readOnly.of(readOnly),
        EditorView.contentAttributes.of({ "aria-label": label }),
        lintGutter(),
        extensions,
      ],
    }),
  });
}

export const textOf = (view) => view.state.doc.toString();

// What differs between two texts, as changes of the first; quick on long texts, and never quadratic.
export const changesBetween = (old, text) =>
  diff(old, text, { scanLimit: 2000, timeout: 60 }).map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, insert: text.slice(fromB, toB) }));

// Put another text in place of this one, as one step of the history, touching only what differs.
export function putText(view, text) {
  const changes = changesBetween(textOf(view), text);
  if (changes.length) view.dispatch({ changes, annotations: isolateHistory.of("full"), userEvent: "input" });
}

// Remembers what is typed from now on, so that an answer about the text of now can be put into that of then.
const tracked = new Set();
export const following = EditorView.updateListener.of((update) => {
  if (update.docChanged) for (const one of tracked) one.changes = one.changes.compose(update.changes);
});
export function track(view) {
  const one = { changes: ChangeSet.empty(view.state.doc.length), stop: () => tracked.delete(one) };
  tracked.add(one);
  return one;
}

// What somebody else has saved, into a text that grew from an older one: what was typed since stays. It is no step of the
// history: undo takes back what was written here, and never silently what a colleague wrote.
export function joinText(view, old, text, since) {
  const changes = ChangeSet.of(changesBetween(old, text), old.length).map(since);
  if (!changes.empty) view.dispatch({ changes, annotations: Transaction.addToHistory.of(false) });
}

export function goTo(view, place, focus = true) {
  const at = Math.min(Math.max(place, 0), view.state.doc.length);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  if (focus) view.focus();
}

export function startUndo(view, back, forth) {
  back.addEventListener("click", () => { undo(view); view.focus(); });
  forth.addEventListener("click", () => { redo(view); view.focus(); });
}
export function showUndo(state, back, forth) {
  back.disabled = !undoDepth(state);
  forth.disabled = !redoDepth(state);
}
