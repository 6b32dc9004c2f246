/** Targets that cannot work: their first attempts all failed for a reason that the next would share. */
import type { Row } from "../record/record.ts";
import { cannotWork, diagnosis } from "../report/diagnosis.ts";

/** As many first attempts must fail so. */
export const firstAttempts = 3;

/** Watches rows as they come. */
export class GiveUp {
  #hopeless = new Map<string, number>();
  #works = new Set<string>();
  /** Why each target was given up, by provider and model. */
  readonly reasons = new Map<string, string>();

  constructor(private keyNames: Map<string, string | null>, private keepGoing: boolean) {}

  add(row: Row): void {
    const name = nameOf(row);
    if (this.#works.has(name)) return;
    if (row.status === "incomplete") return;
    if (row.attempt > 1 && row.status !== "ok") return;
    if (!cannotWork(row)) return void this.#works.add(name);
    const count = (this.#hopeless.get(name) ?? 0) + 1;
    this.#hopeless.set(name, count);
    if (count === firstAttempts) {
      this.reasons.set(name, diagnosis(row, this.keyNames.get(name) ?? null));
    }
  }

  /** Whether a target gets no more requests. */
  has(target: { provider: string; model: string }): boolean {
    return !this.keepGoing && this.reasons.has(nameOf(target));
  }
}

export const nameOf = ({ provider, model }: { provider: string; model: string }): string =>
  `${provider} ${model}`;
