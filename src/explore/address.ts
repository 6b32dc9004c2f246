/** The page's address: a query, which it runs when it is opened. */

export const defaults = { sql: "" };
export type State = typeof defaults;
