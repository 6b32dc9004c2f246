import assert from "node:assert/strict";
import { textOf, utf8Of } from "../../benchmarks/files/text_bytes.ts";
import { NotText, readHead, readText, readTextSync } from "../../benchmarks/files/text_file.ts";
import { readDotEnv } from "../../benchmarks/targets/dot_env.ts";
import { loadConfig } from "../../benchmarks/plan/config.ts";
import { readDataset } from "../../benchmarks/plan/dataset.ts";
import { encoded, encodings } from "../support/keys/encodings.ts";
import { inFolder } from "../support/bench.ts";

Deno.test("textOf() reads UTF-8 and UTF-16, with and without a byte order mark, and keeps no mark", () => {
  const text = '{"name": "naïve 日本 🚀"}\n';
  for (const encoding of encodings) {
    assert.equal(textOf(encoded(text, encoding)), text, encoding);
    assert.equal(new TextDecoder().decode(utf8Of(encoded(text, encoding))), text, encoding);
  }
  assert.equal(textOf(new Uint8Array()), "");
  assert.equal(textOf(new TextEncoder().encode("7")), "7");
});

Deno.test("textOf() says what a file is that is no text", () => {
  const cases: [number[], RegExp][] = [
    [[0x1f, 0x8b, 8, 0], /^is compressed \(gzip\): unpack it first$/],
    [[0x50, 0x4b, 3, 4, 20], /^is a zip archive or a spreadsheet/],
    [[0x28, 0xb5, 0x2f, 0xfd], /^is compressed \(zstd\)/],
    [[0x50, 0x41, 0x52, 0x31], /^is a Parquet file/],
    [[0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0], /^is UTF-32 text/],
    // "naïve" in Latin-1.
    [[0x6e, 0x61, 0xef, 0x76, 0x65], /^is not UTF-8 text: save it as UTF-8$/],
  ];
  for (const [bytes, reason] of cases) {
    assert.throws(() => textOf(Uint8Array.from(bytes)), (error) => {
      assert.ok(error instanceof NotText);
      assert.match(error.message, reason);
      return true;
    });
  }
});

Deno.test("readHead() cuts anywhere, even inside a letter", () =>
  inFolder(async (folder) => {
    await Deno.writeFile(`${folder}/a`, encoded("aé", "utf-8 with mark"));
    assert.equal(await readHead(`${folder}/a`, 4), "a");
    assert.match(await readHead(`${folder}/a`, 5), /^a\ufffd$/);
    assert.equal(await readHead(`${folder}/a`), "aé");
    assert.equal(await readText(`${folder}/a`), readTextSync(`${folder}/a`));
  }));

const config = JSON.stringify({
  name: "c",
  mean_input_tokens: 100,
  mean_output_tokens: 20,
  requests: 1,
  targets: [{ provider: "p", model: "mødel", base_url: "http://127.0.0.1:1/v1" }],
});

for (const encoding of encodings) {
  Deno.test(`a configuration, a dataset and a .env file are read as ${encoding}`, () =>
    inFolder(async (folder) => {
      const write = (name: string, text: string) =>
        Deno.writeFile(`${folder}/${name}`, encoded(text, encoding));
      await write("c.jsonc", `// a remark\n${config}`);
      assert.equal((await loadConfig(`${folder}/c.jsonc`)).targets[0].model, "mødel");

      for (const text of ['{"prompt": "é?"}\n{"prompt": "b?"}\n', '[{"prompt": "é?"}]']) {
        await write("d.jsonl", text);
        const { lines } = await readDataset(`${folder}/d.jsonl`);
        assert.equal(lines.get(0)!.messages[0].content, "é?");
      }

      const before = Deno.env.get("TOKENBOARD_ENV_FILE");
      try {
        await write("env", "TEXT_FILE_FIRST=é\nTEXT_FILE_SECOND=b\n");
        Deno.env.set("TOKENBOARD_ENV_FILE", `${folder}/env`);
        readDotEnv();
        assert.equal(Deno.env.get("TEXT_FILE_FIRST"), "é");
        assert.equal(Deno.env.get("TEXT_FILE_SECOND"), "b");
      } finally {
        Deno.env.delete("TEXT_FILE_FIRST");
        Deno.env.delete("TEXT_FILE_SECOND");
        if (before === undefined) Deno.env.delete("TOKENBOARD_ENV_FILE");
        else Deno.env.set("TOKENBOARD_ENV_FILE", before);
      }
    }));
}

Deno.test("a reader refuses what is no text by the file's name", () =>
  inFolder(async (folder) => {
    const latin1 = Uint8Array.from(
      [...'{"prompt": "na'].map((c) => c.charCodeAt(0)).concat(0xef, 0x22, 0x7d),
    );
    await Deno.writeFile(`${folder}/own.jsonl`, latin1);
    await assert.rejects(
      readDataset(`${folder}/own.jsonl`),
      /own\.jsonl cannot.*\n {2}line 1: is not UTF-8/,
    );
    await Deno.writeFile(`${folder}/own.jsonl`, Uint8Array.from([0x1f, 0x8b, 8]));
    await assert.rejects(
      readDataset(`${folder}/own.jsonl`),
      /own\.jsonl cannot.*\n {2}it is compressed \(gzip\)/,
    );
    await Deno.writeFile(`${folder}/c.jsonc`, latin1);
    await assert.rejects(
      loadConfig(`${folder}/c.jsonc`),
      /c\.jsonc cannot.*\n {2}it is not UTF-8 text/,
    );
  }));
