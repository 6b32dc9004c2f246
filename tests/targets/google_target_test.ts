import assert from "node:assert/strict";
import { called } from "../../benchmarks/targets/llm_api.ts";
import { googleAddress, googleTargetCredentials } from "../../benchmarks/targets/google_target.ts";
import { targetsOf } from "../../benchmarks/targets/targets.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";

type Variables = Record<string, string>;
const reading = (variables: Variables) => (name: string) => variables[name];
const placed = { GOOGLE_CLOUD_PROJECT: "p", GOOGLE_CLOUD_LOCATION: "us-central1" };

Deno.test("googleAddress() fills in project and location where an address names none", () => {
  const cases: [string | null, Variables, string | null][] = [
    [
      null,
      placed,
      "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1",
    ],
    [
      null,
      { GCLOUD_PROJECT_ID: "q", GCLOUD_REGION: "global" },
      "https://aiplatform.googleapis.com/v1/projects/q/locations/global",
    ],
    [
      null,
      { ...placed, GOOGLE_CLOUD_LOCATION: "eu" },
      "https://aiplatform.eu.rep.googleapis.com/v1/projects/p/locations/eu",
    ],
    ["http://h/", placed, "http://h/v1/projects/p/locations/us-central1"],
    ["http://h/v1beta1", placed, "http://h/v1beta1/projects/p/locations/us-central1"],
    ["http://h/v1/projects/x/locations/y", placed, "http://h/v1/projects/x/locations/y"],
    ["http://h", {}, "http://h"],
    [null, { GOOGLE_CLOUD_PROJECT: "p" }, null],
  ];
  for (const [given, variables, expected] of cases) {
    assert.equal(googleAddress(given, reading(variables)), expected);
  }
});

Deno.test("called() finds Vertex AI by LLMPerf's name, or says which variables are missing", () => {
  const asked = { llmApi: "vertexai", model: "gemini-x" };
  const faults: string[] = [];
  const found = called(asked, reading({ ...placed, GCLOUD_ACCESS_TOKEN: "t0123456" }), faults);
  assert.deepEqual([found?.api, faults], ["vertex", []]);
  assert.match(found!.baseUrl, /^https:\/\/us-central1-aiplatform\./);
  assert.equal(called(asked, reading({}), faults), null);
  assert.match(faults[0], /GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION/);
});

Deno.test("googleTargetCredentials() takes a named token, LLMPerf's, or none on this machine", async () => {
  const headers = async (keyName: string | undefined, variables: Variables, url: string) => {
    const faults: string[] = [];
    const found = googleTargetCredentials(keyName, url, reading(variables), faults);
    if (faults.length) return faults[0];
    const request = { method: "POST" as const, url, headers: [], body: null };
    return (await found.authorize(request, "google")).headers.map((h) => h.join(": "))[0];
  };
  const home = "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/l";
  assert.equal(
    await headers(undefined, { GCLOUD_ACCESS_TOKEN: "t-1" }, home),
    "authorization: Bearer t-1",
  );
  assert.equal(await headers("MINE", { MINE: "t-2" }, home), "authorization: Bearer t-2");
  assert.match(String(await headers("MINE", {}, home)), /MINE is not set: it holds the token/);
  assert.equal(await headers(undefined, {}, "http://127.0.0.1:1"), undefined);
});

Deno.test("targetsOf() gives a target of Vertex AI its address and its token", () => {
  const config = checkConfig({
    name: "t",
    mean_input_tokens: 50,
    mean_output_tokens: 5,
    requests: 1,
    targets: [{ provider: "a", model: "gemini-x", api: "vertex", base_url: "http://127.0.0.1:1" }],
  }, "t");
  const [target] = targetsOf(config, reading({ ...placed, GCLOUD_ACCESS_TOKEN: "t0123456" }), "");
  assert.equal(target.base_url, "http://127.0.0.1:1/v1/projects/p/locations/us-central1");
  assert.deepEqual(target.credentials?.secrets(), ["t0123456"]);
});
