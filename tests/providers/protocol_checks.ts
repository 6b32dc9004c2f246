/**
 * What every protocol must stand: its simulated stream read the same however it is cut, met over a socket, and
 * every fault that a protocol can have. A protocol's own test calls it and adds what is its own.
 */
import assert from "node:assert/strict";
import type { Provider } from "../../benchmarks/providers/provider.ts";
import type { Row } from "../../benchmarks/record/record.ts";
import type { AttemptText } from "../../benchmarks/record/to_record.ts";
import { makeSchedule, profileNamed } from "../../benchmarks/simulator/profile.ts";
import type { Ask, Protocol } from "../../benchmarks/simulator/protocols/protocol.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import type { Credentials } from "../../benchmarks/wire/auth/credentials.ts";
import type { Limits } from "../../benchmarks/wire/limits.ts";
import { type Around, concat, overSocket, sameAtEverySplit, tokens } from "./exchanges.ts";

const ask: Ask = { model: "m", stream: true, usage: true, tokens, prompt: "hello", counted: null };

const refusals: Record<string, string> = {
  "400": "bad_request",
  "401": "auth",
  "402": "payment",
  "404": "not_found",
  "429": "rate_limited",
  "500": "server_error",
  "503": "server_error",
};

export interface Checks {
  /** It can send reasoning apart from content. */
  reasoning?: boolean;
  /** It reports usage. */
  usage?: boolean;
  /** Class of a stream that ends early without a reason, where not `truncated`; null where nothing tells. */
  cutClass?: string | null;
  /** Why the simulated answers end, where not `length`; null where it is not said. */
  finish?: string | null;
  /** The other exchanges of an attempt, where there are any. */
  around?: Around;
  credentials?: Credentials;
}

/** Declares the tests. */
export function checkProtocol(provider: Provider, protocol: Protocol, checks: Checks = {}): void {
  const { usage = true, cutClass = "truncated", finish = "length" } = checks;
  const scheduleOf = (profile: string) => makeSchedule(profileNamed(profile)!, tokens, "a seed");
  const profiles = checks.reasoning ? ["groq-70b", "groq-70b+reasoning"] : ["groq-70b"];

  for (const profile of profiles) {
    const schedule = scheduleOf(profile);
    const expected = (kind: string) =>
      schedule.chunks.filter((c) => c.kind === kind).map((c) => c.text).join("");
    const judge = ({ row, text }: { row: Row; text: AttemptText }, streamed: boolean) => {
      assert.equal(row.status, "ok", row.error_message ?? "");
      assert.equal(text.content, expected("content"));
      assert.equal(text.reasoning, expected("reasoning"));
      assert.equal(row.finish_reason, finish);
      assert.equal(row.streamed, streamed);
      if (usage) assert.equal(row.output_tokens_reported, tokens);
    };

    const bytes = concat(protocol.stream(schedule, ask, "an-id").map((s) => s.bytes));
    Deno.test(`${provider.name}: the simulator's stream is read the same at every split, ${profile}`, () =>
      judge(sameAtEverySplit(provider, bytes, {}, checks.around), true));

    // A frame of AWS has its length before it, and ends by nothing else.
    if (!/amazon/.test(protocol.contentType)) {
      Deno.test(`${provider.name}: the last event counts without what should end it, ${profile}`, () => {
        const text = new TextDecoder().decode(bytes);
        const short = text.trimEnd().replace(text[0] === "[" ? /\s*\]$/ : "", "");
        judge(sameAtEverySplit(provider, concat([short]), {}, checks.around), true);
      });
    }

    if (protocol.whole) {
      Deno.test(`${provider.name}: a plain answer though a stream was asked for, ${profile}`, () => {
        const bytes = concat([protocol.whole!(schedule, ask, "an-id").bytes]);
        const found = sameAtEverySplit(provider, bytes);
        judge(found, false);
        assert.equal(found.row.ttft_s, null);
      });
    }
  }

  Deno.test(`${provider.name}: over a socket, and every fault`, async (t) => {
    const simulator = await startSimulator({ seed: 4 });
    const meet = (prefix: string, limits?: Partial<Limits>) =>
      overSocket(simulator.url, provider, prefix, { credentials: checks.credentials, limits });
    try {
      for (const profile of profiles) {
        await t.step(profile, async () => {
          const { row, text } = await meet(profile);
          assert.equal(row.status, "ok", row.error_message ?? "");
          // On a machine that is busy one read may bring all of it.
          assert.ok(row.ttft_s! > 0.1 && row.e2e_latency_s! >= row.ttft_s!);
          assert.equal((text.reasoning + text.content).split(" ").length, tokens);
          assert.equal(text.reasoning !== "", profile.includes("reasoning"));
          if (usage) assert.equal(row.output_tokens_reported, tokens);
          assert.equal(row.simulated, true);
        });
      }
      for (const [status, errorClass] of Object.entries(refusals)) {
        await t.step(status, async () => {
          const { row } = await meet(`fault-${status}`);
          assert.deepEqual([row.status, row.error_class, row.http_status], [
            "failed",
            errorClass,
            Number(status),
          ]);
          assert.match(row.error_message!, new RegExp(`answers ${status} as asked`));
          if (status === "429") assert.equal(row.retry_after_s, 2);
        });
      }
      // Where nothing in a stream tells its end, only the end of the body does.
      const tells = cutClass !== null;
      await t.step("held-open", async () => {
        const before = performance.now();
        const limits = { idleMs: tells ? 60_000 : 1500, endGraceMs: 300, finishGraceMs: 300 };
        const { row, exchanges } = await meet("fault-held-open", limits);
        assert.ok(performance.now() - before < 50_000, "no limit is waited for");
        const expected = tells ? ["ok", null] : ["failed", "idle_timeout"];
        assert.deepEqual([row.status, row.error_class], expected);
        assert.equal(row.finish_reason === null, finish === null);
        if (!tells) return;
        assert.ok(row.e2e_latency_s! >= row.last_token_s!);
        // It ended with what told its end: the time that was waited is none of the server's.
        const { arrivals, end } = exchanges.at(-1)!;
        assert.equal(end.at, arrivals.at(-1)!.at);
      });
      await t.step("no-last-chunk", async () => {
        const { row } = await meet("fault-no-last-chunk");
        const expected = tells ? ["ok", null] : ["failed", "connection_reset"];
        assert.deepEqual([row.status, row.error_class], expected);
        assert.equal(row.finish_reason === null, finish === null);
      });
      for (
        const [fault, errorClass] of [
          ["no-finish", cutClass],
          ["closed-midstream", "connection_reset"],
          ["reset-midstream", "connection_reset"],
        ] as [string, string | null][]
      ) {
        await t.step(fault, async () => {
          const { row, text } = await meet(`fault-${fault}`);
          const status = errorClass === null ? "ok" : "failed";
          assert.deepEqual([row.status, row.error_class], [status, errorClass]);
          assert.ok(text.content.length > 0, "what came before is kept");
        });
      }
      if (protocol.errorEvent("x", "y") !== null) {
        await t.step("error-in-200", async () => {
          const { row, text } = await meet("fault-error-in-200");
          assert.deepEqual([row.status, row.error_class, row.http_status], [
            "failed",
            "stream_error",
            200,
          ]);
          assert.match(row.error_message!, /The engine fell over/);
          assert.ok(text.content.length > 0, "what came before is kept");
        });
      }
    } finally {
      await simulator.stop();
    }
  });
}
