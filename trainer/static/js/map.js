// A map that is wider than the screen opens where one's way is, not at its left edge.
export function startMaps() {
  for (const map of document.querySelectorAll(".map")) {
    const boxes = [...map.querySelectorAll(".node.seen")].map((node) => node.getBoundingClientRect());
    if (!boxes.length || map.scrollWidth <= map.clientWidth) continue;
    const middle = boxes.reduce((sum, box) => sum + box.left + box.width / 2, 0) / boxes.length;
    map.scrollLeft += middle - map.getBoundingClientRect().left - map.clientWidth / 2;
  }
}
