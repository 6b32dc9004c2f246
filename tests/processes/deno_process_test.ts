import assert from "node:assert/strict";
import { denoProcess } from "../../benchmarks/processes/deno_process.ts";
import { inFolder } from "../support/bench.ts";

const secrets = {
  OPENAI_API_KEY: "sk-" + "planted-0123456789",
  AWS_SECRET_ACCESS_KEY: "planted-0123456789",
  MY_COMPANY_LOGIN: "planted-0123456789",
  https_proxy: "http://me:planted-0123456789@127.0.0.1:9",
  DENO_AUTH_TOKENS: "planted-0123456789@host",
};

async function seenBy(options: { keys?: boolean }): Promise<Record<string, string>> {
  let seen = {};
  await inFolder(async (folder) => {
    const program = `${folder}/tells.ts`;
    await Deno.writeTextFile(program, "console.log(JSON.stringify(Deno.env.toObject()))");
    const { stdout } = await denoProcess(["--allow-env"], [program], {
      ...options,
      env: { GIVEN: "1" },
      stdout: "piped",
    }).output();
    seen = JSON.parse(new TextDecoder().decode(stdout));
  });
  return seen;
}

Deno.test("denoProcess() hands on no variable that may hold a key, whatever its name", async () => {
  const before = Object.fromEntries(Object.keys(secrets).map((name) => [name, Deno.env.get(name)]));
  for (const [name, value] of Object.entries(secrets)) Deno.env.set(name, value);
  try {
    const seen = await seenBy({});
    assert.deepEqual(Object.values(seen).filter((value) => value.includes("planted")), []);
    assert.equal(seen.PATH, Deno.env.get("PATH"));
    assert.deepEqual([seen.GIVEN, seen.TOKENBOARD_ENV_FILE], ["1", ""]);
    const all = await seenBy({ keys: true });
    assert.equal(all.OPENAI_API_KEY, secrets.OPENAI_API_KEY);
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
  }
});
