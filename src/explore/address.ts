/** The page's address: a query, which it runs when it is opened, and how its answer is drawn. */

export const chartDefaults = { mark: "", x: "", y: "", colour: "", summary: "", scale: "" };
export const defaults = { sql: "", ...chartDefaults };
export type State = typeof defaults;
