import assert from "node:assert/strict";
import { LineBlock } from "../../benchmarks/files/line_block.ts";

Deno.test("LineBlock writes every line whole and says its bytes, however long it is and however few are taken", () => {
  const lines = Array.from(
    { length: 400 },
    (_, i) => `${"aé€😀".repeat((i * i * 37) % 30_000)}${i}\n`,
  );
  assert(lines.some((line) => line.length > 1 << 16) && lines.some((line) => line.length < 100));
  const parts: Uint8Array[] = [];
  // A disk may take a part of what it is given.
  const block = new LineBlock({
    writeSync(bytes) {
      const taken = bytes.slice(0, Math.max(1, bytes.length - 11));
      parts.push(taken);
      return taken.length;
    },
  });
  const encoder = new TextEncoder();
  for (const line of lines) assert.equal(block.add(line), encoder.encode(line).length);
  block.flush();
  block.flush();
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  assert.equal(new TextDecoder("utf-8", { fatal: true }).decode(whole), lines.join(""));
});
