/**
 * The whole chain of AWS's credentials, from `bench` to a server that sees who signed; no address
 * but this machine's.
 */
import assert from "node:assert/strict";
import { type CleanRun, leaks } from "../../support/clean_bench.ts";
import { type Asked, peerServer, type Said } from "../../support/peer_server.ts";
import type { Relay } from "../../support/relay.ts";
import { driving, type Keys, keys, metadata } from "./aws_chain.ts";

/** As STS says it. */
const assumed = (action: string, { id, secret, token }: Keys): Said => ({
  headers: { "content-type": "text/xml" },
  body: `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>
    <Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey>
    <SessionToken>${token}</SessionToken>
    <Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials>
    <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/bench/s</Arn>
    <AssumedRoleId>AROAEXAMPLE:s</AssumedRoleId></AssumedRoleUser>
    </${action}Result></${action}Response>`,
});

/** Holds that a run went well, that those keys signed all of it, and that none of its secrets is anywhere. */
function signedBy(run: CleanRun, seen: Relay, by: Keys, more: string[] = []) {
  assert.equal(run.code, 0, run.err);
  assert.ok(seen.heads.length >= 4);
  for (const head of seen.heads) {
    assert.match(head.authorization ?? "", new RegExp(`^AWS4-HMAC-SHA256 Credential=${by.id}/`));
    assert.equal(head["x-amz-security-token"] ?? null, by.token);
  }
  const secrets = [by.secret, ...(by.token ? [by.token] : []), ...more];
  assert.deepEqual(leaks(run, secrets), []);
  assert.deepEqual([...run.hosts], ["127.0.0.1"]);
}

Deno.test("bench signs with a container's credentials", () =>
  driving(async (home, bench, seen) => {
    const pass = "a-container-authorization-token";
    const service = await peerServer(({ path, headers }) =>
      path === "/v2/credentials/bench" && headers.authorization === pass
        ? { body: metadata(keys(1)) }
        : { status: 403, body: "{}" }
    );
    const full = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/v2/credentials/bench` };
    signedBy(
      await bench({ ...full, AWS_CONTAINER_AUTHORIZATION_TOKEN: pass }),
      seen,
      keys(1),
      [pass],
    );
    assert.equal(service.asked.length, 1, "fetched before the run, and not again");
    seen.heads.length = 0;
    const file = `${home}/token`;
    await Deno.writeTextFile(file, pass);
    const byFile = await bench({ ...full, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file });
    signedBy(byFile, seen, keys(1), [pass]);
    await service.close();
  }));

Deno.test("bench signs with the credentials of EC2's metadata service, version 2", () =>
  driving(async (_home, bench, seen) => {
    const pass = "a-metadata-session-token==";
    const service = await peerServer(({ method, path, headers }) => {
      if (method === "PUT" && path === "/latest/api/token") {
        const ttl = headers["x-aws-ec2-metadata-token-ttl-seconds"];
        return ttl ? { body: pass } : { status: 400, body: "" };
      }
      if (headers["x-aws-ec2-metadata-token"] !== pass) return { status: 401, body: "" };
      const roles = "/latest/meta-data/iam/security-credentials/";
      if (path === roles) return { body: "bench-role" };
      return path === `${roles}bench-role`
        ? { body: metadata(keys(2)) }
        : { status: 404, body: "" };
    });
    signedBy(
      await bench({ AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url }),
      seen,
      keys(2),
      [pass],
    );
    await service.close();
  }));

Deno.test("bench signs with the keys of a file, by itself with the default ones, else with a profile's", () =>
  driving(async (home, bench, seen) => {
    await Deno.mkdir(`${home}/.aws`);
    const pair = (name: string, { id, secret }: Keys) =>
      `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
    await Deno.writeTextFile(
      `${home}/.aws/credentials`,
      pair("default", keys(3)) + pair("bench", keys(4)),
    );
    signedBy(await bench({}), seen, { ...keys(3), token: null }, [keys(4).secret]);
    seen.heads.length = 0;
    signedBy(await bench({ AWS_PROFILE: "bench" }), seen, { ...keys(4), token: null });
  }));

Deno.test("bench signs as a role: by a web identity, or by a profile that names another", () =>
  driving(async (home, bench, seen) => {
    const jwt = "eyJhbGciOiJSUzI1NiJ9.a-web-identity.a-signature";
    const sts = await peerServer(({ body }: Asked) => {
      const form = new URLSearchParams(body);
      if (form.get("RoleArn") !== "arn:aws:iam::123456789012:role/bench") {
        return { status: 400, body: "" };
      }
      const action = form.get("Action")!;
      return assumed(action, keys(action === "AssumeRole" ? 6 : 5));
    });
    const env = { AWS_ENDPOINT_URL_STS: sts.url, AWS_REGION: "eu-west-1" };
    const file = `${home}/jwt`;
    await Deno.writeTextFile(file, jwt);
    const web = await bench({
      ...env,
      AWS_WEB_IDENTITY_TOKEN_FILE: file,
      AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/bench",
    });
    signedBy(web, seen, keys(5), [jwt]);
    assert.equal(new URLSearchParams(sts.asked[0].body).get("WebIdentityToken"), jwt);

    seen.heads.length = 0;
    await Deno.mkdir(`${home}/.aws`);
    await Deno.writeTextFile(
      `${home}/.aws/credentials`,
      `[me]\naws_access_key_id = ${keys(7).id}\naws_secret_access_key = ${keys(7).secret}\n`,
    );
    await Deno.writeTextFile(
      `${home}/.aws/config`,
      "[profile bench]\nrole_arn = arn:aws:iam::123456789012:role/bench\nsource_profile = me\n",
    );
    const role = await bench({ ...env, AWS_PROFILE: "bench" });
    signedBy(role, seen, keys(6), [keys(7).secret]);
    assert.match(sts.asked.at(-1)!.headers.authorization!, new RegExp(keys(7).id));
    await sts.close();
  }));
