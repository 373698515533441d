// A timed scene: shows what is left, says so near the end, and sends "time is up" when nothing was chosen.
export function startTimer(element) {
  const total = Number(element.dataset.seconds);
  const ends = performance.now() + total * 1000;
  const bar = element.querySelector("rect");
  const left = element.querySelector("[data-left]");
  const words = left.textContent.replace(String(total), "{}");
  let warned = false;
  const tick = () => {
    if (!element.isConnected) return;
    const seconds = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    left.textContent = words.replace("{}", seconds);
    bar.setAttribute("width", String((seconds / total) * 100));
    if (seconds <= 10 && !warned) {
      warned = true;
      element.classList.add("soon");
      document.getElementById("announcer").textContent = element.dataset.soon.replace("{}", seconds);
    }
    if (seconds > 0) setTimeout(tick, 250);
    else element.querySelector("[data-timeout]").click();
  };
  tick();
}
