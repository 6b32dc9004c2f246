/** How long a request may take, and how often it is sent, as a configuration says it. */
import type { Config } from "../../plan/config.ts";
import type { Limits } from "../../wire/limits.ts";

/** What is done about failed requests; null where nothing is. */
export const retryingOf = ({ retries, seed, run_timeout_s }: Config) =>
  retries?.max ? { ...retries, seed, runEndS: run_timeout_s } : null;

/** In milliseconds. */
export const limitsOf = (config: Config): Limits => ({
  connectMs: config.connect_timeout_s * 1000,
  firstTokenMs: milliseconds(config.first_token_timeout_s),
  idleMs: milliseconds(config.idle_timeout_s),
  endGraceMs: config.end_grace_s * 1000,
  finishGraceMs: config.finish_grace_s * 1000,
  requestMs: config.request_timeout_s * 1000,
  maxBytes: config.max_body_bytes,
});

const milliseconds = (seconds: number | null) => seconds === null ? null : seconds * 1000;
