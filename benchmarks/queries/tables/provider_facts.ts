/** What a provider's own page is made of, beside the provider's own data. */
import { providers } from "../../providers/index.ts";
import type { Database } from "../../store/duckdb.ts";
import { askAll, providerTables } from "./providers.ts";

/**
 * `shared` is the protocol of `p`, where `p` is a service that speaks it; `found` what an open store has of it; `sent`
 * what it asks first.
 */
export async function providerFacts(db: Database, p: (typeof providers)[number]) {
  const shared = providers.find((other) => other.name === p.protocol && other !== p);
  const sent = p.next({
    baseUrl: p.about.base ?? p.about.exampleBase ?? `https://HOST${p.about.basePath}`,
    model: "MODEL",
    messages: [{ role: "user", content: "PROMPT" }],
    maxOutputTokens: 150,
    params: {},
  }, [])!;
  return { shared, found: await askAll(db, providerTables(p)), sent };
}
