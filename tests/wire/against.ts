/** An exchange with a server of the test. */
import { startClock } from "../../benchmarks/wire/clock.ts";
import { defaultLimits, type Limits } from "../../benchmarks/wire/limits.ts";
import { type ExchangeOptions, openSlot, type Slot } from "../../benchmarks/wire/transport.ts";
import { rawServer, type TestServer } from "../support/server.ts";

export const request = (url: string) => ({
  method: "POST" as const,
  url: `${url}/v1/x?y=1`,
  headers: [["content-type", "application/json"]] as [string, string][],
  body: '{"é":1}',
});
export const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Runs a test against a server and one slot, and closes both. */
export async function against(
  answer: Parameters<typeof rawServer>[0],
  test: (
    slot: Slot,
    server: TestServer,
    send: (o?: ExchangeOptions) => ReturnType<Slot["exchange"]>,
  ) => Promise<void>,
  limits: Partial<Limits> = {},
) {
  const server = await rawServer(answer);
  const slot = openSlot(server.url, startClock(), { ...defaultLimits, ...limits });
  try {
    await test(slot, server, (options) => slot.exchange(request(server.url), options));
  } finally {
    slot.close();
    await server.close();
  }
}
