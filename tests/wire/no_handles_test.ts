import assert from "node:assert/strict";
import { inTries } from "../support/tries.ts";

/** What a process with room for a hundred handles prints. */
async function printed(...args: string[]): Promise<string> {
  const program =
    `ulimit -n 100; exec "$0" run --quiet -A --no-check tests/wire/no_handles.ts "$@"`;
  const { stdout, stderr } = await new Deno.Command("bash", {
    args: ["-c", program, Deno.execPath(), ...args],
  }).output();
  return new TextDecoder().decode(stdout).trim() || new TextDecoder().decode(stderr);
}

Deno.test({
  name: "a machine without file handles says so of hosts by name, of addresses and of proxies",
  ignore: Deno.build.os === "windows",
  async fn() {
    // No resolver is asked: that would take a handle.
    const cases = [
      ["http://no-such-host.invalid/"],
      ["http://localhost:9/"],
      ["https://[::1]:9/"],
      ["https://no-such-host.invalid/", "no-such-host.invalid"],
      ["https://no-such-host.invalid/", "127.0.0.1"],
    ];
    // Deno itself, too, may want a handle at that moment, and then it has no answer at all.
    await Promise.all(
      cases.map((args) =>
        inTries(async () => assert.equal(await printed(...args), "refused EMFILE", `${args}`))
      ),
    );
  },
});
