/** How long all answers to one request can be, where its own fields say so. */

/** Names, without their dashes, that protocols give to the longest answer. */
const limits = new Set([
  ...["maxtokens", "maxcompletiontokens", "maxoutputtokens", "maxnewtokens", "maxtokenstosample"],
  ...["maxtokencount", "maxgenlen", "maxgentokens", "maxlength", "numpredict", "npredict"],
]);
/** And those of how many answers there are to be. */
const answers = new Set(["n", "bestof", "candidatecount", "numreturnsequences", "numcompletions"]);

/**
 * Tokens of the answers to a request at most, where `planned` are those that its plan asks for (null: no limit). Fields
 * of `params` are sent as they are, so that they may lift that limit, or ask for several answers. Infinity of no limit.
 */
export function longestAnswers(planned: number | null, params: Record<string, unknown>): number {
  const found = fieldsOf(params);
  const given = found.filter(([name]) => limits.has(name)).map(([, value]) =>
    typeof value === "number" && value > 0 ? value : Infinity
  );
  const each = given.length ? Math.max(planned ?? 0, ...given) : planned ?? Infinity;
  const times = found.filter(([name]) => answers.has(name)).map(([, value]) => Number(value));
  return each * Math.max(1, ...times.filter((n) => n > 1));
}

/** Every field, however deep, its name as the sets above have it. */
function fieldsOf(value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [name.toLowerCase().replace(/[_-]/g, ""), inner] as [string, unknown],
    ...fieldsOf(inner),
  ]);
}
