/** Whole numbers in English words, in the British manner: "one thousand, two hundred and five". Pure. */

const small = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
  ...["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"],
  "nineteen",
];
const tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
/** The largest number there are words for. */
export const largestNumber = 999_999_999;

/**
 * The words of a whole number from 0 to `largestNumber`.
 *
 * @throws {RangeError} for any other number
 */
export function numberWords(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > largestNumber) {
    throw new RangeError(`There are no words for ${n}, only for whole numbers to ${largestNumber}`);
  }
  const millions = Math.floor(n / 1_000_000);
  const thousands = Math.floor(n / 1_000) % 1_000;
  const rest = n % 1_000;
  const groups = [
    ...(millions ? [`${belowThousand(millions)} million`] : []),
    ...(thousands ? [`${belowThousand(thousands)} thousand`] : []),
  ];
  if (groups.length === 0) return belowThousand(rest);
  if (rest === 0) return groups.join(", ");
  return `${groups.join(", ")}${rest < 100 ? " and " : ", "}${belowThousand(rest)}`;
}

function belowThousand(n: number): string {
  const hundreds = Math.floor(n / 100);
  if (hundreds === 0) return belowHundred(n);
  const rest = n % 100 ? ` and ${belowHundred(n % 100)}` : "";
  return `${small[hundreds]} hundred${rest}`;
}

function belowHundred(n: number): string {
  if (n < 20) return small[n];
  return tens[Math.floor(n / 10) - 2] + (n % 10 ? `-${small[n % 10]}` : "");
}
