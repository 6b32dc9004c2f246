/** Variables of the environment that hold secrets, by their names. */
import { keyPatterns } from "../record/key_forms.ts";
import { rangesOf } from "../record/readings.ts";
import type { KnownSecret } from "../plan/held_secrets.ts";
import { keyOf } from "./key_variable.ts";

const secretName = /(KEYS?|TOKEN|SECRETS?|PASSWORD|PASSWD|PASS|PAT|AUTH|CREDENTIALS?)(_|\d|$)/;
/** What only says where a secret is. */
const placeName = /_(FILE|PATH|DIR|SOCK|URL|NAME|APPLICATION_CREDENTIALS)$/;
const proxyName = /^(HTTP|HTTPS|ALL)_PROXY$/;
/** A shorter value is a placeholder, and would be found in many a word. */
const shortest = 8;

/** Every secret of an environment and the variable that holds it; of a proxy's address its password. */
export function secretVariables(
  environment: Record<string, string>,
): { variable: string; value: string }[] {
  return Object.entries(environment).flatMap(([variable, value]) => {
    const name = variable.toUpperCase();
    if (proxyName.test(name)) return passwordsOf(value).map((word) => ({ variable, value: word }));
    if (!secretName.test(name) || placeName.test(name)) return [];
    return [...new Set([value.trim(), keyOf(value).key])].map((word) => ({
      variable,
      value: word,
    }));
  }).filter(({ value }) => value.length >= shortest);
}

/** The password in a proxy's address, as it stands there and as it is meant. */
export function passwordsOf(address: string): string[] {
  const text = /^\w+:\/\//.test(address) ? address : `http://${address}`;
  const password = URL.canParse(text) ? new URL(text).password : "";
  if (!password) return [];
  try {
    return [...new Set([password, decodeURIComponent(password)])];
  } catch {
    return [password];
  }
}

/** How to find each secret of an environment in a text. */
export const knownSecrets = (environment: Record<string, string>): KnownSecret[] =>
  secretVariables(environment).map(({ variable, value }) => ({
    variable,
    standsIn: (text) => rangesOf(text, keyPatterns([value])).length > 0,
  }));
