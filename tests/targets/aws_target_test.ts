import assert from "node:assert/strict";
import { awsTargetCredentials, regionOf } from "../../benchmarks/targets/aws_target.ts";
import { bedrockConverse } from "../../benchmarks/providers/aws/bedrock_converse.ts";

const here = "http://127.0.0.1:9/groq-70b";
const aws = "https://bedrock-runtime.eu-west-1.amazonaws.com";
const elsewhere = "https://gateway.example";

/** What is found wrong, and the headers of a request that a target of that address sends. */
async function found(
  baseUrl: string,
  variables: Record<string, string>,
  keyName?: string,
): Promise<{ faults: string[]; authorization: string | undefined }> {
  const faults: string[] = [];
  const credentials = awsTargetCredentials(
    bedrockConverse.about,
    keyName,
    baseUrl,
    (name) => variables[name],
    faults,
  );
  // Nothing but the variables of the process is asked: no file, no metadata service.
  const own = { ...variables, AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/nowhere" };
  for (const [name, value] of Object.entries(own)) Deno.env.set(name, value);
  try {
    const request = { method: "POST" as const, url: `${baseUrl}/x`, headers: [], body: "{}" };
    const { headers } = await credentials.authorize(request, "aws:bedrock");
    return { faults, authorization: headers.find(([name]) => name === "authorization")?.[1] };
  } finally {
    for (const name of Object.keys(own)) Deno.env.delete(name);
  }
}

const pair = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE00", AWS_SECRET_ACCESS_KEY: "nobody's" };

Deno.test("regionOf() reads the region of AWS's own hosts", () => {
  const cases: [string, string | undefined][] = [
    [aws, "eu-west-1"],
    ["https://runtime.sagemaker.us-gov-west-1.amazonaws.com", "us-gov-west-1"],
    ["https://bedrock-runtime-fips.us-east-2.amazonaws.com", "us-east-2"],
    ["https://vpce-1.bedrock-runtime.ap-southeast-2.vpce.amazonaws.com", "ap-southeast-2"],
    [here, undefined],
    [elsewhere, undefined],
  ];
  for (const [url, region] of cases) assert.equal(regionOf(url), region, url);
});

Deno.test("awsTargetCredentials() signs for the address's region, else for that of the environment", async () => {
  const cases: [string, Record<string, string>, string][] = [
    [aws, { ...pair, AWS_REGION: "us-east-1" }, "eu-west-1"],
    [elsewhere, { ...pair, AWS_DEFAULT_REGION: "us-west-2" }, "us-west-2"],
    [here, pair, "us-east-1"],
  ];
  for (const [url, variables, region] of cases) {
    const { faults, authorization } = await found(url, variables);
    assert.deepEqual(faults, []);
    assert.match(authorization!, new RegExp(`AKIDEXAMPLE00/\\d+/${region}/bedrock/aws4_request`));
  }
});

Deno.test("awsTargetCredentials() sends a bearer key where one is set, unasked to AWS and this machine", async () => {
  const bearer = { AWS_BEARER_TOKEN_BEDROCK: "ABSK-a-key", AWS_REGION: "us-east-1" };
  assert.equal((await found(aws, bearer)).authorization, "Bearer ABSK-a-key");
  assert.equal((await found(here, { ...pair, ...bearer })).authorization, "Bearer ABSK-a-key");
  assert.match((await found(elsewhere, { ...pair, ...bearer })).authorization!, /^AWS4-HMAC/);
  const named = await found(elsewhere, { MY_KEY: "mine" }, "MY_KEY");
  assert.equal(named.authorization, "Bearer mine");
  // What identifies a pair of keys is no bearer key, though the command line names it.
  assert.match((await found(here, pair, "AWS_ACCESS_KEY_ID")).authorization!, /^AWS4-HMAC/);
});

Deno.test("awsTargetCredentials() sends a server on this machine nothing where nothing is set", async () => {
  assert.deepEqual(await found(here, {}), { faults: [], authorization: undefined });
});

Deno.test("awsTargetCredentials() names what is missing", () => {
  const faultsOf = (url: string, variables: Record<string, string>, keyName?: string) => {
    const faults: string[] = [];
    awsTargetCredentials(bedrockConverse.about, keyName, url, (n) => variables[n], faults);
    return faults.join("\n");
  };
  assert.match(faultsOf(elsewhere, pair), /AWS_REGION is not set/);
  assert.match(faultsOf(aws, { AWS_ACCESS_KEY_ID: "A" }), /AWS_SECRET_ACCESS_KEY is not set/);
  assert.match(faultsOf(aws, {}, "MY_KEY"), /MY_KEY is not set/);
});
