/** A target as the runner asks it. */
import type { Json } from "../providers/provider.ts";
import type { Credentials } from "../wire/auth/credentials.ts";
import type { Connection } from "../wire/connector.ts";

/** Who is asked. Its secrets reach the request and nothing else. */
export interface RunTarget {
  /** The label. */
  provider: string;
  model: string;
  model_size: string | null;
  /** Name of the wire protocol, or of a service that speaks one. */
  api: string;
  base_url: string;
  /** What proves who asks; null where nothing does. */
  credentials: Credentials | null;
  simulated: boolean;
  params: Record<string, Json>;
  headers?: [string, string][];
  /** Other origins that an answer may send an attempt on to. */
  follow?: string[];
  /** What else must appear in no message: values of the environment that stand in headers. */
  secrets?: string[];
  /** How it is reached, where not plainly. */
  connection?: Connection;
}

/** Everything of the targets that must appear nowhere, once: many share a key, and every text is searched for each. */
export const secretsOf = (targets: RunTarget[]): string[] => [
  ...new Set(targets.flatMap((t) => [...(t.credentials?.secrets() ?? []), ...(t.secrets ?? [])])),
];
