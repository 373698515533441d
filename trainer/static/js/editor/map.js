// The map beside the text: Cytoscape draws it, dagre says where the scenes stand. It follows the text a moment later.
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";
import { element } from "./problems.js";
import { say } from "./words.js";

cytoscape.use(dagre);

const MOST_FOR_DAGRE = 120; // beyond that the places come with the answer: dagre would take seconds
const CALM = 250;
const LEAST_READABLE = 0.8;

// Cytoscape wants to add one rule as a style sheet, which our policy refuses; it is in editor.css instead.
function claimStyleSheet() {
  const mark = document.createElement("meta");
  mark.id = "__________cytoscape_stylesheet";
  document.head.append(mark);
}

// Our colours as they are in this scheme: Cytoscape paints on a canvas and knows no variables.
function palette() {
  const probe = document.body.appendChild(document.createElement("i"));
  const read = (name) => { probe.style.color = `var(--${name})`; return getComputedStyle(probe).color; };
  const names = ["ink", "ink-soft", "surface", "line-strong", "water", "water-tint", "good", "good-tint", "bad", "bad-tint", "warm", "warm-tint", "sunken", "focus"];
  const colours = Object.fromEntries(names.map((name) => [name, read(name)]));
  probe.remove();
  return colours;
}

function style(c) {
  const node = { shape: "round-rectangle", width: 132, height: 50, label: "data(label)", color: c.ink, "font-size": 12, "text-wrap": "wrap", "text-max-width": 122, "text-valign": "center", "text-halign": "center", "background-color": c.surface, "border-width": 1.5, "border-color": c["line-strong"] };
  const edge = { width: 2, "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.9, "line-color": c["line-strong"], "target-arrow-color": c["line-strong"] };
  const tone = (colour, line, width) => ({ "line-color": colour, "target-arrow-color": colour, "line-style": line, width });
  return [
    { selector: "node", style: node },
    { selector: "node[kind='routes']", style: { shape: "cut-rectangle", "background-color": c.sunken } },
    { selector: "node[ending]", style: { "border-style": "double", "border-width": 4 } },
    { selector: "node[ending='resolved'], node[ending='settled']", style: { "background-color": c["good-tint"], "border-color": c.good } },
    { selector: "node[ending='escalated'], node[ending='lost']", style: { "background-color": c["bad-tint"], "border-color": c.bad } },
    { selector: "node[?start]", style: { "background-color": c["water-tint"], "border-color": c.water, "border-width": 3 } },
    { selector: "node[warnings > 0]", style: { "border-color": c.warm, "border-width": 3 } },
    { selector: "node[errors > 0]", style: { "border-color": c.bad, "border-width": 4, "border-style": "dashed" } },
    { selector: "edge", style: edge },
    { selector: "edge[tone='good']", style: tone(c.good, "solid", 2.5) },
    { selector: "edge[tone='neutral']", style: tone(c["ink-soft"], "solid", 1.2) },
    { selector: "edge[tone='bad']", style: tone(c.bad, "dashed", 2) },
    { selector: "edge[tone='route']", style: tone(c["line-strong"], "dotted", 2) },
    { selector: "node.here", style: { "overlay-color": c.focus, "overlay-opacity": 0.16, "overlay-padding": 7 } },
  ];
}

const marks = (node) => (node.errors || node.warnings ? `\n⚠ ${node.errors + node.warnings}` : "");
const spot = (node, sizes) => ({ x: (node.place - (sizes[node.layer] - 1) / 2) * 160, y: node.layer * 100 });

function elements(plan) {
  const nodes = plan.nodes.map((node) => ({ data: { ...node, ending: node.ending || undefined, label: (node.title || node.id) + marks(node) }, position: spot(node, plan.sizes) }));
  const ways = plan.ways.map((way, number) => ({ data: { id: `way ${number}`, source: way.source, target: way.target, tone: way.tone } }));
  return [...nodes, ...ways];
}

const shapeOf = (plan) => JSON.stringify([plan.nodes.map((node) => node.id), plan.ways.map((way) => [way.source, way.target])]);

export class SceneMap {
  constructor({ place, words, stale, tools, choose }) {
    Object.assign(this, { place, words, stale, choose, plan: null, shape: "", here: null });
    claimStyleSheet();
    this.asList = false;
    tools.addEventListener("click", (event) => this.press(event.target.closest("button")));
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.cy?.style(style(palette())));
    place.tabIndex = 0;
    place.addEventListener("keydown", (event) => this.key(event));
  }

  // A plan, or null while the text cannot be read: then the last one stays, and says so.
  show(plan) {
    this.stale.hidden = plan !== null;
    this.stale.textContent = this.plan ? say("stale-map") : say("no-map");
    this.place.classList.toggle("stale", plan === null);
    if (!plan) return;
    this.plan = plan;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.list(); this.draw(); }, this.cy ? CALM : 0);
  }

  draw() {
    if (!this.plan || !this.place.offsetWidth) return;
    if (!this.cy) this.create();
    const shape = shapeOf(this.plan);
    if (shape === this.shape) this.update();
    else this.rebuild(shape);
    this.highlight(this.here);
  }

  create() {
    this.cy = cytoscape({ container: this.place, style: style(palette()), minZoom: 0.05, maxZoom: 2.5, autoungrabify: true, boxSelectionEnabled: false });
    this.cy.on("tap", "node", (event) => this.choose(event.target.id()));
    new ResizeObserver(() => this.cy.resize()).observe(this.place);
  }

  update() {
    this.cy.batch(() => {
      for (const node of this.plan.nodes) this.cy.getElementById(node.id).data({ ...node, ending: node.ending || undefined, label: (node.title || node.id) + marks(node) });
      this.plan.ways.forEach((way, number) => this.cy.getElementById(`way ${number}`).data("tone", way.tone));
    });
  }

  rebuild(shape) {
    const first = !this.shape;
    const view = { zoom: this.cy.zoom(), pan: { ...this.cy.pan() } };
    this.shape = shape;
    this.cy.batch(() => { this.cy.elements().remove(); this.cy.add(elements(this.plan)); });
    const many = this.plan.nodes.length > MOST_FOR_DAGRE;
    this.cy.layout(many ? { name: "preset", fit: false } : { name: "dagre", rankDir: "TB", nodeSep: 24, rankSep: 46, fit: false, animate: false }).run();
    if (first) this.start();
    else this.cy.viewport(view);
  }

  // All of it, if that can be read; else its beginning.
  start() {
    this.cy.fit(undefined, 18);
    const zoom = Math.min(Math.max(this.cy.zoom(), LEAST_READABLE), 1.1);
    if (zoom === this.cy.zoom()) return;
    this.cy.zoom(zoom);
    const first = this.cy.nodes("[?start]").position();
    if (zoom > LEAST_READABLE || !first) this.cy.center();
    else this.cy.pan({ x: this.place.offsetWidth / 2 - first.x * zoom, y: 50 - first.y * zoom });
  }

  highlight(scene) {
    this.here = scene;
    for (const button of this.words.querySelectorAll("[data-scene]")) {
      if (button.dataset.scene === scene) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    if (!this.cy) return;
    this.cy.nodes(".here").removeClass("here");
    const node = scene ? this.cy.getElementById(scene) : null;
    if (!node?.length) return;
    node.addClass("here");
    const { x1, y1, x2, y2 } = this.cy.extent();
    const { x, y } = node.position();
    if (x < x1 || x > x2 || y < y1 || y > y2) this.cy.center(node);
  }

  press(button) {
    const what = button?.dataset.map;
    if (what === "words") {
      this.asList = !this.asList;
      button.setAttribute("aria-pressed", String(this.asList));
      this.place.hidden = this.asList;
      this.words.hidden = !this.asList;
      if (!this.asList) this.draw();
    } else if (what === "fit") this.cy?.fit(undefined, 18);
    else if (what) this.zoom(what === "in" ? 1.3 : 1 / 1.3);
  }

  zoom(by) {
    this.cy?.zoom({ level: this.cy.zoom() * by, renderedPosition: { x: this.place.offsetWidth / 2, y: this.place.offsetHeight / 2 } });
  }

  key(event) {
    const names = this.plan?.nodes.map((node) => node.id) ?? [];
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step && names.length) this.choose(names[(names.indexOf(this.here) + step + names.length) % names.length], false);
    else if (event.key === "Enter" && this.here) this.choose(this.here);
    else if (event.key === "+" || event.key === "-") this.zoom(event.key === "+" ? 1.3 : 1 / 1.3);
    else if (event.key === "0") this.cy?.fit(undefined, 18);
    else return;
    event.preventDefault();
  }

  // The same in words, each scene a button that leads to its lines.
  list() {
    const targets = new Map();
    for (const way of this.plan.ways) targets.set(way.source, (targets.get(way.source) ?? new Set()).add(way.target));
    const list = element("ol", "scene-words");
    for (const node of this.plan.nodes) list.append(this.row(node, [...(targets.get(node.id) ?? [])]));
    this.words.replaceChildren(list);
  }

  row(node, targets) {
    const item = element("li", "");
    const button = element("button", "quiet", node.title || node.id);
    button.type = "button";
    button.dataset.scene = node.id;
    button.addEventListener("click", () => this.choose(node.id));
    item.append(button);
    const more = [node.start && say("starts"), node.ending && say(`ending-${node.ending}`), !node.ending && (targets.length ? say("leads-to", { scenes: targets.join(", ") }) : say("leads-nowhere")), node.errors && say("errors", { count: node.errors }), node.warnings && say("warnings", { count: node.warnings })];
    item.append(" ", element("span", "soft", more.filter(Boolean).join("; ")));
    return item;
  }
}
