/** `deno task providers`: what can be driven, and which of its variables are set; never their values. */
import { protocolOf, providers } from "../providers/index.ts";
import type { AuthKind, Evidence } from "../providers/provider.ts";
import { table } from "../report/table.ts";
import type { Environment } from "./environment.ts";

interface Variable {
  name: string;
  set: boolean;
}

export interface ProviderLine {
  /** For `--llm-api` and `api` of a target. */
  name: string;
  /** As column `api` has it. */
  protocol: string;
  title: string;
  /** Null where everybody has their own. */
  base: string | null;
  base_variables: Variable[];
  key_variables: Variable[];
  auth: AuthKind;
  evidence: Evidence;
}

/** A line for each, in the order of the list. */
export function providerLines(environment: Environment): ProviderLine[] {
  const look = (name: string): Variable => ({ name, set: Boolean(environment(name)) });
  return providers.map((p) => ({
    name: p.name,
    protocol: protocolOf(p),
    title: p.about.title,
    base: p.about.base,
    base_variables: p.about.baseNames.map(look),
    key_variables: p.about.keyNames.map(look),
    auth: p.auth,
    evidence: p.about.evidence,
  }));
}

const words = (variables: Variable[]): string =>
  variables.map((v) => v.set ? `${v.name} (set)` : v.name).join(", ") || "none";

/** Prints a table, or an array as JSON. */
export function providersCommand(
  options: { json?: boolean },
  environment: Environment = (name) => Deno.env.get(name),
): number {
  const lines = providerLines(environment);
  if (options.json) {
    console.log(JSON.stringify(lines));
    return 0;
  }
  const rows = lines.map((l) => [
    l.name,
    l.protocol,
    l.key_variables.some((v) => v.set) ? "yes" : l.key_variables.length ? "no" : "none needed",
    l.base ?? "your own",
    words(l.key_variables),
    words(l.base_variables),
    l.evidence,
  ]);
  console.log(
    table(
      ["--llm-api", "protocol", "key", "address", "keys from", "address from", "evidence"],
      rows,
    ),
  );
  console.log(
    `\nread: in recorded streams or sources. documented: by its vendor. unconfirmed: general knowledge.
--llm-api litellm takes LiteLLM's model strings, such as groq/MODEL. Variables may stand in .env.`,
  );
  return 0;
}
