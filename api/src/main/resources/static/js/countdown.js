// Counts down to data-ends. The server's clock decides, so data-now says how far ours is off.
export function countDown(element) {
  if (element.dataset.running) return;
  element.dataset.running = "yes";
  const off = Date.parse(element.dataset.now) - Date.now();
  const ends = Date.parse(element.dataset.ends);
  const spoken = document.getElementById(element.dataset.spoken);
  const days = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "day", unitDisplay: "long" });
  let lastSpoken = null;
  let started = false;
  const tick = () => {
    const left = Math.max(0, Math.round((ends - Date.now() - off) / 1000));
    const hours = Math.floor(left / 3600);
    const pad = (number) => String(number).padStart(2, "0");
    const minutes = Math.floor((left % 3600) / 60);
    element.textContent = hours >= 48 ? days.format(Math.floor(hours / 24))
      : (hours ? `${hours}:${pad(minutes)}` : minutes) + ":" + pad(left % 60);
    // A screen reader hears of it at each of these minutes only.
    const minute = Math.ceil(left / 60);
    if (spoken && minute !== lastSpoken && [10, 5, 2, 1].includes(minute)) {
      lastSpoken = minute;
      spoken.textContent = element.dataset.saying.replace("{0}", minute);
    }
    if (left === 0) {
      clearInterval(timer);
      if (started && !("quiet" in element.dataset)) setTimeout(() => location.reload(), 1500);
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
  // What was over when the page came is said by the page; reloading would only do so again.
  started = true;
}
