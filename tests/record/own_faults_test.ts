import assert from "node:assert/strict";
import { classOfEnd, endError } from "../../benchmarks/record/errors.ts";
import { OwnFaults } from "../../benchmarks/record/own_faults.ts";
import type { Exchange, Recording } from "../../benchmarks/providers/recording.ts";

const ended = (how: Exchange["end"]["how"], code: string | null, headersAt: number | null) =>
  ({
    scheduled: null,
    exchanges: [{ end: { how, code, at: 1 }, headersAt }],
  }) as unknown as Recording;
const a = { provider: "a", model: "m" };
const b = { provider: "b", model: "m" };

Deno.test("what this machine lacked is no refusal of a server", () => {
  for (const code of ["EMFILE", "ENFILE", "ENOMEM", "ENOBUFS", "EADDRNOTAVAIL"]) {
    assert.equal(classOfEnd("refused", code), "unknown");
    const error = endError({ how: "refused", code, at: 0 })!;
    assert.match(error.message, /^This machine had no .* left.*: no fault of the server\.$/);
  }
  assert.equal(classOfEnd("refused", "ECONNREFUSED"), "refused");
});

Deno.test("OwnFaults invalidates the run, with a sentence that counts", () => {
  const faults = new OwnFaults();
  faults.add(a, ended("complete", null, 1));
  assert.equal(faults.ofRun(), null);
  faults.add(b, ended("refused", "EMFILE", null));
  faults.add(a, ended("refused", "EMFILE", null));
  assert.match(
    faults.ofRun()!,
    /^this machine had no file handle left .*: 2 attempts ended with EMFILE$/,
  );
  assert.equal(faults.ofTarget(a), null);
});

Deno.test("OwnFaults tells a machine without ports from one without such an address", () => {
  const faults = new OwnFaults();
  faults.add(a, ended("refused", "EADDRNOTAVAIL", null));
  assert.equal(faults.ofRun(), null);
  assert.match(faults.ofTarget(a)!, /no port or address left to connect from: 1 attempt ended/);
  assert.equal(faults.ofTarget(b), null);
  faults.add(b, ended("complete", null, 1));
  faults.add(b, ended("refused", "EADDRNOTAVAIL", null));
  assert.match(faults.ofRun()!, /1 attempt ended with EADDRNOTAVAIL$/);
});

Deno.test("OwnFaults believes no server that names such a code", () => {
  const faults = new OwnFaults();
  faults.add(a, ended("complete", "EMFILE", 1));
  faults.add(a, ended("reset", "ECONNRESET", 1));
  assert.equal(faults.ofRun(), null);
});
