/** Page state lives in the URL's query, so that a link carries it. */

/** State of the URL over defaults; unknown keys are ignored. */
export function readState<T extends Record<string, string>>(defaults: T): T {
  const query = new URLSearchParams(location.search);
  const entries = Object.entries(defaults).map(([key, value]) => [key, query.get(key) ?? value]);
  return Object.fromEntries(entries) as T;
}

/** A sentence over the page where its address named something that is not here; `null` takes it away. */
export function sayGone(root: HTMLElement, sentence: string | null): void {
  root.parentElement?.querySelector(":scope > .gone")?.remove();
  if (!sentence) return;
  const note = document.createElement("p");
  note.className = "gone";
  note.setAttribute("role", "status");
  note.textContent = sentence;
  root.before(note);
}

/** Puts into the URL what differs from the defaults, without a history entry. */
export function writeState<T extends Record<string, string>>(state: T, defaults: T): void {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (value !== defaults[key]) query.set(key, value);
  }
  const search = query.toString();
  history.replaceState(
    null,
    "",
    `${location.pathname}${search ? `?${search}` : ""}${location.hash}`,
  );
}
