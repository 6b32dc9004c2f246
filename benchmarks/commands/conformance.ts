/** `deno task conformance`: every fault of the table met over a socket, and what its row says. */
import { expected } from "../conformance/expected/index.ts";
import { faultsOf, overSocket } from "../conformance/judge.ts";
import { rights } from "../conformance/lines.ts";
import { meet } from "../conformance/meet.ts";
import { llama2 } from "../plan/tokenizers.ts";
import { table } from "../report/table.ts";
import { scripts } from "../simulator/faults/index.ts";
import { lines, type Script } from "../simulator/faults/script.ts";
import { startSimulator } from "../simulator/spawn.ts";
import { type LineResult, type Met, writeConformance } from "../store/conformance.ts";
import { hashOfSources } from "../store/conformance_sources.ts";
import { wallNow } from "../wire/clock.ts";
import { versions } from "../bench/versions.ts";

const atOnce = 4;
const key = "sk-conformance-0123456789";

/** So often a stream is met again whose row has no other fault than moments that are late. */
const mostLate = 4;

/** The row of one fault and what is wrong with it: a machine that stood still was late, and not each time. */
async function judged(url: string, name: string) {
  for (let again = mostLate;; again--) {
    const { row } = await meet(url, name, expected[name], key, llama2);
    const faults = faultsOf(row, expected[name], overSocket);
    const other = faultsOf(row, expected[name], { ...overSocket, lateMs: Infinity });
    if (again === 0 || faults.length === 0 || other.length > 0) return { row, faults };
  }
}

/** Meets every fault, some at a time, and judges each row. */
export async function conformance(): Promise<LineResult[]> {
  const simulator = await startSimulator({ seed: 1 });
  const met = new Map<string, Met>();
  // What floods this process would put off the times of what is read beside it: one after the other, last.
  const floods = scripts.filter((s) => s.line === "longer than memory");
  const left = scripts.filter((s) => !floods.includes(s));
  const work = async (left: Script[]) => {
    for (let script = left.shift(); script; script = left.shift()) {
      const { name } = script;
      const { row, faults } = await judged(simulator.url, name);
      const { status, error_class, error_message, finish_reason } = row;
      const { ttft_s, ttft_content_s, chunks, output_tokens } = row;
      met.set(name, {
        name,
        ...{ status, error_class, error_message, finish_reason },
        ...{ ttft_s, ttft_content_s, chunks, output_tokens },
        faults,
      });
    }
  };
  try {
    // The first requests of a process pay for what it compiles and loads: they are not judged.
    for (let i = 0; i < 3; i++) {
      await meet(simulator.url, "well-behaved", expected["well-behaved"], key, llama2);
    }
    await Promise.all(Array.from({ length: atOnce }, () => work(left)));
    await work(floods);
  } finally {
    await simulator.stop();
  }
  return lines.map((line) => {
    const own = scripts.filter((s) => s.line === line).map((s) => met.get(s.name)!);
    return { line, right: rights[line], holds: own.every((m) => !m.faults.length), met: own };
  });
}

/** Prints a line each; the exit status is 1 where one does not hold. */
export async function conformanceCommand(
  options: { json?: boolean; carry?: boolean },
): Promise<number> {
  const sources = await hashOfSources(); // before the run, for who edits during it
  const results = await conformance();
  const met_at = wallNow().toISOString();
  await writeConformance({ met_at, sources, versions: versions(), lines: results }, options);
  if (options.json) console.log(JSON.stringify(results));
  else {
    const rows = results.map((r) => [r.holds ? "holds" : "FAILS", r.line, r.met.length]);
    console.log(table(["", "the stream", "streams"], rows));
    for (const { name, faults } of results.flatMap((r) => r.met)) {
      for (const fault of faults) console.log(`${name}: ${fault}`);
    }
    const all = results.flatMap((r) => r.met);
    console.log(
      `\n${
        all.filter((m) => !m.faults.length).length
      } of ${all.length} streams are recorded right.`,
    );
  }
  return results.every((r) => r.holds) ? 0 : 1;
}
