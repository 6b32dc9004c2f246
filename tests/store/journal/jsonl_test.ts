import assert from "node:assert/strict";
import fc from "fast-check";
import { lineFile, wholeLines } from "../../../benchmarks/store/journal/jsonl.ts";
import {
  journalPath,
  openJournal,
  readJournal,
} from "../../../benchmarks/store/journal/journal.ts";
import { emptyRow } from "../../../benchmarks/record/record.ts";

async function* inPieces(bytes: Uint8Array, sizes: number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length];
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

Deno.test("wholeLines() gives the same lines however the bytes come, and leaves the torn one out", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.string({ unit: "grapheme" }).map((s) => s.replaceAll("\n", " "))),
    fc.string({ unit: "grapheme" }).map((s) => s.replaceAll("\n", " ")),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
    async (lines, torn, sizes) => {
      const bytes = new TextEncoder().encode(lines.map((l) => `${l}\n`).join("") + torn);
      const found: string[] = [];
      let end = 0;
      for await (const line of wholeLines(inPieces(bytes, sizes))) {
        found.push(line.text);
        assert.equal(line.number, found.length);
        end = line.end;
      }
      assert.deepEqual(found, lines);
      assert.equal(bytes.length - end, new TextEncoder().encode(torn).length);
    },
  ));
});

/** A disk with room for `room` bytes. */
function smallDisk(room: number) {
  const kept: number[] = [];
  return {
    text: () => new TextDecoder().decode(new Uint8Array(kept)),
    grow: (more: number) => room += more,
    sink: {
      writeSync(bytes: Uint8Array) {
        const fits = Math.min(bytes.length, room - kept.length);
        if (fits <= 0) {
          throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
        }
        kept.push(...bytes.subarray(0, fits));
        return fits;
      },
      syncData: () => Promise.resolve(),
      close() {},
    },
  };
}

Deno.test("lineFile() on a full disk: whole lines stay, the torn one is the last, and it says so", async () => {
  for (let room = 0; room < 60; room++) {
    const disk = smallDisk(room);
    const file = lineFile(disk.sink);
    let written = 0;
    assert.throws(() => {
      for (; written < 10; written++) file.append({ n: written });
    }, /no space left/);
    assert.throws(() => file.append({ n: 99 }), /no space left/);
    await assert.rejects(file.close(), /no space left/);
    const whole = disk.text().split("\n").slice(0, -1);
    assert.deepEqual(whole, Array.from({ length: written }, (_, n) => `{"n":${n}}`), `${room}`);
  }
});

Deno.test("lineFile() gives up its reserve when the disk is full, and writes the line whole", async () => {
  const disk = smallDisk(12);
  let reserve = 100;
  const file = lineFile(disk.sink, () => {
    disk.grow(reserve);
    const any = reserve > 0;
    reserve = 0;
    return any;
  });
  file.append({ n: 1 });
  assert.equal(file.full(), false);
  file.append({ n: 2 });
  assert.equal(file.full(), true);
  file.append({ n: 3 });
  await file.close();
  assert.equal(disk.text(), '{"n":1}\n{"n":2}\n{"n":3}\n');
});

Deno.test("a journal whose disk fails at any byte keeps every row before, and is gone on with", async () => {
  const text = {
    content: "a",
    reasoning: "",
    tool_call: "",
    first_arrival: { content: "a", reasoning: "", tool_call: "" },
    prompt: "p",
  };
  const row = (request_index: number) =>
    emptyRow({
      run_id: "r",
      config_name: "c",
      provider: "p",
      model: "m",
      simulated: true,
      phase: "measured",
      request_index,
      attempt: 1,
      status: "ok",
    });
  const length = JSON.stringify({ row: row(0), text }).length + 1;
  for (const room of [0, 1, 40, length, length + 50, 2 * length + 49, 3 * length]) {
    const folder = await Deno.makeTempDir({ prefix: "tokenboard-" });
    try {
      let written = 0;
      try {
        const journal = await openJournal(folder, {
          open(path) {
            const file = Deno.openSync(path, { create: true, append: true });
            let left = room;
            return {
              writeSync(bytes) {
                const fits = Math.min(left, bytes.length);
                left -= fits;
                if (fits > 0) return file.writeSync(bytes.subarray(0, fits));
                throw Object.assign(new Error("input/output error"), { code: "EIO" });
              },
              syncData: () => file.syncData(),
              close: () => file.close(),
            };
          },
        });
        try {
          for (; written < 10; written++) journal.append(row(written), text);
        } finally {
          await journal.close().catch(() => {});
        }
      } catch (error) {
        assert.match((error as Error).message, /input\/output error/);
      }
      assert.ok(written < 4);
      const again = await openJournal(folder, { resume: true });
      for (let i = written; i < 5; i++) again.append(row(i), text);
      await again.close();
      const found: number[] = [];
      for await (const line of readJournal(folder)) {
        if ("row" in line) found.push(line.row.request_index);
      }
      assert.deepEqual(found, [0, 1, 2, 3, 4], `room ${room}, ${journalPath(folder)}`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }
});

Deno.test("wholeLines() does not put together a line that nobody could hold", async () => {
  const bytes = async function* () {
    yield new TextEncoder().encode("short\n");
    for (let i = 0; i < 4; i++) yield new Uint8Array(1 << 20).fill(65);
  };
  const seen: string[] = [];
  await assert.rejects(async () => {
    for await (const { text } of wholeLines(bytes(), 2 << 20)) seen.push(text);
  }, /^Error: Line 2 is longer than 2 MiB/);
  assert.deepEqual(seen, ["short"]);
});
