/** Google's default credentials, from `bench` to a server that sees who asks; no address but this machine's. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { inFolder } from "../support/bench.ts";
import { cleanBench, type CleanRun, leaks, smallFlags } from "../support/clean_bench.ts";
import { type Asked, peerServer, type Said } from "../support/peer_server.ts";
import { type Relay, relay } from "../support/relay.ts";

const placed = { GOOGLE_CLOUD_PROJECT: "p", GOOGLE_CLOUD_LOCATION: "us-central1" };
const token = (n: number) => `ya29.a-token-of-the-test-${n}`;
const given = (n: number, seconds = 3600): Said => ({
  headers: { "content-type": "application/json", "metadata-flavor": "Google" },
  body: JSON.stringify({ access_token: token(n), expires_in: seconds, token_type: "Bearer" }),
});

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
/** A line of it: enough to know it again, and not broken by how it is written. */
const keyLine = privateKey.split("\n")[3];

const serviceAccount = (tokenUri: string) => ({
  type: "service_account",
  project_id: "p",
  private_key_id: "k1",
  private_key: privateKey,
  client_email: "bench@p.iam.gserviceaccount.com",
  token_uri: tokenUri,
});

/** Gives `work` a home, a service that gives tokens, and a server before which a relay stands. */
function driving(
  answer: (asked: Asked, seen: Relay) => Said | Promise<Said>,
  work: (at: {
    home: string;
    service: Awaited<ReturnType<typeof peerServer>>;
    seen: Relay;
    bench(env: Record<string, string>, requests?: number): Promise<CleanRun>;
    /** Writes a file of credentials; gives its path. */
    file(credentials: object): Promise<string>;
  }) => Promise<void>,
): Promise<void> {
  return inFolder(async (home) => {
    const simulator = await startSimulator({ seed: 3 });
    const seen = await relay(simulator.url);
    const service = await peerServer((asked) => answer(asked, seen));
    try {
      await work({
        home,
        service,
        seen,
        bench: (env, requests) =>
          cleanBench(
            home,
            smallFlags("vertexai", "gemini-x", `${seen.url}/groq-70b`, requests),
            { ...placed, ...env },
          ),
        async file(credentials) {
          await Deno.writeTextFile(`${home}/credentials.json`, JSON.stringify(credentials));
          return `${home}/credentials.json`;
        },
      });
    } finally {
      await service.close();
      await seen.close();
      await simulator.stop();
    }
  });
}

/** Holds that a run went well with that token, and that neither it nor `more` is anywhere. */
function provedBy(run: CleanRun, seen: Relay, n: number, more: string[] = []) {
  assert.equal(run.code, 0, run.err);
  assert.ok(seen.heads.length >= 4);
  for (const head of seen.heads) assert.equal(head.authorization, `Bearer ${token(n)}`);
  assert.deepEqual(leaks(run, [token(n), ...more]), []);
  assert.deepEqual([...run.hosts], ["127.0.0.1"]);
}

Deno.test("bench proves itself with a service account's key", () =>
  driving(
    ({ path, body }) =>
      path === "/token" && body.includes("assertion=") ? given(1) : { status: 400, body: "{}" },
    async ({ bench, file, service, seen }) => {
      const path = await file(serviceAccount(`${service.url}/token`));
      const run = await bench({ GOOGLE_APPLICATION_CREDENTIALS: path });
      provedBy(run, seen, 1, [keyLine]);
      assert.equal(service.asked.length, 1, "fetched before the run, and not again");
    },
  ));

Deno.test("bench proves itself with a person's credentials, and says whose quota it uses", () =>
  driving(
    ({ path, body }) => {
      const form = new URLSearchParams(body);
      const right = path === "/token" && form.get("grant_type") === "refresh_token" &&
        form.get("refresh_token") === "1//a-refresh-token" &&
        form.get("client_secret") === "GOCSPX-a-client-secret";
      return right ? given(2) : { status: 400, body: '{"error": "invalid_grant"}' };
    },
    async ({ bench, file, service, seen }) => {
      const person = {
        type: "authorized_user",
        client_id: "an-id.apps.googleusercontent.com",
        client_secret: "GOCSPX-a-client-secret",
        refresh_token: "1//a-refresh-token",
        quota_project_id: "who-pays",
        token_uri: `${service.url}/token`,
      };
      const run = await bench({ GOOGLE_APPLICATION_CREDENTIALS: await file(person) });
      provedBy(run, seen, 2, [person.client_secret, person.refresh_token]);
      assert.ok(seen.heads.every((head) => head["x-goog-user-project"] === "who-pays"));
    },
  ));

