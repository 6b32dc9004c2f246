/** Targets that have stopped working: after so many failed attempts in a row nothing more is sent to them. */
import { withoutEnd } from "../../providers/read/ends.ts";
import type { Row } from "../../record/record.ts";
import { readJournal } from "../../store/journal/journal.ts";
import { nameOf } from "../give_up.ts";

/** Watches rows as they come, and which of the planned requests have one. */
export class Breaker {
  #inARow = new Map<string, number>();
  /** Places of the requests that have a row, by target and phase. */
  #rows = new Map<string, Set<number>>();
  /** How each stopped target failed, by provider and model. */
  #stopped = new Map<string, string>();
  #unsent = new Map<string, number>();

  /** `after` failures in a row stop a target; null stops none. */
  constructor(private after: number | null) {}

  /** Takes in a row, whatever it is of. */
  add(row: Row): void {
    if (this.after === null) return;
    if (row.attempt === 1) this.#placesOf(row, row.phase).add(row.request_index);
    const name = nameOf(row);
    if (row.status === "ok") this.#inARow.set(name, 0);
    if (row.status !== "failed") return;
    const failures = (this.#inARow.get(name) ?? 0) + 1;
    this.#inARow.set(name, failures);
    if (failures < this.after || this.#stopped.has(name)) return;
    this.#stopped.set(name, `${timesInARow(failures)}, the last time with ${lastWords(row)}`);
  }

  /** Whether a target gets no more requests. */
  has(target: { provider: string; model: string }): boolean {
    return this.#stopped.has(nameOf(target));
  }

  /** Whether a planned request of a target has a row. */
  hasRow(target: { provider: string; model: string }, phase: string, index: number): boolean {
    return this.#placesOf(target, phase).has(index);
  }

  /** Takes in the row of a request that its stopped target did not get. */
  unsent(row: Row): void {
    const name = nameOf(row);
    this.#unsent.set(name, (this.#unsent.get(name) ?? 0) + 1);
  }

  /** What is to be said of each stopped target, one sentence without its end. */
  sentences(): Map<string, string> {
    return new Map(
      [...this.#stopped].map(([name, failed]) => {
        const n = this.#unsent.get(name) ?? 0;
        const [were, count] = n === 1 ? ["request was", "counts"] : ["requests were", "count"];
        const rest = n === 0
          ? "nothing more was sent to it"
          : `${n.toLocaleString("en-US")} planned ${were} not sent and ${count} as dropped`;
        return [name, `${failed}; ${rest}`];
      }),
    );
  }

  /** Takes in the rows that the journal of a run holds from before it was cut off. */
  async goOn(folder: string): Promise<void> {
    if (this.after === null) return;
    for await (const line of readJournal(folder)) if ("row" in line) this.add(line.row);
  }

  #placesOf(target: { provider: string; model: string }, phase: string): Set<number> {
    const key = JSON.stringify([target.provider, target.model, phase]);
    const places = this.#rows.get(key) ?? new Set();
    this.#rows.set(key, places);
    return places;
  }
}

const timesInARow = (n: number) =>
  n === 1 ? "It failed once" : `It failed ${n.toLocaleString("en-US")} times in a row`;

function lastWords({ error_class, http_status, error_message }: Row): string {
  const status = http_status === null ? "" : ` (${http_status})`;
  const said = error_message && withoutEnd(error_message, ".!; \t\r\n");
  return `${error_class}${status}${said ? `: ${said}` : ""}`;
}
