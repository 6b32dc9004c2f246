/**
 * One run by up to 1,000 machines, on virtual time: `deno task bench:shards [--json]`. Page /shards/ shows what
 * `deno task bench:shards --json > benchmarks/coverage/shards.json` wrote.
 *
 * Nothing is sent: answers come from a profile of the simulator, each fixed by its request's index and the seed, behind
 * one server of few seats that all machines share. Clocks that are off and machines that come late are planted, so that
 * what the rows say can be held against what happened. All but the cost of a merge follows from seeds.
 */
import { trials } from "./fleet/trials.ts";
import { printTable } from "./rounds.ts";

const folder = await Deno.makeTempDir({ prefix: "tokenboard-fleet-" });
try {
  const found = await trials(folder);
  if (Deno.args.includes("--json")) {
    const made_at = new Date().toISOString();
    console.log(JSON.stringify({ made_at, load: Deno.loadavg(), ...found }, null, 1));
  } else {
    for (const [name, rows] of Object.entries(found)) printTable(`\n${name}`, rows as never);
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}
