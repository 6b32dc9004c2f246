/** Prompts on disk instead of in memory: a plan may have a million of them. */
import type { PromptStore } from "../plan/plan.ts";

/** From this many requests on, prompts are read back from disk: some ten microseconds each. */
export const spoolFrom = 5_000;

/** A file without a name: it is gone when it is closed, however the process ends. */
export function openSpool(): PromptStore & { close(): void } {
  const path = Deno.makeTempFileSync({ prefix: "tokenboard-plan-" });
  const file = Deno.openSync(path, { read: true, write: true });
  let named = true;
  try {
    Deno.removeSync(path);
    named = false;
  } catch { /* where an open file cannot be removed it goes at the end */ }
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  /** Where every text begins, and where the last one ends. */
  const edges = [0];
  return {
    put(text) {
      const bytes = encoder.encode(text);
      const at = edges.at(-1)!;
      file.seekSync(at, Deno.SeekMode.Start);
      for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
      return edges.push(at + bytes.length) - 2;
    },
    get(place) {
      const found = new Uint8Array(edges[place + 1] - edges[place]);
      file.seekSync(edges[place], Deno.SeekMode.Start);
      for (let done = 0; done < found.length;) {
        const read = file.readSync(found.subarray(done));
        if (read === null) throw new Error("The file of prompts is shorter than it was");
        done += read;
      }
      return decoder.decode(found);
    },
    close() {
      file.close();
      if (named) Deno.removeSync(path);
    },
  };
}
