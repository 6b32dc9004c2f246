import assert from "node:assert/strict";
import llama from "llama-tokenizer-js";
import { fitProfiles } from "./fit.ts";
import { makeSchedule, profileNamed } from "../../benchmarks/simulator/profile.ts";
import profiles from "../../benchmarks/simulator/profiles.json" with { type: "json" };

const profile = profileNamed("groq-70b")!;

Deno.test("makeSchedule() answers exactly the tokens asked for, by Llama 2's tokenizer", () => {
  for (let tokens = 1; tokens <= 200; tokens++) {
    const text = makeSchedule(profile, tokens, `x ${tokens}`).chunks.map((c) => c.text).join("");
    assert.equal(
      (llama as unknown as { encode(t: string, b: boolean, s: boolean): number[] }).encode(
        text,
        false,
        true,
      ).length,
      tokens,
    );
  }
});

Deno.test("makeSchedule() is fixed by its seed and keeps to its profile's range", () => {
  assert.deepEqual(makeSchedule(profile, 30, "a"), makeSchedule(profile, 30, "a"));
  const first = Array.from(
    { length: 500 },
    (_, i) => makeSchedule(profile, 30, `r ${i}`).chunks[0].at_s,
  ).sort((a, b) => a - b);
  assert.ok(first[0] >= profile.ttft_s[0] && first[499] <= profile.ttft_s[20]);
  // Median of 500 draws lies within the profile's 40% and 60% quantiles but once in some thousands of seeds.
  assert.ok(first[250] > profile.ttft_s[8] && first[250] < profile.ttft_s[12]);
});

Deno.test("makeSchedule() fails at the rate its profile says", () => {
  const lepton = profileNamed("lepton-70b")!;
  const refused =
    Array.from({ length: 2000 }, (_, i) => makeSchedule(lepton, 2, `l ${i}`)).filter((s) =>
      s.outcome === "rate_limited"
    ).length;
  // 130 of 150 requests to Lepton were refused in 2023.
  assert.ok(Math.abs(refused / 2000 - 130 / 150) < 0.04, `${refused} of 2000`);
});

Deno.test("fitProfiles() gives the committed profiles again, wherever it is run", async () => {
  const here = Deno.cwd();
  Deno.chdir("/");
  try {
    assert.deepEqual(await fitProfiles(), profiles);
  } finally {
    Deno.chdir(here);
  }
});

Deno.test("profileNamed() knows names, and names that are slower, and nothing else", () => {
  const plain = profileNamed("groq-70b")!;
  const slower = profileNamed("groq-70b@2")!;
  // The quickest of Groq's answers in 2023 began after 0.172 s; the slowest came at 218 tokens a second.
  assert.deepEqual([plain.ttft_s[0], plain.decode_tokens_per_s[0]], [0.172, 218]);
  assert.deepEqual([slower.ttft_s[0], slower.decode_tokens_per_s[0]], [0.344, 109]);
  assert.equal(slower.rate_limited, plain.rate_limited);
  for (const name of ["", "nobody", "groq-70b@", "groq-70b@0", "groq-70b@x", "toString", "@2"]) {
    assert.equal(profileNamed(name), null, name);
  }
});
