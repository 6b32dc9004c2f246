/** From `--llm-api` and `--model` to what is driven: protocol, address and the variable that holds the key. */
import { provider, providers } from "../providers/index.ts";
import { regionNames } from "../providers/aws/aws_about.ts";
import type { Provider } from "../providers/provider.ts";
import { baseUrlOf, pasted } from "../plan/address.ts";
import type { Environment } from "./environment.ts";
import { googleAddress, locationNames, projectNames } from "./google_target.ts";
import { isLoopback, isPrivate } from "../wire/hosts.ts";
import { litellmModel, litellmPrefixes } from "./litellm.ts";
import { ollamaAddress, ollamaHostName } from "./ollama_host.ts";
import { ownAddress } from "./own_address.ts";
import { withoutEnd } from "../providers/read/ends.ts";

export interface Called {
  api: string;
  model: string;
  baseUrl: string;
  /** Name of the variable that holds the key; null where none is needed or set. */
  keyName: string | null;
  /** The provider's own address, not one that was given. */
  atHome: boolean;
}

/** Names of LLMPerf for protocols of ours. */
const aliases = new Map([["vertexai", "vertex"]]);

const find = (name: string): Provider | undefined => providers.find((p) => p.name === name);

/** Reads what was asked for; what is wrong is added to `faults`, and null is returned. */
export function called(
  asked: { llmApi: string; model: string; baseUrl?: string },
  environment: Environment,
  faults: string[],
): Called | null {
  const litellm = asked.llmApi === "litellm" ? litellmModel(asked.model) : undefined;
  if (litellm === null) {
    faults.push(
      `--model ${asked.model} has no prefix of LiteLLM's that is driven; there are ${
        litellmPrefixes.join(", ")
      }`,
    );
    return null;
  }
  const api = litellm?.api ?? aliases.get(asked.llmApi) ?? asked.llmApi;
  const found = find(api);
  if (!found) {
    faults.push(
      `--llm-api ${asked.llmApi}: there is no protocol and no provider of that name; deno task providers lists them`,
    );
    return null;
  }
  const { about } = found;
  const baseNames = litellm?.baseNames.length ? litellm.baseNames : about.baseNames;
  const baseName = baseNames.find((name) => environment(name));
  const google = found.auth === "google";
  const own = google ? googleAddress(null, environment) : ownAddress(about, environment);
  const given = asked.baseUrl ?? (baseName && withPath(baseName, environment(baseName)!, found));
  if (!given && !own) {
    const names = about.base === null ? baseNames : [...baseNames, regionNames[0]];
    const set = google
      ? `set ${projectNames[0]} and ${locationNames[0]}, or `
      : names.length
      ? `set ${names.join(" or ")}, or `
      : "";
    faults.push(`there is no address: ${set}give --base-url`);
    return null;
  }
  const { url: baseUrl, faults: wrong } = given
    ? baseUrlOf(given, found, litellm?.model ?? asked.model)
    : { url: own!, faults: [] };
  if (wrong.length) {
    faults.push(...wrong.map((fault) => `${asked.baseUrl ? "--base-url" : baseName} ${fault}`));
    return null;
  }
  const keyNames = litellm?.keyNames.length ? litellm.keyNames : about.keyNames;
  const keyed = takesKey(found); // other proofs are found where the target is made
  const keyName = keyed && keyNames.find((name) => environment(name)) || null;
  if (!keyName && keyNames.length && keyed && !isPrivate(baseUrl)) {
    faults.push(
      `the environment variable ${
        keyNames.join(" or ")
      } is not set: it holds the key of ${found.name}`,
    );
    return null;
  }
  const atHome = baseUrl === own;
  return { api, model: litellm?.model ?? asked.model, baseUrl, keyName, atHome };
}

/** Whether one key in a header is what proves who asks. */
const takesKey = (p: Provider): boolean =>
  /^(bearer|api-key|x-api-key|x-goog-api-key)$/.test(p.auth);

/** Services' variables often hold a bare host, or no scheme; OpenAI's client takes its own as it is. */
function withPath(name: string, value: string, p: Provider): string {
  if (p.name.startsWith("openai")) return value;
  const text = pasted(value);
  const base = name === ollamaHostName
    ? ollamaAddress(value)
    : text.includes("://")
    ? text
    : `http://${text}`;
  // What an address of Google's lacks is filled in where the target is made.
  const bare = p.auth !== "google" && URL.canParse(base) && new URL(base).pathname === "/";
  return bare ? withoutEnd(base, "/") + p.about.basePath : base;
}

/**
 * The variable that holds a target's key where its configuration names none. Keys go by themselves to the vendor's
 * own host and to this machine: an address that a configuration names might be anybody's.
 */
export function defaultKeyName(
  api: string,
  baseUrl: string,
  environment: Environment,
): string | null {
  const { about } = provider(api);
  if (!takesKey(provider(api))) return null;
  const own = ownAddress(about, environment);
  const home = own !== null && new URL(own).host === new URL(baseUrl).host;
  if (!home && !isLoopback(baseUrl)) return null;
  return about.keyNames.find((name) => environment(name)) ?? null;
}
