/** The same answer of the simulator twice: once for the vendor's SDK, once for our decoder. */
import type { Provider } from "../../../benchmarks/providers/provider.ts";
import type { Row } from "../../../benchmarks/record/record.ts";
import type { AttemptText } from "../../../benchmarks/record/to_record.ts";
import { startServer } from "../../../benchmarks/simulator/server.ts";
import { overSocket } from "../exchanges.ts";

export const tokens = 12;

/** What `sdk` makes of a simulator's first answer, and what our decoder makes of an equal one. */
export async function both<T>(
  provider: Provider,
  prefix: string,
  sdk: (base: string) => Promise<T>,
): Promise<{ theirs: T; row: Row; text: AttemptText }> {
  const once = async <R>(work: (url: string) => Promise<R>): Promise<R> => {
    const simulator = await startServer({ seed: 4 });
    try {
      return await work(simulator.url);
    } finally {
      await simulator.close();
    }
  };
  const theirs = await once((url) => sdk(`${url}/${prefix}${provider.about.basePath}`));
  const { row, text } = await once((url) => overSocket(url, provider, prefix, { tokens }));
  return { theirs, row, text };
}
