/** Whether an answer says the number that was asked for. Pure. */

import { cut } from "../providers/read/json.ts";

/** Characters of an answer that a row keeps. */
const answerLimit = 100;

/**
 * Judges an answer against the digits it must have. As in LLMPerf's test the number may stand anywhere in it, among
 * other numbers and words; a part of a longer number does not count. Thousands may be set apart by commas, spaces or
 * apostrophes, and digits of any width are digits.
 *
 * @returns what was taken for the answer (null where there is no text), and whether it is right
 */
export function judgeAnswer(
  expected: string,
  text: string,
): { given: string | null; correct: boolean } {
  const found = numbersIn(text);
  const right = plain(expected);
  const correct = found.includes(right);
  const given = correct ? right : found[0] ?? text.trim().replace(/\s+/g, " ");
  return { given: given === "" ? null : cut(given, answerLimit), correct };
}

/** The whole numbers of a text in order, their digits alone. */
export function numbersIn(text: string): string[] {
  // Wide digits become ASCII ones, and the narrow spaces between thousands ordinary ones.
  const flat = text.normalize("NFKC");
  return [...flat.matchAll(/\d{1,3}(?:([, '’])\d{3}(?:\1\d{3})*)(?!\d)|\d+/g)]
    .flatMap(([number]) => {
      const parts = number.split(/[, '’]/);
      // "12 345" may also be two numbers: either counts.
      return parts.length > 1 && number.includes(" ") ? [parts.join(""), ...parts] : parts.join("");
    })
    .map(plain);
}

const plain = (digits: string) => digits.replace(/^0+(?=\d)/, "");
