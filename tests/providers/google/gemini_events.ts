import type { Delta } from "../../../benchmarks/providers/delta.ts";

export const event = (value: unknown) => `data: ${JSON.stringify(value)}\r\n\r\n`;
export const said = (parts: object[], rest: object = {}, usageMetadata?: object) => ({
  candidates: [{ content: { parts, role: "model" }, index: 0, ...rest }],
  ...(usageMetadata ? { usageMetadata } : {}),
  modelVersion: "gemini-x",
  responseId: "r1",
});

export const served: Delta = { kind: "served", model: "gemini-x", requestId: "r1" };
export const role: Delta = { kind: "role" };
export const content = (text: string): Delta => ({ kind: "content", text });
export const thought = (text: string): Delta => ({ kind: "reasoning", text });
export const usage = (usage: object): Delta => ({ kind: "usage", usage });
export const finish = (raw: string, reason: string): Delta =>
  ({ kind: "finish", reason, raw }) as Delta;
export const answer = [
  said([{ text: "Hé" }], {}, { promptTokenCount: 4, totalTokenCount: 4 }),
  said([{ text: 'l"lo], 😀' }], { finishReason: "STOP" }, {
    promptTokenCount: 4,
    candidatesTokenCount: 3,
    totalTokenCount: 7,
  }),
];
export const answerDeltas = [
  served,
  role,
  content("Hé"),
  usage({ input: 4 }),
  content('l"lo], 😀'),
  finish("STOP", "stop"),
  usage({ input: 4, output: 3 }),
];
