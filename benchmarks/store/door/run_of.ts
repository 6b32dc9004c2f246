/** Whether a run file is one of ours, by what every reader needs of it. */
import { textIn } from "../run_file.ts";

/** What a run is called, or why its file is none of ours. */
export async function runOf(folder: string): Promise<{ id: string; fault?: string }> {
  let run: unknown;
  try {
    run = JSON.parse(await textIn(folder));
  } catch {
    return { id: "", fault: "its run.json is not whole JSON, or far too long" };
  }
  const { run_id, workload, workload_hash, started_at, ended_at, seed, resumed_at } =
    (run ?? {}) as Record<string, unknown>;
  const isTime = (t: unknown) => t == null || (typeof t === "string" && isMoment(t));
  const fits = typeof run_id === "string" && run_id !== "" && isTime(started_at) &&
    isTime(ended_at) && (seed == null || Number.isSafeInteger(seed)) &&
    (resumed_at == null || (Array.isArray(resumed_at) && resumed_at.every(isTime)));
  if (!fits) {
    return {
      id: "",
      fault: "its run.json is none: run_id, times or seed are missing or of another kind",
    };
  }
  return typeof workload === "string" && typeof workload_hash === "string"
    ? { id: run_id }
    : { id: "", fault: "its run.json is none: it does not say what workload was run" };
}

/** Whether a text is a time that pages can show. */
export const isMoment = (text: string) => {
  if (!/^\d{4}-\d\d-\d\d[T ]/.test(text)) return false;
  const year = new Date(text).getUTCFullYear(); // NaN where there is no such day
  return year >= 1970 && year < 2200;
};
