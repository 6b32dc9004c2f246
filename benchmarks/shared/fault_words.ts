/** What a schema's library says of a value, as a person would: "must be more than 0". Pure. */

const kinds: Record<string, string> = {
  number: "a number",
  int: "a whole number",
  string: "a text",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};
const kind = (word: string) => kinds[word] ?? word;
const most = /^Too big: expected (\w+) to (?:be|have) (<=?)([^ ]+)/;
const least = /^Too small: expected (\w+) to (?:be|have) (>=?)([^ ]+)/;

/** The message of an issue, without the name of its setting; what is not the library's own stays as it is. */
export function faultWords(message: string): string {
  if (/^Invalid input: expected .*, received undefined$/.test(message)) return "is needed";
  const wrong = /^Invalid input: expected (\w+), received (\w+)$/.exec(message);
  if (wrong) return `must be ${kind(wrong[1])}, and is ${kind(wrong[2])}`;
  const option = /^Invalid option: expected one of (.+)$/.exec(message);
  if (option) return `must be one of ${option[1].replaceAll('"', "").replaceAll("|", ", ")}`;
  const small = least.exec(message);
  if (small) {
    const [, what, sign, n] = small;
    if (what === "string" || what === "array") {
      return n === "1" ? "is empty" : `needs ${n} ${what === "string" ? "characters" : "entries"}`;
    }
    return sign === ">" ? `must be more than ${n}` : `must be ${n} or more`;
  }
  const big = most.exec(message);
  if (!big) return message.replace(/^Invalid input: /, "");
  const [, what, sign, n] = big;
  if (what === "string" || what === "array") {
    return `has more than ${n} ${what === "string" ? "characters" : "entries"}`;
  }
  return sign === "<" ? `must be less than ${n}` : `must be ${n} or less`;
}
