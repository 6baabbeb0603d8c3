// Instants come in UTC; people read them in their own zone.
export function localTimes(root) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  root.querySelectorAll("time[data-local]").forEach((time) => {
    const utc = time.textContent;
    time.textContent = format.format(new Date(time.dateTime));
    time.title = utc;
  });
}