Deno.test("bench proves itself with an identity of another cloud's", () =>
  driving(
    ({ path, body }) =>
      path === "/sts" && new URLSearchParams(body).get("subject_token") === "a-subject-token"
        ? given(3)
        : { status: 400, body: "{}" },
    async ({ bench, file, home, service, seen }) => {
      await Deno.writeTextFile(`${home}/subject`, "a-subject-token");
      const external = {
        type: "external_account",
        audience:
          "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/a/providers/b",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        token_url: `${service.url}/sts`,
        credential_source: { file: `${home}/subject` },
      };
      const run = await bench({ GOOGLE_APPLICATION_CREDENTIALS: await file(external) });
      provedBy(run, seen, 3, ["a-subject-token"]);
    },
  ));

Deno.test("bench proves itself with the machine's identity, of its metadata server", () =>
  driving(
    ({ path, headers }) => {
      if (headers["metadata-flavor"] !== "Google") return { status: 403, body: "" };
      if (/^\/computeMetadata\/v1\/instance\/service-accounts\/default\/token/.test(path)) {
        return given(4);
      }
      return { headers: { "metadata-flavor": "Google" }, body: "" };
    },
    async ({ bench, service, seen }) => {
      const run = await bench({ GCE_METADATA_HOST: service.url.replace("http://", "") });
      provedBy(run, seen, 4);
      const tokens = service.asked.filter(({ path }) => path.includes("/token"));
      assert.equal(tokens.length, 1, "fetched before the run, and not again");
    },
  ));

Deno.test("bench goes on with a new token where the old one runs out on the way, and no request waits for it", () => {
  let answered = 0;
  return driving(
    async (_, seen) => {
      const n = ++answered;
      const since = seen.heads.length;
      // The second token is held back until requests came that did not wait for it.
      while (n > 1 && seen.heads.length < since + 2) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return given(n, n === 1 ? 16 : 3600);
    },
    async ({ bench, file, service, seen }) => {
      const path = await file(serviceAccount(`${service.url}/token`));
      const run = await bench({ GOOGLE_APPLICATION_CREDENTIALS: path }, 90);
      assert.equal(run.code, 0, run.err);
      assert.deepEqual([...new Set(seen.heads.map((head) => head.authorization))], [
        `Bearer ${token(1)}`,
        `Bearer ${token(2)}`,
      ]);
      assert.equal(JSON.parse(run.out).targets[0].counts.succeeded, 90);
      assert.equal(answered, 2, "and asked for no more than that");
      assert.deepEqual(leaks(run, [token(1), token(2), keyLine]), []);
      assert.deepEqual([...run.hosts], ["127.0.0.1"]);
    },
  );
});

Deno.test("bench says which variables to set where Google's credentials are none, or refused", () =>
  driving(
    ({ body }) => ({
      status: 400,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        error: `invalid_grant: ${new URLSearchParams(body).get("refresh_token")}`,
      }),
    }),
    async ({ home, file, service, seen }) => {
      const person = {
        type: "authorized_user",
        client_id: "an-id.apps.googleusercontent.com",
        client_secret: "GOCSPX-a-client-secret",
        refresh_token: "1//a-refresh-token",
        token_uri: `${service.url}/token`,
      };
      const path = await file(person);
      // As gcloud leaves it.
      const gcloud = `${home}/gcloud`;
      await Deno.mkdir(gcloud);
      await Deno.copyFile(path, `${gcloud}/application_default_credentials.json`);
      // No base URL: Google's own address.
      const flags = smallFlags("vertexai", "gemini-x", "").filter((f) => !/^--base-url/.test(f));
      const cases: [Record<string, string>, RegExp, string[]][] = [
        [{}, /Could not load the default credentials/, []],
        [{ GCE_METADATA_HOST: "127.0.0.1:1" }, /Could not load the default/, ["127.0.0.1"]],
        [{ GOOGLE_APPLICATION_CREDENTIALS: `${home}/none` }, /home|none/, []],
        [{ CLOUDSDK_CONFIG: gcloud }, /invalid_grant: \[redacted\]/, ["127.0.0.1"]],
        [{ GOOGLE_APPLICATION_CREDENTIALS: path }, /invalid_grant: \[redacted\]/, ["127.0.0.1"]],
      ];
      for (const [env, found, hosts] of cases) {
        const run = await cleanBench(home, flags, { ...placed, ...env });
        assert.equal(run.code, 2, run.err);
        assert.match(run.err, found);
        assert.match(run.err, /set GOOGLE_APPLICATION_CREDENTIALS to the file/);
        assert.deepEqual([...run.hosts], hosts);
        assert.equal(run.kept, false, "no run was begun");
        assert.deepEqual(leaks(run, [person.client_secret, person.refresh_token]), []);
      }
      assert.deepEqual(seen.heads, []);
    },
  ));
