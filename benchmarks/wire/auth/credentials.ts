/** What proves who asks: kept apart from providers, so that no fixture and no record can hold it. */
import type { AuthKind, WireRequest } from "../../providers/provider.ts";

/** The secrets of one target. */
export interface Credentials {
  /**
   * Fetches what is not in the environment, where it is not fresh; called before anything is sent, and before every
   * turn of its target. Rejects with what a person must set.
   */
  prepare?(): Promise<void>;
  /**
   * The request as it is sent. Secrets are refreshed well before they expire; where they are fresh nothing is
   * waited for. Called before an attempt's clock starts.
   */
  authorize(request: WireRequest, auth: AuthKind): Promise<WireRequest>;
  /** Everything that must appear in no row, message or recording. */
  secrets(): string[];
}

/** Where a key goes, by how the provider wants it. */
const keyHeaders: Partial<Record<AuthKind, (key: string) => [string, string]>> = {
  bearer: (key) => ["authorization", `Bearer ${key}`],
  "x-api-key": (key) => ["x-api-key", key],
  "api-key": (key) => ["api-key", key],
  "x-goog-api-key": (key) => ["x-goog-api-key", key],
};

/** Credentials that are one key, or none: null or empty. */
export function keyCredentials(key: string | null): Credentials {
  return {
    authorize: (request, auth) => Promise.resolve(withKey(request, auth, key)),
    secrets: () => key ? [key] : [],
  };
}

/** The request with its key in the header that the provider reads; unchanged where there is none. */
export function withKey(request: WireRequest, auth: AuthKind, key: string | null): WireRequest {
  const header = keyHeaders[auth];
  if (!key || !header) return request;
  return { ...request, headers: [...request.headers, header(key)] };
}
