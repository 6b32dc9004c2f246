import assert from "node:assert/strict";
import { walls } from "./wall_list.ts";
import plugin from "./walls.ts";
import { cases } from "./wall_cases.ts";

const messages = (file: string, source: string) =>
  Deno.lint.runPlugin(plugin, file, source).map((d) => d.message);

Deno.test("walls", async (t) => {
  for (const [file, source, broken] of cases) {
    const what = source.length > 99 ? `${source.trim().split("\n").length} lines` : source;
    await t.step(`${broken ? "reports" : "allows"} ${what} in ${file}`, () => {
      const found = messages(file, source);
      if (broken === null) assert.deepEqual(found, []);
      else assert.ok(found.some((m) => m.includes(broken)), `reported: ${JSON.stringify(found)}`);
    });
  }

  await t.step("every room is closed to what lies above it", () => {
    for (
      const { files, why } of walls.filter((wall) => /lies below|no other page/.test(wall.why))
    ) {
      const room = files.source.slice(1).replaceAll("\\/", "/");
      const above = room.startsWith("src/") ? "src/time" : "benchmarks/command_line";
      const other = room === "src/time/" ? "src/compare" : above;
      const found = messages(`${room}x.ts`, `import { x } from "@/${other}/y.ts";`);
      assert.ok(found.some((m) => m.includes(why)), why);
    }
  });

  await t.step("has a case that breaks each other wall", () => {
    const reported = cases.flatMap(([file, source]) => messages(file, source)).join("\n");
    for (const { why } of walls) {
      if (/lies below|no other page/.test(why)) continue;
      assert.ok(reported.includes(why), `nothing breaks: ${why}`);
    }
  });

  await t.step("stops `deno lint` by the configuration of this project", async () => {
    const folder = await Deno.makeTempDir();
    const rule = ["walls", "wall_list", "wall", "rooms"].map((name) => `tests/lint/${name}.ts`);
    for (const path of ["deno.json", ...rule]) {
      await Deno.mkdir(`${folder}/tests/lint`, { recursive: true });
      await Deno.copyFile(path, `${folder}/${path}`);
    }
    await Deno.mkdir(`${folder}/benchmarks/plan`, { recursive: true });
    const lint = async (source: string) => {
      await Deno.writeTextFile(`${folder}/benchmarks/plan/plan.ts`, source);
      const { code, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["lint", "benchmarks"],
        cwd: folder,
        env: { NO_COLOR: "1" },
      }).output();
      return { code, text: new TextDecoder().decode(stderr) };
    };
    assert.equal((await lint("export const x = Math.floor(0.5);\n")).code, 0);
    const broken = await lint("export const x = Math.random();\n");
    assert.equal(broken.code, 1);
    assert.match(broken.text, /Use of Math\.random: only plan\/random\.ts makes randomness/);
    await Deno.remove(folder, { recursive: true });
  });
});
