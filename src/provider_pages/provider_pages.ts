/** Page `/providers` and the pages below it: what can be driven, from what each provider says of itself. */
import type { ApiRow } from "@/benchmarks/queries/tables/providers.ts";
import { code, markup, rowTable } from "../components/row_table.js";
import { pageHref } from "../words/links.js";

/** Where a column's value stands in an answer, or why it has none. */
export type Reported = string | { not: string };

/** What a page needs; providers of the harness have this form. */
export interface Described {
  name: string;
  protocol?: string;
  auth: string;
  takes?: string[];
  about: {
    title: string;
    base: string | null;
    exampleBase?: string;
    basePath: string;
    baseNames: string[];
    keyNames: string[];
    evidence: "read" | "documented" | "unconfirmed";
    gives: string[];
    lacks: string[];
    reported: Record<string, Reported>;
    finishReasons: Record<string, string>;
    witnesses: { kind: "client" | "mock" | "server"; name: string; test: string }[];
    litellm?: { prefixes: string[]; baseNames?: string[]; keyNames?: string[] };
    places?: Record<string, string[]>;
    labels?: string[];
  };
}

export const evidenceWords: Record<Described["about"]["evidence"], string> = {
  read: "Read in recorded streams, or in the source of a server or client.",
  documented: "From its vendor's documentation: no stream of it was read.",
  unconfirmed: "General knowledge, unconfirmed: look at its first rows twice.",
};

/** What each word for the evidence means. */
export const evidenceHtml: string = Object.entries(evidenceWords)
  .map(([word, sentence]) => `<b>${word}</b>: ${sentence}`).join(" ");

/** The protocol it speaks, as column `api` has it. */
export const protocolName = (p: Described): string => p.protocol ?? p.name;

/** The address of an example: of a place that is the reader's, or null where it has one of its own. */
const ownBase = ({ about }: Described): string | null =>
  about.base === null ? about.exampleBase ?? `https://HOST${about.basePath}` : null;

/** Whether its own address is whoever reads this. */
export const onThisMachine = (p: Described) =>
  /\/\/(localhost|127\.0\.0\.1)[:/]/.test(p.about.base ?? "");
/** The variable of its key, where an example needs one: AWS's library finds its own, a server here asks for none. */
const exampleKey = (p: Described): string | undefined =>
  p.auth.startsWith("aws:") || onThisMachine(p) ? undefined : p.about.keyNames[0];

/** A target of a configuration that asks it; words in capitals are for the reader to fill in. */
export function exampleTarget(p: Described): Record<string, string> {
  const [base, key] = [ownBase(p), exampleKey(p)];
  return {
    provider: p.name,
    model: "MODEL",
    api: p.name,
    ...(base ? { base_url: base } : {}),
    ...(key ? { api_key_env: key } : {}),
  };
}

/** A whole configuration with that target. */
export function exampleConfig(p: Described): string {
  const lines = Object.entries(exampleTarget(p)).map(([name, value]) =>
    `      "${name}": "${value}"`
  );
  return `{
  "name": "${p.name}",
  "mean_input_tokens": 550,
  "mean_output_tokens": 150,
  "concurrency": 5,
  "requests": 150,
  "targets": [
    {
${lines.join(",\n")}
    }
  ]
}`;
}

/** The command that asks it, a flag a line, after the variables that it needs. */
export function exampleCommand(p: Described): string {
  const [base, key] = [ownBase(p), exampleKey(p)];
  // An address of an example has its parts written in it.
  const places = base ? [] : Object.entries(p.about.places ?? {});
  return [
    ...places.map(([part, names]) => `export ${names[0]}=${part.toUpperCase()}`),
    // Google's variable holds the path of a service account's file.
    ...(key ? [`export ${key}=${p.auth === "google" ? "FILE" : "KEY"}`] : []),
    [
      `deno task bench --llm-api ${p.name} --model MODEL`,
      ...(base ? [`--base-url ${base}`] : []),
      "--mean-input-tokens 550 --mean-output-tokens 150",
      "--max-num-completed-requests 150 --num-concurrent-requests 5",
    ].join(" \\\n  "),
  ].join("\n");
}

/** The table of page `/providers`: a row each, linked to its page. */
export const overviewHtml = (all: ApiRow[]): string =>
  rowTable<ApiRow>([
    {
      head: "--llm-api",
      show: ({ api }) => markup`<a href="${pageHref(`providers/${api}`)}">${code(api)}</a>`,
    },
    { head: "What it is", kind: "words", show: ({ title }) => title },
    { head: "Protocol", label: "protocol", show: ({ protocol }) => code(protocol) },
    {
      head: "Key from",
      label: "key from",
      show: ({ key_variables: names }) => names ? code(names.split(", ")[0]) : "none needed",
    },
    { head: "Evidence", label: "evidence", show: ({ evidence }) => evidence },
  ], all);
