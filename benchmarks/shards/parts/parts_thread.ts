/**
 * The thread of `parts.ts`: makes parts and says that the shard lives. Gets what to do, then null to end; what it has
 * to say goes back as it comes.
 */
import { openPlace } from "../../places/open.ts";
import { llama2 } from "../../plan/tokenizers.ts";
import { monotonicMs } from "../../wire/clock.ts";
import { beat, ShardTaken } from "../claim.ts";
import type { FromThread, ThreadWanted } from "./parts.ts";
import { PartsWriter } from "./parts_writer.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<ThreadWanted | null>) => void;
  postMessage(message: FromThread): void;
};

let ending = false;
let wake = () => {};
let working: Promise<unknown> = Promise.resolve();

const sleep = (ms: number) =>
  new Promise<void>((resolve) => {
    wake = resolve;
    setTimeout(resolve, ms);
  });
const messageOf = (error: unknown) => (error as Error)?.message ?? String(error);

async function work({ store, parts, held, pace, partMs }: ThreadWanted): Promise<void> {
  const place = await openPlace(store.name, (name) => store.variables[name]);
  const writer = new PartsWriter(place, llama2, parts);
  let nextPart = monotonicMs() + partMs;
  let fails = false;
  while (!ending) {
    await sleep(Math.max(1, Math.min(pace.beatMs, nextPart - monotonicMs())));
    if (ending) return;
    try {
      await beat(place, parts.into, held);
      if (monotonicMs() >= nextPart) {
        nextPart = monotonicMs() + partMs;
        await writer.write();
      }
      if (fails) scope.postMessage({ reached: true });
      fails = false;
    } catch (error) {
      if (error instanceof ShardTaken) return scope.postMessage({ taken: error.message });
      // The load goes on: its rows are in the journal, and the next try is soon.
      if (!fails) scope.postMessage({ failed: messageOf(error) });
      fails = true;
    }
  }
}

scope.onmessage = ({ data }) => {
  if (data) {
    working = work(data).catch((error) => scope.postMessage({ failed: messageOf(error) }));
    return;
  }
  ending = true;
  wake();
  working.finally(() => scope.postMessage(null));
};
