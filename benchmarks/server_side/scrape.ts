/** One look at a server's metrics. */
import { monotonicMs, wallNow } from "../wire/clock.ts";
import { samplesOf } from "./exposition.ts";
import { type ServerState, stateOf } from "./vocabulary.ts";

/** What was seen, or why nothing was. */
export interface Scraped {
  /** ISO 8601, UTC: halfway between asking and the end of the answer. */
  at: string;
  /** How long the answer took. */
  scrape_s: number;
  engine: string | null;
  state: ServerState | null;
  error: string | null;
}

/** Beyond it an answer is no list of metrics. */
const mostBytes = 16e6;

/** Asks once; never throws: a server that does not answer is a row too. */
export async function scrape(url: string, timeoutMs: number): Promise<Scraped> {
  const began = monotonicMs();
  const begun = wallNow().getTime();
  const seen = (found: Pick<Scraped, "engine" | "state" | "error">): Scraped => {
    const took = monotonicMs() - began;
    return { at: new Date(begun + took / 2).toISOString(), scrape_s: took / 1000, ...found };
  };
  const nothing = (error: string) => seen({ engine: null, state: null, error });
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: "error" });
    const text = await bounded(answer);
    if (!answer.ok) return nothing(`HTTP ${answer.status}`);
    if (text === null) return nothing("the answer is longer than a list of metrics can be");
    const found = stateOf(samplesOf(text));
    return found ? seen({ ...found, error: null }) : nothing("no metric of a server that is known");
  } catch (error) {
    return nothing(
      (error as Error).name === "TimeoutError" ? "no answer in time" : "the server cannot be asked",
    );
  }
}

async function bounded({ body }: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const piece of body ?? []) {
    bytes += piece.length;
    if (bytes > mostBytes) return null;
    text += decoder.decode(piece, { stream: true });
  }
  return text;
}
