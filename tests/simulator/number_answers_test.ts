import assert from "node:assert/strict";
import { makeSchedule, profileNamed } from "../../benchmarks/simulator/profile.ts";
import {
  answering,
  numberAnswer,
  numberInWords,
} from "../../benchmarks/simulator/number_answers.ts";
import { startServer } from "../../benchmarks/simulator/server.ts";

const words: [string, number | null][] = [
  ["Write in digits: zero.", 0],
  ["seventeen", 17],
  ["ninety", 90],
  ["thirty-one", 31],
  ["four hundred and six", 406],
  ["one thousand, two hundred and five", 1_205],
  ["ten thousand", 10_000],
  ["twelve thousand, three hundred and forty-five", 12_345],
  ["two million, three hundred thousand and nine", 2_300_009],
  ["Give one answer: eighty-two. Begin with it.", 82],
  ["no such thing", null],
];

Deno.test("numberInWords() reads the longest run of number words", () => {
  for (const [text, n] of words) assert.equal(numberInWords(text), n, text);
});

Deno.test("numberAnswer() answers only where digits are asked for", () => {
  assert.equal(numberAnswer("Digits, please: six thousand and ten.", "m"), "6,010 is the number.");
  assert.equal(numberAnswer("Turn the words into a number: nine.", "m"), "9 is the number.");
  assert.equal(numberAnswer("And one by one they number thousand lines", "m"), null);
  assert.equal(numberAnswer("The digits of what?", "m"), null);
});

Deno.test("numberAnswer() of a model that errs is wrong for the numbers it must be wrong for", () => {
  const said = (text: string) => numberAnswer(`digits: ${text}.`, "m wrong-20")!.split(" ")[0];
  // Last two digits below 20: wrong. From 20 on: right.
  assert.equal(said("three hundred and nineteen"), "320");
  assert.equal(said("three hundred"), "301");
  assert.equal(said("three hundred and twenty"), "320");
  assert.equal(said("seven thousand and ninety-nine"), "7,099");
});

Deno.test("answering() keeps the moments, takes fewer chunks, and gives the rest to the last of too few", () => {
  const prompt = "digits: one thousand and two.";
  const ask = (tokens: number) => ({
    model: "m",
    stream: true,
    usage: true,
    tokens,
    prompt,
    counted: null,
  });
  const profile = { ...profileNamed("groq-70b")!, failed: 0, rate_limited: 0 };
  for (const tokens of [1, 2, 3, 16, 300]) {
    const drawn = makeSchedule(profile, tokens, "seed");
    const own = ask(tokens);
    const found = answering(drawn, own);
    assert.equal(found.chunks.map((c) => c.text).join(""), "1,002 is the number.");
    assert.deepEqual(
      found.chunks.map((c) => c.at_s),
      drawn.chunks.slice(0, found.chunks.length).map((c) => c.at_s),
    );
    assert.equal(found.chunks.reduce((sum, c) => sum + c.tokens, 0), own.tokens);
  }
  const other = { ...ask(16), prompt: "verse" };
  const drawn = makeSchedule(profile, 16, "seed");
  assert.equal(answering(drawn, other), drawn);
  assert.equal(other.tokens, 16);
});

Deno.test("the simulator says the number", async () => {
  const server = await startServer({ seed: 1 });
  const ask = async (content: string, model: string) => {
    const response = await fetch(`${server.url}/groq-70b/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ model, messages: [{ role: "user", content }] }),
    });
    return (await response.json()).choices[0].message.content;
  };
  try {
    assert.equal(await ask("In digits: forty-two.", "m"), "42 is the number.");
    assert.equal(await ask("In digits: eleven.", "m wrong-12"), "12 is the number.");
  } finally {
    await server.close();
  }
});
