/** Services that are no more, named for the runs that were measured while they were. */
import type { FamilyEntry } from "./entry.ts";

export const closed: FamilyEntry[] = [
  {
    name: "anyscale",
    title: "Anyscale Endpoints (closed)",
    keyNames: ["ANYSCALE_API_KEY"],
    litellm: { prefixes: ["anyscale"], baseNames: ["ANYSCALE_API_BASE"] },
    evidence: "unconfirmed",
    lacks: ["Closed since its runs of 2023: it needs an address of your own."],
  },
  {
    name: "lepton",
    title: "Lepton AI (closed)",
    keyNames: ["LEPTON_API_TOKEN"],
    evidence: "unconfirmed",
    lacks: ["Closed since its runs of 2023: it needs an address of your own."],
  },
];
