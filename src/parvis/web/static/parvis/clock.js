// Lets the clock of a run tick between two answers of the server. Without it the page shows the time of its last load.
const shown = (seconds) => {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
};
const since = new WeakMap();
setInterval(() => {
  for (const clock of document.querySelectorAll("time[data-running]")) {
    if (!since.has(clock)) since.set(clock, performance.now());
    const at = Number(clock.dataset.seconds) + (performance.now() - since.get(clock)) / 1000;
    clock.textContent = shown(at);
  }
}, 250);
