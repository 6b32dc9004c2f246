/** What a page shows: the rows of the runs that its address names, or of the newest run of each target. */
import type { IndexedRun } from "@/benchmarks/queries/run_index.ts";
import { sayRuns } from "../components/files.js";
import type { Row } from "../rows/systems.js";
import { count, escapeHtml } from "../words/format.js";
import { choiceOf, isChosen } from "./choice.js";
import { mountControl, sentenceHtml } from "./control.js";
import { carryChoice } from "./links.js";
import { pick, type Picked } from "./picked.js";
import type { OpenStore } from "./store_rows.js";

/** The runs that an address names, and their rows. */
export type PickedRows = Picked & { rows: Row[] };

/**
 * Reads the runs that the address names, with the control in `#runs-control` and the sentence in `#runs-shown`.
 *
 * @returns "newest" where the address names none; null where none of those is here, which `root` then says.
 */
export async function shownRuns(
  root: HTMLElement,
  index: () => Promise<IndexedRun[]>,
  store: OpenStore,
): Promise<PickedRows | "newest" | null> {
  const choice = choiceOf(location.search);
  const line = document.querySelector<HTMLElement>("#runs-shown")!;
  const fold = document.querySelector<HTMLDetailsElement>("#runs-control")!;
  mountControl(fold.querySelector("div")!, choice, index);
  if (!isChosen(choice)) return "newest";
  carryChoice(choice);
  // What the publisher chose does not bind a reader's own choice, which shows every valid run.
  document.querySelector("#chosen")?.remove();
  root.innerHTML = `<p class="cap" role="status">Reading the runs …</p>`;
  const status = root.querySelector("p")!;
  const picked = pick(await index(), choice);
  line.innerHTML = sentenceHtml(picked.sentence, picked.note);
  sayRuns([picked.sentence, picked.note].filter(Boolean).join(" "));
  // What reads files comes to a page that has some to read.
  const { FileError, rowsOf } = await import("./run_files.js");
  try {
    const rows = await rowsOf(picked, store, (read, all) => {
      status.textContent = `Reading the runs: ${count(read)} of ${count(all)} …`;
    });
    if (rows.length) return { ...picked, rows };
    root.innerHTML = `<p class="empty">No request is shown.</p>`;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    root.innerHTML = `<p class="empty">${escapeHtml(error.message)}</p>`;
  }
  // The line over the heading is of the newest runs, which are not here.
  document.querySelector(".kicker")!.textContent = "No request";
  root.dataset.ready = "0";
  return null;
}

/** The same for a page that is drawn from the rows of its newest runs, `newest`, as Parquet. */
export async function shownRows(
  root: HTMLElement,
  index: () => Promise<IndexedRun[]>,
  newest: () => Promise<ArrayBuffer>,
  store: OpenStore,
): Promise<{ rows: Row[]; picked: PickedRows | null } | null> {
  const picked = await shownRuns(root, index, store);
  if (picked === null) return null;
  if (picked !== "newest") return { rows: picked.rows, picked };
  const [file, { readParquet }] = await Promise.all([newest(), import("../rows/load.js")]);
  return { rows: await readParquet(file) as Row[], picked: null };
}
