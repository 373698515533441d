// Text, map, scene and problems: beside each other where there is room, else one at a time. Map and scene share a place.
export function startPanes(editor, shown) {
  const tabs = [...editor.querySelectorAll("[role=tab]")];
  const narrow = window.matchMedia("(max-width: 60rem)");
  let [pane, side] = ["text", "map"];

  function draw() {
    for (const tab of tabs) {
      const name = tab.dataset.pane;
      const open = narrow.matches ? name === pane : !["map", "scene"].includes(name) || name === side;
      const selected = narrow.matches ? name === pane : name === side;
      tab.hidden = !narrow.matches && ["text", "problems"].includes(name);
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      editor.querySelector(`#pane-${name}`).hidden = !open;
    }
    shown(narrow.matches ? pane : side);
  }

  function choose(name, focus = false) {
    pane = name;
    if (["map", "scene"].includes(name)) side = name;
    draw();
    if (focus) editor.querySelector(`#tab-${name}`).focus();
  }

  editor.querySelector("[role=tablist]").addEventListener("click", (event) => { const tab = event.target.closest("[role=tab]"); if (tab) choose(tab.dataset.pane); });
  editor.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const there = tabs.filter((tab) => !tab.hidden);
    if (step) choose(there[(there.indexOf(document.activeElement) + step + there.length) % there.length].dataset.pane, true);
  });
  narrow.addEventListener("change", draw);
  draw();
  return choose;
}
