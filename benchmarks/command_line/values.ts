/** How values of options are read. */
import { InvalidArgumentError, Option } from "commander";
import { type Budget, budgetOf } from "../budget/budget.ts";
import { seconds as lengthOf } from "../watch/duration.ts";
import { startOf } from "../shards/agreed_start.ts";
import { wallNow } from "../wire/clock.ts";

/** A number of 0 or more. */
export const number = (text: string) => {
  // Of a shell variable that is not set; it would count as 0.
  if (text.trim() === "") throw new InvalidArgumentError("It is empty.");
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError("It is not a number of 0 or more.");
  }
  return value;
};
/** A number above 0. */
export const positive = (text: string) => {
  const value = text.trim() === "" ? number(text) : Number(text);
  if (!Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError("It is not a number above 0.");
  }
  return value;
};
/** A length of time in seconds, 0 or more: a number of them, or with its unit, as 30s, 5min or 1h. */
export const time = (text: string) => {
  if (text.trim() === "") return number(text);
  const value = lengthOf(text) ?? Number(/^0 ?(s|min|m|h)$/.test(text.trim()) ? 0 : text);
  if (!Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError("Write it as 30, 30s, 5min or 1h: a number alone is seconds.");
  }
  return value;
};
const oneWeekS = 604_800;
/** Seconds above 0 that somebody may wait. */
export const seconds = (text: string) => {
  const value = lengthOf(text) ?? positive(text);
  if (value > oneWeekS) throw new InvalidArgumentError("It is more than a week.");
  return value;
};
/** A whole number of 1 or more. */
export const count = (text: string) => {
  const value = number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("It is not a whole number of 1 or more.");
  }
  return value;
};
/** How many workers, or auto. */
export const workers = (text: string) => text === "auto" ? "auto" as const : count(text);
/** An option that may stand any number of times. */
export const collect = (text: string, all: string[]) => [...all, text];
/** A share, as 5% or 0.05: without a sign nobody means a twentieth of a per cent. */
export const percent = (text: string) => {
  const value = number(/\d/.test(text) ? text.replace(/%$/, "") : "none");
  return text.endsWith("%") || value >= 1 ? value / 100 : value;
};
/** A budget of several parts, such as 5000req and 10usd. */
export const budget = (text: string, all: Budget): Budget => {
  const found = budgetOf(text);
  if (!found) throw new InvalidArgumentError("Write it as 5000req, 2Mtok or 10usd.");
  return { ...all, ...found };
};
/** A port of this machine. */
export const port = (text: string) => {
  const value = count(text);
  if (value > 65_535) throw new InvalidArgumentError("It is not a port: 1 to 65535.");
  return value;
};
/** An address of HTTP without anything secret in it. */
export const httpUrl = (text: string): string => {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError("Write it as http://HOST:PORT.");
  }
  if (url.username || url.password) {
    throw new InvalidArgumentError("A clock needs no name and no password.");
  }
  return url.href;
};
/** A moment at which a run starts, ms since 1970. */
export const start = (text: string): number => {
  const at = startOf(text, wallNow().getTime());
  if (typeof at === "string") throw new InvalidArgumentError(at);
  return at;
};
/** A span of seconds, such as 0s..60s, 5m..10m or 30..90. */
export const span = (text: string): [number, number] => {
  const found = /^(\d+(?:\.\d+)?)(s|m|h)?\.\.(\d+(?:\.\d+)?)(s|m|h)?$/.exec(text.trim());
  const seconds = { s: 1, m: 60, h: 3600 };
  const [from, to] = found
    ? [1, 3].map((i) => Number(found[i]) * seconds[(found[i + 1] ?? "s") as "s"])
    : [0, 0];
  if (!(from < to)) throw new InvalidArgumentError("Write it as 0s..60s or 5m..10m.");
  return [from, to];
};
/** The store that a command works on, where that may be a remote one. */
export const storeOption = () =>
  new Option(
    "--store <store>",
    "a folder or s3://bucket/prefix (docs/store.md; default: TOKENBOARD_STORE, else data)",
  );
