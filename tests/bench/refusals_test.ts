import assert from "node:assert/strict";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder, run, smallRun } from "../support/bench.ts";

// What the simulator answers, and the sentence that a person reads. Null: another attempt may succeed.
const sentences: [string, RegExp | null][] = [
  ["429-insufficient-quota", /^The account at \S+ has no credit, or may spend no more \(429\)/],
  ["401-insufficient-quota", /^The account at \S+ has no credit, or may spend no more \(401\)/],
  ["403-no-credits", /^The account at \S+ has no credit, or may spend no more \(403\)/],
  ["400-credit-balance", /^The account at \S+ has no credit, or may spend no more \(400\)/],
  ["405", /^There is no openai endpoint below this base URL at \S+ \(405\)/],
  ["501", /^There is no openai endpoint below this base URL at \S+ \(501\)/],
  ["415", /refuses the request as it stands \(415\): Unsupported Media Type/],
  ["426", /wants another version of HTTP, or an encrypted connection \(426\)/],
  ["451", /refuses for legal reasons \(451\): Not in your country/],
  [
    "307",
    /redirects \(307\) to https:\/\/other\.test\/v1\/chat\/completions, and redirects are not/,
  ],
  ["web-page", /answers \(200\) with a web page, .*: the base URL is wrong: .*Sign in/],
  ["404-gzip-label", /has no model "m" \(404\): The model `m` does not exist/],
  ["400-key-not-valid", /wants a key, and none was given \(400\): API key not valid/],
  ["429-quota-of-a-minute", null],
  ["498", null],
];

Deno.test("what cannot succeed is given up after three, with the true cause; the rest is asked on", () =>
  inFolder(async (folder) => {
    const simulator = await startSimulator({ seed: 1 });
    try {
      const file = `${folder}/refusals.jsonc`;
      await Deno.writeTextFile(
        file,
        JSON.stringify({
          name: "refusals",
          mean_input_tokens: 50,
          mean_output_tokens: 5,
          requests: 6,
          targets: sentences.map(([fault]) => ({
            provider: fault,
            model: "m",
            base_url: `${simulator.url}/fault-${fault}/v1`,
          })),
        }),
      );
      const { code, err } = await run(["bench", file, "--results-dir", folder], {
        OPENAI_API_KEY: "",
      });
      assert.equal(code, 1, err);
      const [run_json] = Array.from(Deno.readDirSync(folder)).filter((e) => e.isDirectory);
      const told = JSON.parse(
        await Deno.readTextFile(`${folder}/${run_json.name}/run.json`),
      ).targets as { provider: string; given_up: string | null }[];
      const db = await openStore(folder);
      const { rows } = await db.query(
        "SELECT provider, count(*) AS n FROM requests GROUP BY provider",
      );
      db.close();
      const counts = new Map(rows.map((r) => [r.provider, Number(r.n)]));
      for (const [fault, expected] of sentences) {
        const reason = told.find((t) => t.provider === fault)?.given_up ?? null;
        assert.equal(counts.get(fault), expected ? 3 : 6, fault);
        if (expected) {
          assert.match(reason ?? "", expected);
          assert.ok(err.includes(reason!), `${fault} is told in the terminal`);
        } else assert.equal(reason, null, fault);
      }
    } finally {
      await simulator.stop();
    }
  }));

Deno.test("an address or a key that cannot be meant so is refused by name, before anything is sent", async () => {
  const asked = (base: string, env: Record<string, string> = {}) =>
    run(["bench", ...smallRun(3), `--base-url=${base}`, "--dry-run", "--no-site"], {
      OPENAI_API_KEY: "sk-test-1234567890abcdef",
      ...env,
    });
  const fragment = await asked("http://127.0.0.1:9/v1#x");
  assert.deepEqual([fragment.code, /--base-url goes on behind/.test(fragment.err)], [2, true]);
  const secret = "sk-test-12345 67890abcdef";
  const spaced = await run(["bench", ...smallRun(3), "--base-url=http://127.0.0.1:9/v1"], {
    OPENAI_API_KEY: secret,
  });
  assert.equal(spaced.code, 2, spaced.err);
  assert.match(spaced.err, /OPENAI_API_KEY holds a space or a line break within the key/);
  assert.ok(!spaced.err.includes("12345") && !spaced.out.includes("12345"));
});
