/** Predictions of Replicate's. */
import type { Exchange } from "../../benchmarks/providers/recording.ts";
import { exchangeOf } from "./exchanges.ts";

const bytesOf = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

/** An exchange of one arrival whose moments follow each other from `ms` on, a millisecond each. */
export const at = (ms: number, value: unknown, over: Partial<Exchange> = {}): Exchange =>
  exchangeOf(bytesOf(value), {
    started: ms * 1e6,
    sent: (ms + 1) * 1e6,
    headersAt: (ms + 2) * 1e6,
    arrivals: [{ at: (ms + 3) * 1e6, endByte: bytesOf(value).length }],
    end: { how: "complete", at: (ms + 4) * 1e6, code: null },
    ...over,
  });

export const event = (name: string, data: string) =>
  `event: ${name}\nid: 1690212292:0\n${
    data.split("\n").map((line) => `data: ${line}\n`).join("")
  }\n`;
export const prediction = (over: object = {}) => ({
  id: "gm3qorzdhgbfurvjtvhg6dckhu",
  model: "meta/meta-llama-3-8b-instruct",
  version: "hidden",
  input: { prompt: "hi" },
  logs: "",
  error: null,
  status: "starting",
  created_at: "2023-09-08T16:19:34.765994Z",
  urls: {
    cancel: "https://api.replicate.com/v1/predictions/gm3q/cancel",
    get: "https://api.replicate.com/v1/predictions/gm3q",
    stream: "https://stream.replicate.com/v1/files/bcwr-gvuc",
  },
  ...over,
});
