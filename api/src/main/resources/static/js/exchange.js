// What pages do beyond HTML. Each part looks for the elements it serves, so a page without them pays
// nothing; every page works without this file, only less comfortably.
import { countDown } from "./countdown.js";
import { localTimes } from "./times.js";
import { watchRound } from "./round.js";

function enliven(root) {
  localTimes(root);
  root.querySelectorAll("[data-ends]").forEach(countDown);
  root.querySelectorAll("[data-round]").forEach(watchRound);
}

enliven(document);
// On a small screen the ways may go on beyond its edge.
document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
document.body.addEventListener("htmx:load", (loaded) => enliven(loaded.detail.elt));

// A form that was sent once is under way; its key would make the second sending harmless anyway.
// Not before it is sent: a disabled button's own value would be left out.
document.addEventListener("submit", (sent) => {
  const form = sent.target;
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)));
  }
});
addEventListener("pageshow", () =>
  document.querySelectorAll("form button:disabled").forEach((button) => (button.disabled = false)),
);

document.querySelector("[data-print]")?.addEventListener("click", () => print());

// The exchange is away: look every few seconds whether it is back.
const retry = document.querySelector("[data-retry]");
if (retry) {
  setInterval(async () => {
    const health = await fetch("/v1/health").then((answer) => answer.json()).catch(() => null);
    if (health?.status === "UP") {
      location.replace(retry.href);
    }
  }, 2000);
}
