import assert from "node:assert/strict";
import { z } from "zod";
import { faultWords } from "../../benchmarks/shared/fault_words.ts";

Deno.test("faultWords() says what a schema found as a person would, by the library that is pinned", () => {
  const cases: [schema: z.ZodType, value: unknown, words: string][] = [
    [z.number().positive(), 0, "must be more than 0"],
    [z.int().min(2), 1, "must be 2 or more"],
    [z.number().max(1_000_000), 1e9, "must be 1000000 or less"],
    [z.number().lt(1), 1, "must be less than 1"],
    [z.number(), "5", "must be a number, and is a text"],
    [z.int(), 0.5, "must be a whole number, and is a number"],
    [z.string(), [], "must be a text, and is a list"],
    [z.boolean(), null, "must be true or false, and is null"],
    [z.array(z.string()), {}, "must be a list, and is an object"],
    [z.object({}), 7, "must be an object, and is a number"],
    [z.string(), undefined, "is needed"],
    [z.string().min(1), "", "is empty"],
    [z.string().min(3), "a", "needs 3 characters"],
    [z.string().max(2), "abc", "has more than 2 characters"],
    [z.array(z.string()).min(1), [], "is empty"],
    [z.array(z.string()).min(2), ["a"], "needs 2 entries"],
    [z.array(z.string()).max(1), ["a", "b"], "has more than 1 entries"],
    [z.enum(["a", "b"]), "c", "must be one of a, b"],
    [z.number({ error: "must be a day" }), "x", "must be a day"],
  ];
  for (const [schema, value, words] of cases) {
    const { error } = schema.safeParse(value);
    assert.equal(faultWords(error!.issues[0].message), words, error!.issues[0].message);
  }
});
