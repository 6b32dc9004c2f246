/**
 * `deno task test`: everything CI checks. Goes on after a failure and ends with one line, `N passed, N failed`.
 *
 * With `--fast` it leaves out the tests that start commands, servers or browsers. With other arguments it runs only
 * the tests they choose: `deno task test tests/plan tests/site`, or `deno task test tests/plan --filter decode`.
 */
import process from "node:process";
import { countTests, uncaughtFiles } from "./support/suite/junit.ts";
import { inPool, type Job } from "./support/suite/pool.ts";
import { partsOf, testFiles } from "./support/suite/test_files.ts";

/** A test that hangs must not keep CI waiting for ever. */
const limitMs = 20 * 60_000;

/** It holds measured times to a server's own, which no other test may disturb. */
const timed = "tests/bench/measured_times_test.ts";

/** What tests may not see: keys and endpoints of the person who runs them, and settings of ours. */
const hidden = [
  /^(OPENAI|TOKENBOARD|AZURE|ANTHROPIC)_|_(API_KEY|API_BASE|API_TOKEN)$/,
  /^AWS_(ACCESS|SECRET|SESSION|BEARER)_|^GOOGLE_APPLICATION_/,
];
/** Where the files that look at the built site share one build. */
const site = await Deno.makeTempDir();
const env = {
  ...Object.fromEntries(
    Object.entries(Deno.env.toObject())
      .filter(([name]) => !hidden.some((pattern) => pattern.test(name))),
  ),
  NO_COLOR: "1",
  DENO_NO_UPDATE_CHECK: "1",
  TOKENBOARD_TEST_SITE: site,
  TOKENBOARD_ENV_FILE: "", // keys of a .env file are hidden like the others
};

let passed = 0;
let failed = 0;

/** Runs deno, hands on its output as it comes where `live`, and answers with all of it. */
async function deno(args: string[], live = false): Promise<{ ok: boolean; text: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    env,
    clearEnv: true,
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(limitMs),
  }).spawn();
  const texts = [child.stdout, child.stderr].map(async (stream) => {
    let text = "";
    for await (const part of stream.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (live) process.stdout.write(part);
    }
    return text;
  });
  const text = (await Promise.all(texts)).join("");
  return { ok: (await child.status).success, text };
}

async function check(name: string, args: string[]): Promise<void> {
  const { ok, text } = await deno(args);
  console.log(`${name} ... ${ok ? "ok" : `FAILED\n${text}`}`);
  if (ok) passed++;
  else failed++;
}

/** Runs tests; parts that run beside others are printed when they are through. */
async function test(args: string[], part?: string): Promise<void> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  const began = performance.now();
  // Types are a check of their own.
  const all = ["test", "-A", "--no-check", `--junit-path=${report}`, ...args];
  const { ok, text } = await deno(all, !part);
  const counts = countTests(await Deno.readTextFile(report));
  await Deno.remove(report);
  const bad = counts.failed + uncaughtFiles(text).length;
  if (part) {
    const seconds = Math.round((performance.now() - began) / 1000);
    if (!ok) console.log(text.slice(Math.max(text.search(/^ ERRORS $/m), 0)));
    console.log(`${part}: ${counts.passed} passed, ${bad} failed in ${seconds} s`);
  }
  if (counts.ignored) console.log(`${counts.ignored} ignored`);
  if (counts.passed + bad === 0) console.log("No test ran.");
  passed += counts.passed;
  // A run that dies before it reports, and one that finds nothing, must not look like one that passed.
  failed += bad || (ok && counts.passed ? 0 : 1);
}

/** Much of a test is waiting, so that one more than there are cores keeps all of them busy. */
const width = navigator.hardwareConcurrency + 1;

const checks: Job[] = [
  ["types", "check", "benchmarks", "loaders", "src", "tests", "observablehq.config.ts"],
  ["lint, with the walls", "lint"],
  ["format", "fmt", "--check"],
].map(([name, ...args]) => () => check(name, args));

/** Tests in a pool beside the checks; what is `timed` comes when all else is through. */
async function testAll(files: string[], checks: Job[]): Promise<void> {
  const parts = partsOf(files.filter((file) => file !== timed), fast);
  const jobs = parts.map((part) => () => test(part.files, part.name));
  await inPool(fast ? [...checks, ...jobs] : [...jobs, ...checks], width);
  if (!fast && files.includes(timed)) await test([timed], timed);
}

const fast = Deno.args.includes("--fast");
const chosen = Deno.args.filter((arg) => arg !== "--fast");
if (!chosen.length) await testAll(testFiles(), checks);
else if (chosen.some((arg) => arg.startsWith("-"))) await test(chosen);
else await testAll(chosen.flatMap((path) => testFiles(path)), []);
await Deno.remove(site, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed ? 1 : 0);
