// Escape closes the note at an underlined word; sliders show their value.
export function startEvidence() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement?.matches(".evidence mark")) document.activeElement.blur();
  });
  document.addEventListener("input", (event) => {
    const output = event.target.matches('input[type="range"]') && event.target.closest("label")?.querySelector("output");
    if (output) output.value = event.target.value;
  });
}
