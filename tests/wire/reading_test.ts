/** An answer reads the same whenever it is read, and what is decided of it is what was decided as it came. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Reading } from "../../benchmarks/wire/body/reading.ts";
import { later, never, soon } from "../../benchmarks/wire/body/gaps.ts";
import { handBack } from "../../benchmarks/wire/body/spare.ts";
import { sleep } from "../../benchmarks/wire/clock.ts";
import type { Slot } from "../../benchmarks/wire/transport.ts";
import { chunk, head, lastChunk } from "../support/server.ts";
import { against, text } from "./against.ts";

/** Pieces of an answer: how long after the one before each came, its text, and whether it is read then. */
const pieces = fc.array(fc.record({ after: fc.nat(2), text: fc.string(), read: fc.boolean() }));

/** What a reader is handed of them, by arrival; it ends the exchange where it has read `most` characters. */
function handed(all: { after: number; text: string; read: boolean }[], most = Infinity) {
  const byArrival = new Map<number, string>();
  let length = 0;
  const onArrival = (bytes: Uint8Array, at: number) => {
    byArrival.set(at, (byArrival.get(at) ?? "") + text(bytes));
    length += bytes.length;
    return length >= most ? "enough" : undefined;
  };
  const readOn = () => {}; // only where the case says so
  const reading = new Reading(1e6, { onArrival }, readOn, () => false);
  reading.begin(200, [], 0);
  let at = 1;
  let enough: string | null = null;
  for (const piece of all) {
    at += piece.after;
    reading.arrive(new TextEncoder().encode(piece.text), at);
    if (piece.read) enough = reading.on();
    if (enough) break;
  }
  enough ??= reading.on();
  reading.close();
  const { bytes, arrivals } = reading.kept();
  return { enough, text: text(bytes), bytes, arrivals, byArrival };
}

Deno.test("Reading hands on the same bytes with the same times, whenever it is asked", () => {
  fc.assert(fc.property(pieces, (all) => {
    const found = handed(all);
    const atOnce = handed(all.map((piece) => ({ ...piece, read: true })));
    const atTheEnd = handed(all.map((piece) => ({ ...piece, read: false })));
    assert.deepEqual(found, atOnce);
    assert.deepEqual(found, atTheEnd);
    assert.equal(found.text, all.map((piece) => piece.text).join(""));
    assert.equal([...found.byArrival.values()].join(""), found.text);
  }));
});

Deno.test("Reading takes memory that another answer had, and nothing of that answer", () => {
  const all = ["a", "bc", "d".repeat(5000), "e"].map((text) => ({ after: 1, text, read: true }));
  const { bytes, ...expected } = handed(all);
  handBack(bytes.fill(0x78));
  const { bytes: again, ...found } = handed(all);
  assert.deepEqual(found, expected);
  assert.equal(again.buffer, bytes.buffer);
});

Deno.test("Reading keeps no more than was read where the reader has enough", () => {
  fc.assert(fc.property(pieces, fc.integer({ min: 1, max: 20 }), (all, most) => {
    const { enough, text: kept, arrivals, byArrival } = handed(all, most);
    assert.equal([...byArrival.values()].join(""), kept);
    assert.equal(arrivals.at(-1)?.endByte ?? 0, new TextEncoder().encode(kept).length);
    const whole = new TextEncoder().encode(all.map((piece) => piece.text).join("")).length;
    assert.equal(enough, whole >= most ? "enough" : null);
  }));
});

/** An answer that is over with its first piece, which a second follows; each time both come to be read at once. */
async function overBefore(pauseMs: number, endGraceMs: number) {
  const seen: string[] = [];
  let got!: Awaited<ReturnType<Slot["exchange"]>>;
  await against(async (s) => {
    s.write(head() + chunk("whole"));
    await sleep(pauseMs);
    s.write(chunk("late") + lastChunk);
  }, async (slot, _, send) => {
    got = await send({
      onArrival(bytes, at) {
        seen.push(text(bytes));
        slot.reached("ended", at);
      },
    });
  }, { endGraceMs });
  const [first, second] = got.arrivals;
  // A busy machine takes both from the socket together, and by their stamps neither is late.
  const together = got.end.code === null && !(second?.at - first.at > endGraceMs * 1e6);
  return { got, seen, together };
}

Deno.test("an answer that is over is left before what came too late, though both are read at once", async () => {
  let tried = await overBefore(30, 5);
  for (let pauseMs = 60; tried.together && pauseMs < 4000; pauseMs *= 2) {
    tried = await overBefore(pauseMs, 5);
  }
  const { got, seen } = tried;
  assert.deepEqual([got.end.code, text(got.bytes)], ["held_open", "whole"]);
  assert.deepEqual(seen, ["whole"]);
  assert.equal(got.end.at, got.arrivals[0].at);
});

Deno.test("later() runs a task once, soon() each in a turn of its own, and never() none", async () => {
  const ran: string[] = [];
  const task = () => void ran.push("later");
  const other = () => void ran.push("never");
  for (let i = 0; i < 3; i++) later(task);
  later(other);
  never(other);
  soon(() => void ran.push("first"));
  soon(() => void ran.push("second"));
  while (ran.length < 3) await sleep(5);
  assert.deepEqual(ran, ["first", "second", "later"]);
  // What would come yet comes before this, which is asked for later.
  later(() => void ran.push("last"));
  while (!ran.includes("last")) await sleep(5);
  assert.deepEqual(ran, ["first", "second", "later", "last"]);
});
