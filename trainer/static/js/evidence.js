// Escape closes the note at an underlined word; sliders show their value.
export function startEvidence() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const mark of document.querySelectorAll(".evidence mark:hover, .evidence mark:focus")) mark.classList.add("closed");
  });
  for (const leaving of ["pointerout", "focusout"]) {
    document.addEventListener(leaving, (event) => event.target.closest(".evidence mark")?.classList.remove("closed"));
  }
  document.addEventListener("input", (event) => {
    const output = event.target.matches('input[type="range"]') && event.target.closest("label")?.querySelector("output");
    if (output) output.value = event.target.value;
  });
}
