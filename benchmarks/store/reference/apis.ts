/** What can be asked, and what each says of itself, as tables; column `api` names a provider of the harness. */
import { reportedColumns } from "../../providers/about.ts";
import type { Provider } from "../../providers/provider.ts";
import { protocolOf, providers } from "../../providers/index.ts";
import { record } from "../../record/record.ts";
import { rowsSql } from "./rows_sql.ts";

const list = (names: string[] = []) => names.join(", ") || null;
/** The protocol, of a service that speaks it. */
const sharedBy = (p: Provider) => providers.find((o) => o.name === p.protocol && o !== p);

/** Variables that LiteLLM reads, of a provider that it knows. */
const litellmVariables = ({ about: { litellm, baseNames, keyNames } }: Provider) =>
  litellm && [...litellm.baseNames ?? baseNames, ...litellm.keyNames ?? keyNames];

/** A provider per row. */
export const apisSql = (): string =>
  rowsSql(
    {
      api: "VARCHAR",
      title: "VARCHAR",
      protocol: "VARCHAR",
      evidence: "VARCHAR",
      base_url: "VARCHAR",
      base_url_variables: "VARCHAR",
      base_url_parts: "VARCHAR",
      key_variables: "VARCHAR",
      auth: "VARCHAR",
      litellm_prefixes: "VARCHAR",
      litellm_variables: "VARCHAR",
    },
    providers.map((p) => ({
      api: p.name,
      title: p.about.title,
      protocol: protocolOf(p),
      evidence: p.about.evidence,
      base_url: p.about.base,
      base_url_variables: list(p.about.baseNames),
      base_url_parts: Object.entries(p.about.places ?? {})
        .map(([part, names]) => `${part}: ${names.join(", ")}`).join("; ") || null,
      key_variables: list(p.about.keyNames),
      auth: p.auth,
      litellm_prefixes: list(p.about.litellm?.prefixes),
      litellm_variables: list(litellmVariables(p)),
    })),
  );

/** A column that only a server can fill, of a provider per row. */
export const apiColumnsSql = (): string =>
  rowsSql(
    {
      api: "VARCHAR",
      column_name: "VARCHAR",
      doc: "VARCHAR",
      place: "VARCHAR",
      why_null: "VARCHAR",
      own: "BOOLEAN",
    },
    providers.flatMap((p) =>
      reportedColumns.map((name) => {
        const told = p.about.reported[name];
        const shared = sharedBy(p);
        return {
          api: p.name,
          column_name: name,
          doc: record[name].doc,
          place: typeof told === "string" ? told : null,
          why_null: typeof told === "string" ? null : told.not,
          // What is known of a service itself is more than what its protocol has room for.
          own: shared !== undefined && told !== shared.about.reported[name],
        };
      })
    ),
  );

/** A finish reason of a provider per row, with the provider's words for it. */
export const apiFinishReasonsSql = (): string =>
  rowsSql(
    { api: "VARCHAR", finish_reason: "VARCHAR", finish_reasons_raw: "VARCHAR" },
    providers.flatMap((p) => {
      const entries = Object.entries(p.about.finishReasons);
      const reasons = new Set(entries.map(([, reason]) => reason));
      reasons.delete("other");
      return [...reasons, "other"].map((reason) => ({
        api: p.name,
        finish_reason: reason,
        finish_reasons_raw: list(entries.filter(([, own]) => own === reason).map(([raw]) => raw)),
      }));
    }),
  );

/** Code of others that a provider was held against, one per row; that of its protocol, too. */
export const apiWitnessesSql = (): string =>
  rowsSql(
    { api: "VARCHAR", kind: "VARCHAR", name: "VARCHAR", tests: "VARCHAR", test: "VARCHAR" },
    providers.flatMap((p) => {
      const shared = sharedBy(p);
      const own = p.about.witnesses;
      const of = (tests: string, witnesses: typeof own) =>
        witnesses.map(({ kind, name, test }) => ({ api: p.name, kind, name, tests, test }));
      const others = (shared?.about.witnesses ?? [])
        .filter((w) => !own.some(({ name }) => name === w.name));
      return [
        ...of(shared ? "its own dialect" : "the protocol", own),
        ...of(`protocol ${protocolOf(p)}`, others),
      ];
    }),
  );
