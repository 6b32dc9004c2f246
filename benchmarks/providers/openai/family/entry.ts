/** What the family knows of one service, or of one server program. */
import type { Evidence, LitellmNames, Reported, Witness } from "../../about.ts";
import type { AuthKind, Json } from "../../provider.ts";

/** Everything beyond `name` and `title` has a default. */
export interface FamilyEntry {
  /** For `--llm-api` and `api` of a target. */
  name: string;
  title: string;
  /** Base URL as the vendor's SDK takes it; left out where everybody has their own. */
  base?: string;
  exampleBase?: string;
  /** What stands behind a bare host in a variable; "/v1" where it is left out. */
  basePath?: string;
  /** Variables that the vendor's SDK reads. */
  baseNames?: string[];
  keyNames?: string[];
  /** Bearer where it is left out. */
  auth?: AuthKind;
  /** The field that limits the answer; `max_tokens` where it is left out. */
  limit?: "max_tokens" | "max_completion_tokens";
  /** Fields of every body; null takes one of ours out. Those of a configuration win. */
  fields?: Record<string, Json>;
  /** `limit` and `fields` hold for this host only: the name also drives servers that others run. */
  host?: string;
  /**
   * Its documented fields for how much is reasoned and for who is served first, dotted; left out
   * where no documentation was found.
   */
  effort?: string;
  tier?: string;
  /** Extra fields that it knows, where it refuses others. */
  takes?: string[];
  litellm?: LitellmNames;
  /** Read where it is left out. */
  evidence?: Evidence;
  gives?: string[];
  lacks?: string[];
  /** Columns of which more is known than what the decoder looks for. */
  reported?: Partial<Reported>;
  /** Code of others for this very dialect. */
  witnesses?: Witness[];
}

/** LLMock has a dialect of each of these. */
export const llmock: Witness[] = [{ kind: "mock", name: "LLMock", test: "tests/peers/llmock.ts" }];
