// Where scenes, people and flags stand in a text, found by its lines alone, so that it works while the text is broken.
const known = new WeakMap();

function blockOf(doc, field) {
  let blocks = known.get(doc);
  if (!blocks) known.set(doc, (blocks = {}));
  return (blocks[field] ??= find(doc.toString(), field));
}

function find(text, field) {
  const head = new RegExp(`^${field}:[ \\t]*(?:#.*)?\\n`, "m").exec(text);
  if (!head) return { begin: 0, end: 0, indent: "", names: new Map(), text: "" };
  const begin = head.index + head[0].length;
  const rest = text.slice(begin);
  const behind = /^[^ \n#]/m.exec(rest);
  const block = behind ? rest.slice(0, behind.index) : rest;
  const indent = /^( +)[^ \n#]/m.exec(block)?.[1] ?? "";
  const names = new Map();
  if (indent) for (const key of block.matchAll(new RegExp(`^${indent}([\\w-]+):`, "gm"))) names.set(key[1], begin + key.index);
  return { begin, end: begin + block.length, indent, names, text: block };
}

export const scenes = (doc) => [...blockOf(doc, "scenes").names.keys()];
export const people = (doc) => [...blockOf(doc, "cast").names.keys()];
export const placeOf = (doc, scene) => blockOf(doc, "scenes").names.get(scene);

// The scene that a place in the text belongs to, or null.
export function sceneAt(doc, place) {
  const { begin, end, names } = blockOf(doc, "scenes");
  if (place < begin || place > end) return null;
  let found = null;
  for (const [name, at] of names) {
    if (doc.lineAt(at).from > place) break;
    found = name;
  }
  return found;
}

export function flags(doc) {
  const found = new Set();
  for (const list of doc.toString().matchAll(/\b(?:sets|clears|needs|unless):\s*\[([^\]]*)\]/g)) {
    for (const name of list[1].split(",")) if (name.trim()) found.add(name.trim());
  }
  return [...found].sort();
}

export function replies(doc, scene) {
  const { begin, end, names, indent } = blockOf(doc, "scenes");
  const at = names.get(scene);
  if (at === undefined) return [];
  const rest = doc.sliceString(at + indent.length + 1, end);
  const next = rest.search(new RegExp(`^${indent}\\w`, "m"));
  const own = next < 0 ? rest : rest.slice(0, next);
  const count = [...own.matchAll(/^\s*- .*\bsay:|^\s*- id:/gm)].length;
  return [...[...own.matchAll(/\bid: *(\w+)/g)].map((id) => id[1]), ...Array.from({ length: count }, (_, n) => String(n + 1))];
}
