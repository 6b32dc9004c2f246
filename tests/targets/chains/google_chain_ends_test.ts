/** Credentials of Google that run out, or are refused. */
import assert from "node:assert/strict";
import { cleanBench, leaks, smallFlags } from "../../support/clean_bench.ts";
import { driving, given, keyLine, placed, serviceAccount, token } from "./google_chain.ts";

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
