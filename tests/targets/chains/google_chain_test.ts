/** Google's default credentials, from `bench` to a server that sees who asks; no address but this machine's. */
import assert from "node:assert/strict";
import { type CleanRun, leaks } from "../../support/clean_bench.ts";
import type { Relay } from "../../support/relay.ts";
import { driving, given, keyLine, serviceAccount, token } from "./google_chain.ts";

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
