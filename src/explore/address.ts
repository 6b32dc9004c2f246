/**
 * The page's address: a query, which it runs when it is opened, and how its answer is drawn. They stand behind "#",
 * which is not sent to the host: SQL that names many targets is longer than the addresses that hosts take.
 */
import { readState, searchOf } from "../components/state.js";

export const chartDefaults = { mark: "", x: "", y: "", colour: "", summary: "", scale: "" };
export const defaults = { sql: "", ...chartDefaults };
export type State = typeof defaults;

/** What the address says; an older one has it behind "?". */
export const readAddress = ({ hash, search }: Pick<URL, "hash" | "search"> = location): State =>
  readState(defaults, hash.includes("=") ? hash.slice(1) : search);

export function addressOf(state: State): string {
  const text = searchOf(state, defaults);
  return `${location.pathname}${text ? `#${text}` : ""}`;
}
