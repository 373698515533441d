// Filters apply as soon as they change; the button is for those without scripts.
export function startFilters() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-filters]");
    if (form) form.requestSubmit();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "shelf") document.getElementById("announcer").textContent = document.querySelector("[data-found]").textContent;
  });
}
