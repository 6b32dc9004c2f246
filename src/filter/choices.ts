/** What is chosen, as the address has it: values that people read. Pure. */
import { nameListText, namesIn } from "../words/name_list.js";
import { binsBetween, dimensions } from "./bins.js";
import { isNameKey, type NameKey, nameKeys } from "./columns.js";
import type { Choice } from "./cross.js";

export const defaults = {
  /** "simulated", or "" for the providers' answers. */
  rows: "",
  succeeded: "",
  ttft: "",
  decode: "",
  hour: "",
  input: "",
  output: "",
  provider: "",
  size: "",
  workload: "",
};
export type State = typeof defaults;
export type Key = Exclude<keyof State, "rows" | "succeeded">;
export const keys: Key[] = [
  ...dimensions.map(({ key }) => key as Exclude<Key, NameKey>),
  ...nameKeys,
];

/** "0.2..0.5" of ranges, names of a list; "" of nothing. */
export function choiceText(choice: Choice, edges: number[]): string {
  if (!choice) return "";
  if ("names" in choice) return nameListText(choice.names);
  const [from, to] = choice.range;
  return `${edges[from]}..${edges[to + 1]}`;
}

/** What an address chooses; null where it chooses nothing, or what is not here. */
export function choiceOf(key: Key, text: string, edges: number[], names: string[]): Choice {
  if (!text) return null;
  if (isNameKey(key)) {
    const chosen = namesIn(text).filter((name) => names.includes(name));
    return chosen.length ? { names: chosen } : null;
  }
  const [low, high] = text.split("..").map(Number);
  const range = binsBetween(edges, low, high);
  return range && { range };
}
