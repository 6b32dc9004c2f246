/** Keys as people put them into variables: pasted with quotation marks, a line break, or the whole of a header. */
import { valueFault } from "./header_words.ts";
import type { Environment } from "./environment.ts";

/** The key in a value, or what is wrong with it; the value itself is in no fault. */
export function keyOf(value: string): { key: string; fault: string | null } {
  const key = unquoted(unquoted(value).replace(/^(authorization:\s*)?bearer\s+/i, ""));
  const fault = key === ""
    ? "is empty"
    : /\s/.test(key)
    ? "holds a space or a line break within the key"
    : /["'`\u2018-\u201f]/.test(key)
    ? "holds a quotation mark"
    : valueFault(key);
  return { key, fault };
}

const unquoted = (text: string): string => text.trim().replace(/^(["'`])(.*)\1$/s, "$2").trim();

/** The key that a variable holds; one that is missing or cannot be sent is added to `faults` by the variable's name. */
export function keyIn(
  name: string,
  environment: Environment,
  faults: string[],
  whatFor: string,
): string {
  const value = environment(name);
  if (!value) {
    faults.push(`${name} is not set: ${whatFor}`);
    return "";
  }
  const { key, fault } = keyOf(value);
  if (fault) faults.push(`${name} ${fault}: ${whatFor}`);
  return key;
}
