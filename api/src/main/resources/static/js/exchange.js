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

// What was typed before htmx was there, or was kept by the browser over a reload, counts too.
document.body.addEventListener("htmx:load", ({ detail: { elt: root } }) => {
  root.querySelectorAll("form[hx-get]").forEach((form) => {
    const typed = [...form.querySelectorAll("input")].some((field) => field.value !== field.defaultValue);
    if (typed) htmx.trigger(form, "change");
  });
});

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
function whenBack(then) {
  const timer = setInterval(async () => {
    const health = await fetch("/v1/health").then((answer) => answer.json()).catch(() => null);
    if (health?.status === "UP") {
      clearInterval(timer);
      then();
    }
  }, 2000);
}

const retry = document.querySelector("[data-retry]");
if (retry) whenBack(() => location.replace(retry.href));

document.querySelectorAll("[data-back]").forEach((notice) =>
  whenBack(() => {
    notice.classList.remove("bad");
    notice.firstElementChild.textContent = notice.dataset.back;
  }),
);

// A part that could not be fetched says so at the top, and is fetched again.
const trouble = document.getElementById("trouble");
function partIsAway(failed) {
  if (failed.detail.xhr?.status >= 500 || failed.type === "htmx:sendError") {
    trouble.hidden = false;
    whenBack(() => {
      trouble.hidden = true;
      htmx.trigger(failed.detail.elt, "change");
    });
  }
}
document.body.addEventListener("htmx:responseError", partIsAway);
document.body.addEventListener("htmx:sendError", partIsAway);
