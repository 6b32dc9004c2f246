/** Asks a host by name while this process has no file handle left, and prints how that ended: a program of a test. */
import { openSync } from "node:fs";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { plainConnection } from "../../benchmarks/wire/connector.ts";
import { defaultLimits } from "../../benchmarks/wire/limits.ts";
import { openSlot } from "../../benchmarks/wire/transport.ts";

const [url, proxyHost] = Deno.args;
const slot = openSlot(url, startClock(), defaultLimits, {
  ...plainConnection,
  proxy: proxyHost ? { host: proxyHost, port: 9, authorization: null } : null,
});
try {
  for (;;) openSync(".", "r");
} catch { /* that was the last */ }
const { end } = await slot.exchange({ method: "GET", url, headers: [], body: null });
console.log(end.how, end.code);
Deno.exit();
