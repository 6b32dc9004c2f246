/** One provider in full, for the terminal. */
import { type ProviderAbout, type Reported, reportedColumns } from "../providers/about.ts";
import { folded } from "./folded.ts";

/** A variable of the environment, and whether it is set; never its value. */
export interface Variable {
  name: string;
  set: boolean;
}

/** What is printed of one. */
export interface ProviderFacts {
  name: string;
  protocol: string;
  title: string;
  base: string | null;
  base_variables: Variable[];
  key_variables: Variable[];
  auth: string;
  evidence: string;
  litellm: ProviderAbout["litellm"] | null;
  told: Reported;
  finish_reasons: Record<string, string>;
  gives: string[];
  lacks: string[];
  witnesses: ProviderAbout["witnesses"];
}

const listed = (variables: Variable[]): string =>
  variables.map((v) => `${v.name} (${v.set ? "set" : "not set"})`).join(", ") || "none";

/** Its facts, no line longer than `width`. */
export function providerText(p: ProviderFacts, width: number): string {
  const reasons = Map.groupBy(Object.entries(p.finish_reasons), ([, reason]) => reason);
  const fields = (pairs: [string, string][]) => {
    const names = Math.max(...pairs.map(([name]) => name.length)) + 2;
    return pairs.map(([name, text]) => folded(name.padEnd(names), text, width)).join("\n");
  };
  const items = (sentences: string[]) => sentences.map((s) => folded("- ", s, width)).join("\n");
  return [
    folded("", p.title, width),
    "",
    fields([
      ["--llm-api", p.name],
      ["protocol", p.protocol],
      ["address", p.base ?? "your own: --base-url"],
      ["address from", listed(p.base_variables)],
      ["key from", listed(p.key_variables)],
      ["key sent as", p.auth],
      ["LiteLLM", p.litellm?.prefixes.map((prefix) => `${prefix}/MODEL`).join(", ") ?? "none"],
      ["evidence", p.evidence],
    ]),
    "",
    "Columns that only it can fill",
    fields(
      reportedColumns.map((name): [string, string] => {
        const place = p.told[name];
        return [`  ${name}`, typeof place === "string" ? place : `null. ${place.not}`];
      }),
    ),
    "",
    "Why an answer ended",
    fields([
      ...[...reasons].filter(([reason]) => reason !== "other").map((
        [reason, words],
      ): [string, string] => [`  ${reason}`, words.map(([word]) => word).join(", ")]),
      ["  other", "a word that no provider's list has"],
    ]),
    "",
    "Measured",
    items(p.gives),
    "",
    "Not measured, or to know",
    items(p.lacks),
    "",
    "Held against",
    items(heldAgainst(p)),
  ].join("\n");
}

function heldAgainst(p: ProviderFacts): string[] {
  const own = p.witnesses.map((w) => `${w.kind} ${w.name}: ${w.test}`);
  if (p.protocol !== p.name) {
    return [...own, `what its protocol was: deno task providers ${p.protocol}`];
  }
  return own.length ? own : ["this workspace's simulator, and bodies written by hand"];
}
