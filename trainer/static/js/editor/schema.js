// Suggestions and explanations from the JSON Schema of the format, by where in the YAML the cursor stands.
import { yamlLanguage } from "@codemirror/lang-yaml";
import { hoverTooltip } from "@codemirror/view";
import { flags, people, replies, scenes } from "./scenes.js";
import { say } from "./words.js";

const KEY = /^(\s*)((?:- +)*)(?:([\w-]+):(?=\s|$))?/;
const FLAGS = ["needs", "unless", "sets", "clears"];

// The fields that enclose a column of a line, from the outside in; "[]" stands for an item of a list.
function pathAt(doc, number, column) {
  const path = [];
  let limit = column;
  for (let n = number; n > 0 && limit > 0; n -= 1) {
    const line = doc.line(n).text;
    if (!line.trim() || line.trimStart().startsWith("#")) continue;
    const [, indent, dashes, key] = KEY.exec(line);
    const at = indent.length + dashes.length;
    const inList = path[0] === "[]";
    if (n !== number && key && !dashes && (at < limit || (inList && at === limit))) {
      path.unshift(key);
      limit = at;
    } else if (n !== number && key && dashes && at < limit) {
      path.unshift("[]", key);
      limit = indent.length;
    } else if (dashes && (n === number ? at <= limit : at === limit && !inList)) {
      path.unshift("[]");
      limit = indent.length;
    } else if (n !== number && at < limit && !key) return path;
  }
  return path;
}

function resolve(root, schema) {
  while (schema?.$ref) schema = root.$defs[schema.$ref.replace("#/$defs/", "")];
  return schema;
}

function schemaAt(root, path) {
  let schema = root;
  for (const step of path) {
    schema = resolve(root, schema);
    if (!schema) return null;
    if (step === "[]") schema = schema.items;
    else schema = schema.properties?.[step] ?? Object.values(schema.patternProperties ?? {})[0] ?? (schema.additionalProperties || null);
  }
  return resolve(root, schema);
}

// What stands before the cursor: inside {...} or [...] on this line, behind a key, or where a key may begin.
function placeAt(state, place) {
  const line = state.doc.lineAt(place);
  const before = line.text.slice(0, place - line.from);
  const [, indent, dashes] = KEY.exec(line.text);
  const start = Math.min(indent.length + dashes.length, before.length);
  const path = pathAt(state.doc, line.number, start);
  let rest = before.slice(start);
  const open = [];
  const steps = /([\w-]+):(?=\s)\s*|([{[])|([}\]])|(["'])(?:(?!\4).)*\4?|,/g;
  let key = null;
  for (const step of rest.matchAll(steps)) {
    if (step[1]) key = step[1];
    else if (step[2]) { open.push({ kind: step[2], key }); key = null; }
    else if (step[3]) key = open.pop()?.key ?? null;
    else if (step[0] === ",") key = null;
    if (!open.length && step[1]) break;
  }
  if (!open.length) {
    const found = /^([\w-]+):\s*(.*)$/s.exec(rest);
    if (!found) return { path, key: null, typed: /[\w-]*$/.exec(rest)[0], pure: /^[\w-]*$/.test(rest), line };
    if (!/[{[]/.test(found[2])) return { path, key: found[1], typed: found[2], pure: true, line };
  }
  return inBrackets(rest, path, line);
}

function inBrackets(rest, path, line) {
  const stack = [];
  let key = null;
  for (const step of rest.matchAll(/([\w-]+):\s+|([{[])|([}\]])|,/g)) {
    if (step[1]) key = step[1];
    else if (step[2]) { stack.push(key); if (key) path = [...path, key]; if (step[2] === "[") path = [...path, "[]"]; key = null; }
    else if (step[3]) { const of = stack.pop(); if (path.at(-1) === "[]") path = path.slice(0, -1); if (of) path = path.slice(0, -1); key = null; }
    else key = null;
  }
  const typed = /[\w.-]*$/.exec(rest)[0];
  const list = path.at(-1) === "[]";
  return list ? { path: path.slice(0, -2), key: path.at(-2), typed, pure: true, line } : { path, key, typed, pure: true, line };
}

function values(doc, key, path, schema) {
  if (key === "to" && path.at(-2) === "lines") return [...people(doc), "you"].map((name) => option(name, say("speaker")));
  if (["to", "start", "ends"].includes(key)) return scenes(doc).map((name) => option(name, say("scene")));
  if (key === "take") return scenes(doc).flatMap((name) => replies(doc, name).map((id) => option(`${name}.${id}`, "")));
  if (FLAGS.includes(key)) return flags(doc).map((name) => option(name, say("flag")));
  const allowed = schema?.enum ?? schema?.items?.enum;
  if (allowed) return allowed.map((name) => option(name, ""));
  if (schema?.type === "integer" && schema.maximum - schema.minimum <= 10) {
    return Array.from({ length: schema.maximum - schema.minimum + 1 }, (_, n) => option(String(schema.minimum + n), ""));
  }
  return [];
}

const option = (label, detail) => ({ label, detail, type: "constant" });

function keys(doc, root, path) {
  const schema = schemaAt(root, path);
  if (!schema?.properties) return [];
  const fields = Object.entries(schema.properties).map(([name, field]) => {
    const held = resolve(root, field);
    const nested = held?.type === "object" || (held?.type === "array" && resolve(root, held.items)?.type === "object");
    return { label: name, apply: nested ? `${name}:` : `${name}: `, type: "property", info: field.description ?? held?.description, detail: schema.required?.includes(name) ? say("required") : "" };
  });
  const speakers = path.at(-2) === "lines" ? [...people(doc), "narrator", "you"] : [];
  return [...speakers.map((name) => ({ label: name, apply: `${name}: `, type: "variable", detail: say("speaker"), boost: 2 })), ...fields];
}

function completions(root) {
  return (context) => {
    const place = placeAt(context.state, context.pos);
    if (!place.pure) return null;
    const { doc } = context.state;
    if (place.key !== null) {
      const options = values(doc, place.key, place.path, schemaAt(root, [...place.path, place.key]));
      return options.length ? { from: context.pos - place.typed.length, options, validFor: /^[\w.+-]*$/ } : null;
    }
    if (!place.typed && !context.explicit) return null;
    return { from: context.pos - place.typed.length, options: keys(doc, root, place.path), validFor: /^[\w-]*$/ };
  };
}

function explained(root) {
  return hoverTooltip((view, place) => {
    const line = view.state.doc.lineAt(place);
    const word = [...line.text.matchAll(/([\w-]+):(?=\s|$)/g)].find((key) => place - line.from >= key.index && place - line.from <= key.index + key[1].length);
    if (!word) return null;
    const at = placeAt(view.state, line.from + word.index);
    const name = word[1];
    const field = schemaAt(root, at.path)?.properties?.[name];
    const held = resolve(root, field);
    const description = field?.description ?? held?.description;
    if (!description) return null;
    const allowed = held?.enum ?? held?.items?.enum;
    return { pos: line.from + word.index, end: line.from + word.index + name.length, create: () => ({ dom: tip(name, description, allowed) }) };
  });
}

function tip(name, description, allowed) {
  const dom = document.createElement("div");
  dom.className = "schema-tip";
  const title = document.createElement("b");
  title.textContent = name;
  dom.append(title, ` ${description}`);
  if (allowed) {
    const line = document.createElement("p");
    line.className = "soft small";
    line.textContent = say("allowed", { values: allowed.join(", ") });
    dom.append(line);
  }
  return dom;
}

export const knowing = (root) => [yamlLanguage.data.of({ autocomplete: completions(root) }), explained(root)];
