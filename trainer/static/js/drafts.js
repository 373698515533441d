// What is being typed is kept in the browser until it was sent, counted while typing, and sent by Ctrl + Enter.
const place = (field) => `draft/${field.dataset.draft}`;

export function startDrafts() {
  document.addEventListener("input", (event) => {
    const field = event.target.closest("textarea[data-draft]");
    if (!field) return;
    localStorage.setItem(place(field), field.value);
    count(field);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("textarea[data-draft]");
    if (field && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      field.form.requestSubmit(field.form.querySelector('button[name="reply"][value=""]'));
    }
  });
  document.addEventListener("htmx:afterSwap", restoreAll);
  restoreAll();
}

function restoreAll() {
  for (const field of document.querySelectorAll("textarea[data-draft]")) {
    const kept = localStorage.getItem(place(field));
    if (!field.value && kept) field.value = kept;
    count(field);
    forgetEarlier(field.dataset.draft);
  }
}

// Answers that were given need no draft any more.
function forgetEarlier(current) {
  const attempt = `draft/${current.split("/")[0]}/`;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(attempt) && key !== `draft/${current}`) localStorage.removeItem(key);
  }
}

function count(field) {
  const shown = field.closest(".own-words")?.querySelector("[data-length]");
  if (shown) shown.textContent = String(field.value.length);
  field.setAttribute("aria-invalid", String(field.value.length > Number(field.dataset.most)));
}
