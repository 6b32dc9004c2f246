/** `deno task providers`: what can be driven, and which of its variables are set; never their values. */
import { protocolOf, providers } from "../providers/index.ts";
import { type ProviderFacts, providerText, type Variable } from "../report/provider_text.ts";
import { table } from "../report/table.ts";
import type { Environment } from "../targets/environment.ts";

/** The facts of each, in the order of the list. */
export function providerLines(environment: Environment): ProviderFacts[] {
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
    litellm: p.about.litellm ?? null,
    told: p.about.reported,
    finish_reasons: p.about.finishReasons,
    gives: p.about.gives,
    lacks: p.about.lacks,
    witnesses: p.about.witnesses,
  }));
}

/** A line each, within 80 columns: the variable that holds the key, or else the first that would. */
export function providerTable(lines: ProviderFacts[]): string {
  const rows = lines.map((l) => {
    const key = l.key_variables.find((v) => v.set) ?? l.key_variables[0];
    const set = key ? key.set ? "yes" : "no" : "";
    const protocol = l.protocol === l.name ? "its own" : l.protocol;
    return [l.name, protocol, key?.name ?? "none needed", set, l.evidence];
  });
  return table(["--llm-api", "protocol", "key from", "set", "evidence"], rows);
}

const legend = `
read: in recorded streams or sources. documented: by its vendor.
unconfirmed: general knowledge. Variables may stand in .env.
--llm-api litellm takes LiteLLM's model strings, such as groq/MODEL.
deno task providers NAME shows one in full; --json has all of them.`;

/** Prints the table, one provider in full, or an array as JSON. */
export function providersCommand(
  name: string | undefined,
  options: { json?: boolean },
  environment: Environment = (variable) => Deno.env.get(variable),
): number {
  const lines = providerLines(environment);
  const shown = name === undefined ? lines : lines.filter((l) => l.name === name);
  if (!shown.length) {
    console.error(`There is no provider ${name}; there are ${lines.map((l) => l.name).join(", ")}`);
    return 2;
  }
  if (options.json) console.log(JSON.stringify(shown));
  else if (name !== undefined) console.log(providerText(shown[0], width()));
  else console.log(`${providerTable(lines)}\n${legend}`);
  return 0;
}

/** Columns of the terminal, at most 100, where words are still read with ease. */
const width = (): number =>
  Deno.stdout.isTerminal() ? Math.min(100, Deno.consoleSize().columns) : 100;
