/** `deno task test`: everything CI checks. Ends with one line, `N passed, N failed`. */

const decoder = new TextDecoder();
let passed = 0;
let failed = 0;

async function deno(args: string[]): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).output();
  return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
}

async function check(name: string, args: string[]): Promise<void> {
  const { code, text } = await deno(args);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name}`);
  if (code === 0) passed++;
  else {
    failed++;
    console.log(text);
  }
}

const sources = ["benchmarks", "loaders", "src", "tests", "observablehq.config.ts"];
const only = Deno.args;
if (!only.length) {
  await check("format", ["fmt", "--check", ...sources]);
  await check("lint, with the walls", ["lint", ...sources]);
  await check("types", ["check", ...sources]);
}
const report = await Deno.makeTempFile({ suffix: ".xml" });
const { code, text } = await deno([
  "test",
  "-A",
  "--no-check",
  `--junit-path=${report}`,
  ...(only.length ? only : ["tests/"]),
]);
console.log(text);
const suites = [
  ...(await Deno.readTextFile(report)).matchAll(
    /<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)"/g,
  ),
];
const [tests, bad] = suites.length
  ? [Number(suites[0][1]), Number(suites[0][2]) + Number(suites[0][3])]
  : [0, 1];
passed += tests - bad;
failed += bad;
// A test run that dies before it reports must not look like one that passed.
if (code !== 0 && bad === 0) failed++;
await Deno.remove(report);
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed ? 1 : 0);
