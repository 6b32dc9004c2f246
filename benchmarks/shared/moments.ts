/** Days and moments as people write them in an address and on the command line: ISO 8601, UTC unless they say. */

const dayText = /^\d{4}-\d{2}-\d{2}$/;
const momentText =
  /^(\d{4}-\d{2}-\d{2})[T ]\d{2}(:\d{2}(:\d{2}(\.\d{1,9})?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** First and last millisecond of a day or moment, since 1970; null where the text is neither. */
export function boundsOf(text: string): [first: number, last: number] | null {
  if (dayText.test(text)) {
    const first = Date.parse(`${text}T00:00:00Z`);
    // The thirtieth of February would be a day of March.
    const is = Number.isFinite(first) && new Date(first).toISOString().startsWith(text);
    return is ? [first, first + 86_400_000 - 1] : null;
  }
  const [, , minutes, , , zone] = text.match(momentText) ?? [];
  if (!momentText.test(text)) return null;
  const at = Date.parse(
    `${text.slice(0, text.length - (zone?.length ?? 0)).replace(" ", "T")}${minutes ? "" : ":00"}${
      zone ?? "Z"
    }`,
  );
  return Number.isFinite(at) ? [at, at] : null;
}
