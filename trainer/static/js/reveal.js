// The button beside a password that shows what was typed. It is hidden where no script runs.

export function startReveal() {
  for (const button of document.querySelectorAll("button[data-reveal]")) {
    const input = document.getElementById(button.dataset.reveal);
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = input.type === "password";
      input.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    });
    // What is shown must not be kept by the browser as an ordinary text.
    input.form?.addEventListener("submit", () => { input.type = "password"; });
  }
}
