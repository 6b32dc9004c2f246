/** Tokens of Google's OAuth, by Google's library: of a service account's key (RS256), or of the machine's identity. */
import type { AuthClient } from "google-auth-library";
import { readText } from "../../files/text_file.ts";
import { redact } from "../../record/redact.ts";
import { wallNow } from "../clock.ts";
import { type Credentials, withKey } from "./credentials.ts";
import { renewing } from "./renewing.ts";

export interface GoogleOptions {
  /** The file that GOOGLE_APPLICATION_CREDENTIALS names, or gcloud's own; null finds the machine's identity. */
  keyFile: string | null;
  /** Milliseconds since 1970. */
  now?(): number;
}

/** What a request says: the token, and whose quota it counts against, where that is not its project's. */
interface Proof {
  token: string;
  quotaProject: string | null;
}

const scopes = ["https://www.googleapis.com/auth/cloud-platform"];
/** A token lives an hour. */
const renewBeforeMs = 10 * 60_000;
/** Where the library sends what a key signed; the key's file may name another place. */
const tokenUrl = "https://oauth2.googleapis.com/token";
/** Fields of a file that prove who asks. */
const secretNames = ["private_key", "refresh_token", "client_secret"];

/** Credentials that renew themselves. A request waits for a token only where there is none that is good. */
export function googleCredentials(options: GoogleOptions): Credentials {
  const now = options.now ?? (() => wallNow().getTime());
  const tokens: string[] = []; // rows of the ones before the last may still be on their way
  const fileSecrets: string[] = [];
  let client: AuthClient | null = null;

  const current = renewing<Proof>({
    async ask() {
      client ??= await openClient(options.keyFile, fileSecrets);
      const { token } = await client.getAccessToken();
      if (!token) throw new Error("no token was given");
      if (tokens.at(-1) !== token) tokens.push(token);
      if (tokens.length > 3) tokens.shift();
      return {
        value: { token, quotaProject: client.quotaProjectId ?? null },
        goodUntil: client.credentials.expiry_date ?? now() + renewBeforeMs,
      };
    },
    now,
    beforeMs: renewBeforeMs,
  });
  const proof = () =>
    current().catch((error) => {
      throw explained(redact((error as Error).message, fileSecrets));
    });

  return {
    async prepare() {
      await proof();
    },
    async authorize(request) {
      const { token, quotaProject } = await proof();
      const whole = withKey(request, "bearer", token);
      if (quotaProject === null) return whole;
      return { ...whole, headers: [...whole.headers, ["x-goog-user-project", quotaProject]] };
    },
    secrets: () => [...tokens], // those of the file are sent to nobody but Google
  };
}

const explained = (message: string): Error =>
  new Error(
    `no token of Google's could be had (${message}): set ` +
      `GOOGLE_APPLICATION_CREDENTIALS to the file of a service account's key, or ` +
      `GCLOUD_ACCESS_TOKEN to a token, or run gcloud auth application-default login; the ` +
      `metadata server is asked on a machine of Google's, or where GCE_METADATA_HOST names one`,
  );

/** What gets tokens; the secrets of a file are added to `secrets`. */
async function openClient(keyFile: string | null, secrets: string[]): Promise<AuthClient> {
  const { GoogleAuth, JWT } = await import("google-auth-library");
  const text = keyFile === null ? "{}" : await readText(keyFile);
  const credentials = JSON.parse(text, (name, value) => {
    if (secretNames.includes(name)) secrets.push(String(value));
    return value;
  });
  const fetchImplementation: typeof fetch = (input, init) =>
    fetch(String(input) === tokenUrl ? credentials.token_uri ?? tokenUrl : input, init);
  const options = {
    scopes,
    eagerRefreshThresholdMillis: renewBeforeMs,
    transporterOptions: { fetchImplementation },
  };
  if (credentials.type === "service_account") {
    const client = new JWT(options);
    client.fromJSON(credentials);
    return client;
  }
  // Other kinds of files the library finds at the same places. The project stands in the address: where none were
  // named it would be looked for, by a program of Google's and at the metadata server.
  const auth = new GoogleAuth({ scopes, clientOptions: options, projectId: "none" });
  return await auth.getClient();
}
