/** Tokens of Google's OAuth, by Google's library: of a service account's key (RS256), or of the machine's identity. */
import type { GoogleAuth } from "google-auth-library";
import { wallNow } from "../clock.ts";
import { type Credentials, withKey } from "./credentials.ts";

export interface GoogleOptions {
  /** File of the credentials; null finds the machine's own, as Google's libraries do. */
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
  let auth: GoogleAuth | null = null;
  let asking: Promise<void> | null = null;

  const ask = async () => {
    lastAsked = now();
    auth ??= await openAuth(options.keyFile);
    const client = await auth.getClient();
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

async function openAuth(keyFile: string | null): Promise<GoogleAuth> {
  const { GoogleAuth } = await import("google-auth-library");
  const clientOptions = { eagerRefreshThresholdMillis: renewBeforeMs };
  if (keyFile === null) return new GoogleAuth({ scopes, clientOptions });
  const credentials = JSON.parse(await Deno.readTextFile(keyFile));
  const elsewhere = typeof credentials.token_uri === "string" ? credentials.token_uri : tokenUrl;
  const fetchImplementation: typeof fetch = (input, init) =>
    fetch(String(input) === tokenUrl ? elsewhere : input, init);
  return new GoogleAuth({
    scopes,
    credentials,
    clientOptions: { ...clientOptions, transporterOptions: { fetchImplementation } },
  });
}
