/** Tokens of Google's OAuth, by Google's library: of a service account's key (RS256), or of the machine's identity. */
import type { AuthClient } from "google-auth-library";
import { wallNow } from "../clock.ts";
import { type Credentials, withKey } from "./credentials.ts";

export interface GoogleOptions {
  /** The file that GOOGLE_APPLICATION_CREDENTIALS names; null finds the machine's own identity. */
  keyFile: string | null;
  /** Milliseconds since 1970. */
  now?(): number;
}

const scopes = ["https://www.googleapis.com/auth/cloud-platform"];
/** A token lives an hour: it is renewed beside the load while it is still good. */
const renewBeforeMs = 10 * 60_000;
/** The machine's metadata server may hand out the old token for a while. */
const renewEveryMs = 30_000;
/** Where the library sends what a key signed; the key's file may name another place. */
const tokenUrl = "https://oauth2.googleapis.com/token";

/** Credentials that renew themselves. A request waits for a token only where there is none that is good. */
export function googleCredentials(options: GoogleOptions): Credentials {
  const now = options.now ?? (() => wallNow().getTime());
  const tokens: string[] = []; // the last is sent; rows of the one before may still be on their way
  let goodUntil = 0;
  let lastAsked = -Infinity;
  let client: AuthClient | null = null;
  let asking: Promise<void> | null = null;

  const ask = async () => {
    lastAsked = now();
    client ??= await openClient(options.keyFile);
    const { token } = await client.getAccessToken();
    if (!token) throw new Error("no token was given");
    goodUntil = client.credentials.expiry_date ?? now() + renewBeforeMs;
    if (tokens.at(-1) !== token) tokens.push(token);
    if (tokens.length > 3) tokens.shift();
  };
  const renew = () => asking ??= ask().finally(() => asking = null);

  const credentials: Credentials = {
    async prepare() {
      try {
        await renew();
      } catch (error) {
        throw new Error(
          `no token of Google's could be had (${
            (error as Error).message
          }): set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account's key`,
        );
      }
    },
    async authorize(request) {
      const left = goodUntil - now();
      if (!tokens.length) await credentials.prepare!();
      // With a token that has run out the server says so, and the row with it.
      else if (left <= 0) await renew().catch(() => {});
      else if (left < renewBeforeMs && now() - lastAsked >= renewEveryMs) renew().catch(() => {});
      return withKey(request, "bearer", tokens.at(-1)!);
    },
    secrets: () => [...tokens],
  };
  return credentials;
}

async function openClient(keyFile: string | null): Promise<AuthClient> {
  const { GoogleAuth, JWT } = await import("google-auth-library");
  const options = { scopes, eagerRefreshThresholdMillis: renewBeforeMs };
  const credentials = keyFile === null ? {} : JSON.parse(await Deno.readTextFile(keyFile));
  if (credentials.type !== "service_account") {
    // Other kinds of files the library finds by the same variable.
    return await new GoogleAuth({ scopes, clientOptions: options }).getClient();
  }
  const fetchImplementation: typeof fetch = (input, init) =>
    fetch(String(input) === tokenUrl ? credentials.token_uri ?? tokenUrl : input, init);
  const client = new JWT({ ...options, transporterOptions: { fetchImplementation } });
  client.fromJSON(credentials);
  return client;
}
