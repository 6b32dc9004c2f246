/** What programs print is made before the framework asks for it, byte by byte what a process of its own prints. */
import assert from "node:assert/strict";
import { pages, providerPages } from "../../observablehq.config.ts";
import { makeAhead, workersFor } from "../../benchmarks/site/ahead.ts";
import { type Output, readRoutes, type Routes } from "../../benchmarks/site/outputs.ts";
import { openWorker } from "../../benchmarks/site/workers.ts";
import { inFolder } from "../support/bench.ts";

const programs: Record<string, string> = {
  "words.ts": `console.log("first", "second", { a: ["b", 1] });
    await new Promise((done) => setTimeout(done, 20));
    console.log("third");`,
  "bytes.ts":
    `await new Blob([new Uint8Array([0, 255, 10])]).stream().pipeTo(Deno.stdout.writable);`,
  "arguments.ts": `import process from "node:process";
    import { parseArgs } from "node:util";
    const { values } = parseArgs({ options: { name: { type: "string" } } });
    console.log(Deno.args, process.argv.slice(2), values.name);`,
  "throws.ts": `console.log("half"); throw new Error("no such thing");`,
  "exits.ts": `Deno.exit(3);`,
};

/** Writes the programs; an output is one of them with arguments. */
async function written(folder: string): Promise<(name: string, ...args: string[]) => Output> {
  for (const [name, source] of Object.entries(programs)) {
    await Deno.writeTextFile(`${folder}/${name}`, source);
  }
  return (name, ...args) => ({
    target: `/${name}${args.join()}.md`,
    program: `${folder}/${name}`,
    args,
    file: `${folder}/made/${name}${args.join()}`,
  });
}

async function alone({ program, args }: Output): Promise<Uint8Array> {
  const command = new Deno.Command(Deno.execPath(), { args: ["run", "-A", program, ...args] });
  return (await command.output()).stdout;
}

Deno.test("openWorker()", async (t) =>
  await inFolder(async (folder) => {
    const output = await written(folder);
    const worker = openWorker(new AbortController().signal);
    try {
      const good = [
        output("words.ts"),
        output("bytes.ts"),
        output("arguments.ts", "--name=groq"),
        output("arguments.ts", "--name=vertex"),
        output("words.ts", "again"),
      ];
      await t.step("makes what a process of its own prints, one after the other", async () => {
        for (const one of good) {
          assert.equal(await worker.make(one), null);
          assert.deepEqual(await Deno.readFile(one.file), await alone(one), one.target);
        }
      });
      await t.step("makes no file of a program that throws or ends the process", async () => {
        assert.match((await worker.make(output("throws.ts")))!, /no such thing/);
        assert.match((await worker.make(output("exits.ts")))!, /exits\.ts ended the process/);
        assert.equal(await worker.make(output("words.ts", "after")), null);
        const left = [...Deno.readDirSync(`${folder}/made`)].map(({ name }) => name);
        assert.deepEqual(left.sort(), [
          "arguments.ts--name=groq",
          "arguments.ts--name=vertex",
          "bytes.ts",
          "words.ts",
          "words.tsafter",
          "words.tsagain",
        ]);
      });
    } finally {
      await worker.close();
    }
  }));

Deno.test("makeAhead() makes every page, what pages load, each once, and goes on after a failure", () =>
  inFolder(async (folder) => {
    const output = await written(folder);
    const pages = [output("throws.ts"), output("words.ts"), output("words.ts", "other")];
    const loaded = { ...output("bytes.ts"), target: "/bytes.bin" };
    const routes: Routes = {
      paths: [],
      pages,
      written: [],
      output: () => null,
      attachments: (_page, markdown) => markdown.startsWith("first second") ? [loaded] : [],
    };
    const told: string[] = [];
    await makeAhead(
      routes,
      { requests: 1000, shown: 1000 },
      `${folder}/held`,
      new AbortController().signal,
      ({ target }, made, known) => {
        told.push(target);
        assert.equal(made, told.length);
        assert.ok(known >= made && known <= 4);
      },
    );
    assert.deepEqual(told.sort(), [...pages, loaded].map((o) => o.target).sort());
    assert.deepEqual(await Deno.readFile(loaded.file), new Uint8Array([0, 255, 10]));
    assert.equal(await Deno.stat(pages[0].file).catch(() => null), null);
  }));

Deno.test("readRoutes() knows every page, and the files that one loads or offers", async () => {
  const routes = await readRoutes();
  const named = pages.map(({ path }) => (path.endsWith("/") ? `${path}index` : path));
  const made = ["/providers/[name]", "/runs/[run]"]; // all others of their kind are made from them
  for (const path of [...named, ...made]) assert.ok(routes.paths.includes(path), path);
  for (const path of providerPages) assert.ok(!routes.paths.includes(path), path);
  assert.ok(routes.written.some(({ file }) => file === "src/index.md"));
  const page = routes.output("/providers/groq.md")!;
  assert.deepEqual([page.program, page.args], ["src/providers/[name].md.ts", ["--name=groq"]]);
  const found = (from: Pick<Output, "target">, markdown: string) =>
    routes.attachments(from, markdown).map(({ target, args }) => [target, ...args]);
  const markdown = 'await FileAttachment("loaders/requests-quickstart.parquet").arrayBuffer(); ' +
    '<a href="./loaders/timed.parquet" download> <p ' +
    'data-from="./loaders/pages/time.html#kicker"><p ' +
    'data-from="./loaders/pages/time.html#notes"> <a href="./data"> <a ' +
    'href="https://a.b/c.csv">';
  assert.deepEqual(found({ target: "/data.md" }, markdown), [
    ["/loaders/requests-quickstart.parquet", "--config=quickstart"],
    ["/loaders/timed.parquet"],
    ["/loaders/pages/time.html"],
  ]);
  assert.deepEqual(found(page, '<a href="../loaders/timed.parquet">'), [[
    "/loaders/timed.parquet",
  ]]);
});

Deno.test("workersFor() lets fewer programs run beside each other the larger the store is", () => {
  const shown = (...sizes: number[]) => sizes.map((n) => workersFor({ requests: n, shown: n }, 8));
  assert.deepEqual(shown(0, 50_000, 250_000, 1_100_000, 1e9), [4, 4, 3, 1, 1]);
  const old = (...sizes: number[]) => sizes.map((n) => workersFor({ requests: n, shown: 3000 }, 8));
  assert.deepEqual(old(50_000, 1_000_000, 10_000_000), [4, 3, 1], "old runs are read in parts");
  assert.equal(workersFor({ requests: 1000, shown: 1000 }, 2), 2);
});
