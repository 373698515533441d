// What is being typed is kept in this tab until it was sent, counted while typing, and sent by Ctrl + Enter.
// Not in localStorage: on a shared computer the next person must not find it.
const place = (field) => `draft/${field.dataset.draft}`;

export function startDrafts() {
  document.addEventListener("input", (event) => {
    const field = event.target.closest("textarea[data-draft]");
    if (!field) return;
    sessionStorage.setItem(place(field), field.value);
    count(field);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("textarea[data-draft]");
    if (field && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      field.form.requestSubmit(field.closest(".own-words").querySelector("button"));
    }
  });
  document.addEventListener("htmx:afterSwap", restoreAll);
  restoreAll();
}

function restoreAll() {
  for (const field of document.querySelectorAll("textarea[data-draft]")) {
    const kept = sessionStorage.getItem(place(field));
    if (!field.value && kept) field.value = kept;
    count(field);
  }
}

function count(field) {
  const shown = field.closest(".own-words")?.querySelector("[data-length]");
  const length = [...field.value].length; // as the server counts: an emoji is one
  if (shown) shown.textContent = String(length);
  field.setAttribute("aria-invalid", String(length > Number(field.dataset.most)));
}
