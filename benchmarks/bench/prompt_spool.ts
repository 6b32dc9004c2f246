/** Prompts on disk instead of in memory: a plan may have a million of them. */
import type { PromptStore, StoredPrompts } from "../plan/items/plan_item.ts";

/** From this many requests on, prompts are read back from disk: some ten microseconds each. */
export const spoolFrom = 5_000;
/** Or from this many tokens on, of a trace. */
export const spoolFromTokens = 5_000_000;

export interface Spool extends PromptStore {
  /** Where it is, until it is hidden. */
  path: string;
  /** Takes away its name: who has it open has it until the end, and then it is gone, however the process ends. */
  hide(): void;
  close(): void;
}

/** Opens one. `shared` keeps its name, for workers to open it. */
export function openSpool(shared = false): Spool {
  const path = Deno.makeTempFileSync({ prefix: "tokenboard-plan-" });
  const file = Deno.openSync(path, { read: true, write: true });
  let named = true;
  const hide = () => {
    if (!named) return;
    try {
      Deno.removeSync(path);
      named = false;
    } catch { /* where an open file cannot be removed it goes at the end */ }
  };
  if (!shared) hide();
  const encoder = new TextEncoder();
  let end = 0;
  return {
    path,
    hide,
    put(text) {
      const words = encoder.encode(text);
      const bytes = new Uint8Array(lengthBytes + words.length);
      new DataView(bytes.buffer).setUint32(0, words.length);
      bytes.set(words, lengthBytes);
      file.seekSync(end, Deno.SeekMode.Start);
      for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
      end += bytes.length;
      return end - bytes.length;
    },
    ...reader(file),
    close() {
      file.close();
      hide();
    },
  };
}

/** Opens what another thread wrote. */
export const readSpool = (path: string): StoredPrompts =>
  reader(Deno.openSync(path, { read: true }));

/** Before every text stands how many bytes it has. */
const lengthBytes = 4;

function reader(file: Deno.FsFile): StoredPrompts {
  const decoder = new TextDecoder();
  const read = (length: number) => {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length;) {
      const more = file.readSync(bytes.subarray(done));
      if (more === null) throw new Error("The file of prompts is shorter than it was");
      done += more;
    }
    return bytes;
  };
  return {
    get(place) {
      file.seekSync(place, Deno.SeekMode.Start);
      return decoder.decode(read(new DataView(read(lengthBytes).buffer).getUint32(0)));
    },
  };
}
