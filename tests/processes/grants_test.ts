import assert from "node:assert/strict";
import { grantsOf } from "../../benchmarks/processes/grants.ts";
import { ended, inFolder } from "../support/bench.ts";
import { commandTasks, wordsOf } from "../support/suite/tasks.ts";

Deno.test("every task of deno.json grants what its command needs, and nobody is asked for more", () => {
  assert.ok(commandTasks.length >= 12);
  for (const [task, command] of commandTasks) {
    const words = wordsOf(task);
    const flags = words.slice(2, words.indexOf("benchmarks/main.ts"));
    assert.deepEqual(words.slice(0, 2), ["deno", "run"]);
    assert.deepEqual(flags, grantsOf(command), task);
    assert.ok(!flags.includes("-A") && flags.includes("--no-prompt"), task);
  }
  for (const task of ["setup", "setup:tests"]) {
    assert.ok(!wordsOf(task).includes("-A"), task);
  }
});

const overStores = [
  ...["catalogue", "compact", "compare", "export", "import", "merge", "publish", "reconcile"],
  ...["replay", "report", "runs", "site", "sql"],
];

Deno.test("only what measures, serves or has a store has a network, and only what starts programs may", () => {
  const having = (flag: RegExp) =>
    [...new Set(commandTasks.map(([, command]) => command))].filter((command) =>
      grantsOf(command).some((given) => flag.test(given))
    ).sort();
  assert.deepEqual(having(/^--allow-net$/), ["bench", ...overStores].sort());
  assert.deepEqual(
    having(/^--allow-net/),
    ["bench", "calibrate", "conformance", "dev", "simulator", ...overStores].sort(),
  );
  assert.deepEqual(having(/^--allow-run/), [
    "bench",
    "calibrate",
    "conformance",
    "dev",
    "publish",
    "report",
    "site",
    "watch",
  ]);
  assert.deepEqual(having(/^--allow-run$/), []);
});

Deno.test("over a store of this machine sql reaches no network, no program and no library elsewhere", () =>
  inFolder(async (folder) => {
    const program = `${folder}/tries.ts`;
    const store = new URL("../../benchmarks/commands/remote/store.ts", import.meta.url);
    await Deno.writeTextFile(
      program,
      `import { enterStore } from "${store}";
      await enterStore("sql", { store: Deno.args[0] });
      const tries = {
        net: () => Deno.connect({ hostname: "127.0.0.1", port: 9 }),
        fetch: () => fetch("http://127.0.0.1:8123"),
        run: () => new Deno.Command(Deno.execPath(), { args: ["--version"] }).output(),
        ffi: () => Deno.dlopen("/lib/x.so", {}),
      };
      for (const [name, act] of Object.entries(tries)) {
        try { await act(); console.log(name, "went through"); } catch (e) { console.log(name, e.name); }
      }`,
    );
    const { out, err } = await ended(
      new Deno.Command(Deno.execPath(), {
        args: ["run", "--quiet", "--config=deno.json", ...grantsOf("sql"), program, folder],
        stdout: "piped",
        stderr: "piped",
      }).spawn(),
    );
    assert.deepEqual(out.trim().split("\n"), [
      "net NotCapable",
      "fetch NotCapable",
      "run NotCapable",
      "ffi NotCapable",
    ], err);
  }));
