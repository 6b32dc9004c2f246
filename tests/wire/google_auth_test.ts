import assert from "node:assert/strict";
import { createVerify, generateKeyPairSync } from "node:crypto";
import { googleCredentials } from "../../benchmarks/wire/auth/google.ts";
import type { WireRequest } from "../../benchmarks/providers/provider.ts";

const request: WireRequest = { method: "POST", url: "http://h/", headers: [], body: "{}" };
const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** A token endpoint on this machine: what it was sent, and what it says. */
function tokenServer(answer: (count: number) => Response) {
  const bodies: { path: string; flavor: string | null; body: string }[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async (asked) => {
      const path = new URL(asked.url).pathname;
      const flavor = asked.headers.get("metadata-flavor");
      bodies.push({ path, flavor, body: await asked.text() });
      return answer(bodies.filter((b) => b.path.endsWith("token")).length);
    },
  );
  return { bodies, server, url: `http://127.0.0.1:${(server.addr as Deno.NetAddr).port}` };
}

const token = (count: number) =>
  Response.json({
    access_token: `ya29.token-number-${count}`,
    expires_in: 3600,
    token_type: "Bearer",
  }, { headers: { "metadata-flavor": "Google" } });

async function inKeyFile(tokenUri: string, act: (path: string) => Promise<void>) {
  const path = await Deno.makeTempFile({ suffix: ".json" });
  await Deno.writeTextFile(
    path,
    JSON.stringify({
      type: "service_account",
      project_id: "p",
      private_key_id: "k1",
      private_key: privateKey,
      client_email: "bench@p.iam.gserviceaccount.com",
      token_uri: tokenUri,
    }),
  );
  await act(path).finally(() => Deno.remove(path));
}

const part = (jwt: string, i: number) =>
  JSON.parse(new TextDecoder().decode(
    Uint8Array.from(
      atob(jwt.split(".")[i].replaceAll("-", "+").replaceAll("_", "/")),
      (c) => c.charCodeAt(0),
    ),
  ));

Deno.test({
  name: "googleCredentials() signs for a token, and renews it beside the requests",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const { bodies, server, url } = tokenServer(token);
    await inKeyFile(`${url}/token`, async (keyFile) => {
      let time = Date.now();
      const held = googleCredentials({ keyFile, now: () => time });
      assert.deepEqual(held.secrets(), []);
      await held.prepare!();
      assert.equal(bodies.length, 1);
      const form = new URLSearchParams(bodies[0].body);
      assert.equal(form.get("grant_type"), "urn:ietf:params:oauth:grant-type:jwt-bearer");
      const jwt = form.get("assertion")!;
      const signed = jwt.slice(0, jwt.lastIndexOf("."));
      const signature = jwt.slice(signed.length + 1);
      assert.ok(
        createVerify("RSA-SHA256").update(signed).verify(publicKey, signature, "base64url"),
        "signed by the key of the file",
      );
      assert.equal(part(jwt, 0).alg, "RS256");
      const claims = part(jwt, 1);
      assert.deepEqual([claims.iss, claims.scope, claims.aud], [
        "bench@p.iam.gserviceaccount.com",
        "https://www.googleapis.com/auth/cloud-platform",
        "https://oauth2.googleapis.com/token",
      ]);
      assert.ok(claims.exp - claims.iat <= 3600);

      const bearer = async () =>
        (await held.authorize(request, "google")).headers.map((h) => h.join(" "));
      assert.deepEqual(await bearer(), ["authorization Bearer ya29.token-number-1"]);
      time += 30 * 60_000;
      assert.deepEqual(await bearer(), ["authorization Bearer ya29.token-number-1"]);
      assert.equal(bodies.length, 1, "a fresh token is kept");
      assert.deepEqual(held.secrets(), ["ya29.token-number-1"]);
    });
    await server.shutdown();
  },
});

Deno.test({
  name:
    "googleCredentials() sends the old token while the new one is fetched, and waits where it ran out",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const gate = Promise.withResolvers<void>();
    const short = (count: number) =>
      Response.json({ access_token: `ya29.token-number-${count}`, expires_in: 300 });
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      async () => {
        const count = ++asked;
        if (count === 2) await gate.promise;
        return short(count);
      },
    );
    let asked = 0;
    const url = `http://127.0.0.1:${(server.addr as Deno.NetAddr).port}/token`;
    await inKeyFile(url, async (keyFile) => {
      let time = Date.now();
      const held = googleCredentials({ keyFile, now: () => time });
      const bearer = async () => (await held.authorize(request, "google")).headers[0][1];
      await held.prepare!();
      time += 60_000; // four minutes left: renewed beside the requests
      assert.equal(await bearer(), "Bearer ya29.token-number-1");
      assert.equal(await bearer(), "Bearer ya29.token-number-1", "nobody waits for the second");
      gate.resolve();
      while (await bearer() !== "Bearer ya29.token-number-2") {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      assert.deepEqual(held.secrets(), ["ya29.token-number-1", "ya29.token-number-2"]);
      time += 600_000; // run out
      assert.equal(await bearer(), "Bearer ya29.token-number-3");
    });
    await server.shutdown();
  },
});

Deno.test({
  name: "googleCredentials() says what to set where no token can be had",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const { server, url } = tokenServer(() =>
      Response.json({ error: "invalid_grant", error_description: "Invalid JWT Signature." }, {
        status: 400,
      })
    );
    await inKeyFile(`${url}/token`, async (keyFile) => {
      const held = googleCredentials({ keyFile });
      await assert.rejects(held.prepare!(), /invalid_grant.*set GOOGLE_APPLICATION_CREDENTIALS/s);
    });
    await assert.rejects(
      googleCredentials({ keyFile: "/nowhere/key.json" }).prepare!(),
      /nowhere.*set GOOGLE_APPLICATION_CREDENTIALS/s,
    );
    await server.shutdown();
  },
});

Deno.test({
  name: "googleCredentials() takes the machine's identity from its metadata server",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const { bodies, server, url } = tokenServer(token);
    const before = ["GCE_METADATA_HOST", "HOME", "GOOGLE_APPLICATION_CREDENTIALS"].map((name) =>
      [name, Deno.env.get(name)] as const
    );
    const home = await Deno.makeTempDir(); // without credentials of gcloud's
    Deno.env.set("GCE_METADATA_HOST", url.replace("http://", ""));
    Deno.env.set("HOME", home);
    Deno.env.delete("GOOGLE_APPLICATION_CREDENTIALS");
    try {
      const held = googleCredentials({ keyFile: null });
      await held.prepare!();
      const sent = await held.authorize(request, "google");
      assert.deepEqual(sent.headers, [["authorization", "Bearer ya29.token-number-1"]]);
      assert.ok(bodies.every((b) => b.flavor === "Google"));
      assert.ok(
        bodies.some((b) =>
          b.path === "/computeMetadata/v1/instance/service-accounts/default/token"
        ),
      );
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Deno.env.delete(name);
        else Deno.env.set(name, value);
      }
      await Deno.remove(home, { recursive: true });
      await server.shutdown();
    }
  },
});
