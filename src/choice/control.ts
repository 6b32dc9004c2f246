/** The control by which a reader chooses runs, and the sentence that says which are shown; both stand over a page. */
import type { IndexedRun } from "@/benchmarks/queries/run_index.ts";
import { controlsHtml, type Option, radiosHtml, selectHtml } from "../components/controls.js";
import { count, escapeHtml } from "../words/format.js";
import { type Choice, choiceSearch, isChosen } from "./choice.js";
import { boundsOf } from "../shared/moments.js";
import { momentWords, mostRequests, mostRuns } from "./picked.js";

const kindOf = (choice: Choice) => choice.run ? "run" : isChosen(choice) ? "span" : "";

/** Runs to choose one from, the newest first. */
export function runOptions(index: IndexedRun[]): Option[] {
  const options = index.filter((run) => run.rows > 0).map((run): Option => [
    run.run_id,
    [momentWords(run.ran_at), run.config_name, run.run_id, run.invalid && "invalid"]
      .filter(Boolean).join(" · "),
  ]);
  return [["", options.length ? "choose a run" : "no run is here yet"], ...options];
}

/** A field of a day; a moment that an address names stands in it as its day. */
const dayHtml = (name: "since" | "until", label: string, value: string) =>
  `<input type="date" name="${name}" aria-label="${label}" value="${
    boundsOf(value) ? escapeHtml(value.slice(0, 10)) : ""
  }">`;

/** How an address says the same. */
const howHtml = '<p class="cap">In the address: <code>?run=</code> with a run’s name, or ' +
  "<code>?since=2026-11-01&amp;until=2026-11-30T12:00Z</code>, days or moments in UTC, one or both. " +
  `A span has at most ${count(mostRuns)} runs and ${count(mostRequests)} requests, the newest.</p>`;

/** The control in the state of a choice; `index` is null until its runs were read. */
export function controlHtml(choice: Choice, kind: string, index: IndexedRun[] | null): string {
  const kinds: Option[] = [
    ["", "newest of each target"],
    ["run", "one run"],
    ["span", "a span of time"],
  ];
  const field = {
    "": "",
    run: index ? selectHtml("Run", "run", runOptions(index), choice.run) : "<p>Reading …</p>",
    span: `<fieldset><legend>Runs that started on these days (UTC)</legend>${
      dayHtml("since", "From day", choice.since)
    } to ${dayHtml("until", "To day", choice.until)} <button>Show</button></fieldset>`,
  }[kind];
  return controlsHtml(radiosHtml("Runs", "runs", kinds, kind), field ?? "") + howHtml;
}

/** Which runs the page shows, in one sentence, and what else is to say of them. */
export const sentenceHtml = (sentence: string, note: string): string =>
  `${escapeHtml(sentence)}${note && ` <b>${escapeHtml(note)}</b>`}`;

/** This page's address with another choice; what else it names stays. */
export function searchWith(search: string, choice: Choice): string {
  const rest = new URLSearchParams(search);
  for (const key in choice) rest.delete(key);
  return [choiceSearch(choice), rest.toString()].filter(Boolean).join("&");
}

/** Draws the control into `place`; another choice is another page, so that Back needs nothing of its own. */
export function mountControl(
  place: HTMLElement,
  choice: Choice,
  index: () => Promise<IndexedRun[]>,
): void {
  const none: Choice = { run: "", since: "", until: "" };
  const go = (next: Choice) => location.assign(`?${searchWith(location.search, next)}`);
  let runs: IndexedRun[] | null = null;
  async function draw(kind: string): Promise<void> {
    place.innerHTML = controlHtml(choice, kind, runs);
    if (kind !== "run" || runs) return;
    runs = await index();
    await draw(kind);
  }
  const fieldOf = (name: string) => place.querySelector<HTMLInputElement>(`[name=${name}]`)!.value;
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!place.querySelector("[name=since]")) return;
    go({ ...none, since: fieldOf("since"), until: fieldOf("until") });
  });
  place.addEventListener("change", async ({ target }) => {
    const { name, value } = target as HTMLInputElement;
    if (name === "run" && value) go({ ...none, run: value });
    if (name !== "runs") return;
    if (!value && isChosen(choice)) return go(none);
    await draw(value);
    place.querySelector<HTMLElement>(`[name=runs][value="${value}"]`)!.focus();
  });
  draw(kindOf(choice));
}
