import assert from "node:assert/strict";
import { readDotEnv } from "../../benchmarks/targets/dot_env.ts";
import { inFolder } from "../support/bench.ts";

Deno.test("readDotEnv() sets what is not set, and says which named file it cannot read", () =>
  inFolder(async (folder) => {
    const before = Deno.env.get("TOKENBOARD_ENV_FILE");
    const names = ["DOT_ENV_A", "DOT_ENV_B", "DOT_ENV_C", "DOT_ENV_D"];
    try {
      Deno.env.set("DOT_ENV_A", "set before");
      Deno.env.set("DOT_ENV_B", ""); // set too, though to nothing
      await Deno.writeTextFile(
        `${folder}/env`,
        '# keys\nDOT_ENV_A=a\nDOT_ENV_B=b\nDOT_ENV_C="a # b" # a remark\nexport DOT_ENV_D=d=e\n',
      );
      Deno.env.set("TOKENBOARD_ENV_FILE", `${folder}/env`);
      readDotEnv();
      assert.deepEqual(names.map((n) => Deno.env.get(n)), ["set before", "", "a # b", "d=e"]);
      Deno.env.set("TOKENBOARD_ENV_FILE", `${folder}/nowhere`);
      assert.throws(readDotEnv, /nowhere cannot be read/);
      Deno.env.set("TOKENBOARD_ENV_FILE", "");
      readDotEnv();
    } finally {
      names.forEach((n) => Deno.env.delete(n));
      if (before === undefined) Deno.env.delete("TOKENBOARD_ENV_FILE");
      else Deno.env.set("TOKENBOARD_ENV_FILE", before);
    }
  }));
