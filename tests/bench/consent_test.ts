import assert from "node:assert/strict";
import { audited } from "../support/pages/audit.ts";
import { inFolder, run } from "../support/bench.ts";

const names = Array.from({ length: 12 }, (_, i) => `PRIVATE_${i}`);
const env = Object.fromEntries(names.map((name) => [name, `private-value-of-${name}`]));

/** Five servers that count who connects. */
function watchers() {
  const servers = Array.from({ length: 5 }, () => {
    const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    const seen = { listener, port: listener.addr.port, connections: 0, text: "" };
    (async () => {
      for await (const connection of listener) {
        seen.connections++;
        const bytes = new Uint8Array(65_536);
        const n = await connection.read(bytes).catch(() => null);
        seen.text += new TextDecoder().decode(bytes.subarray(0, n ?? 0));
        await connection.write(
          new TextEncoder().encode(
            "HTTP/1.1 418 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
          ),
        ).catch(() => {});
        connection.close();
      }
    })();
    return seen;
  });
  return { servers, close: () => servers.forEach(({ listener }) => listener.close()) };
}

const headers = (of: string[]) =>
  Object.fromEntries(of.map((name, i) => [`x-h${i}`, `\${${name}}`]));

/** What a stranger asks for: each variable, each host, and files of his reader. */
const asking = (ports: number[], private_: string, dataset: string | null) => ({
  name: "strange",
  mean_input_tokens: dataset ? null : 60,
  mean_output_tokens: 5,
  dataset,
  requests: 1,
  targets: [
    ...ports.map((port, i) => ({
      provider: `t${i}`,
      model: "m",
      base_url: `http://127.0.0.1:${port}/v1`,
      headers: headers(names.filter((_, n) => n % 5 === i)),
      ...(i === 0 ? { ca_file: `${private_}/ca.pem`, api_key_env: names[0] } : {}),
      ...(i === 1 ? { unix_socket: `${private_}/docker.sock` } : {}),
    })),
    { provider: "away", model: "m", base_url: "http://collect.invalid/v1", headers: {} },
  ],
});

/** A run folder as a stranger publishes it, begun and not ended. */
async function strange(folder: string, config: object): Promise<string> {
  await Deno.mkdir(folder);
  await Deno.writeTextFile(
    `${folder}/run.json`,
    JSON.stringify({
      run_id: "strange",
      workload: "w",
      workload_hash: "w",
      started_at: "2026-01-01T00:00:00Z",
      invalid: null,
      versions: {},
      host: {},
      counts: {},
      config,
    }),
  );
  return folder;
}

Deno.test("what a stranger's run or configuration asks for is neither read nor asked without its user's word", () =>
  inFolder(async (folder) => {
    const { servers, close } = watchers();
    const ports = servers.map(({ port }) => port);
    const private_ = `${folder}/private`;
    await Deno.mkdir(private_);
    await Deno.writeTextFile(`${private_}/ca.pem`, "private");
    await Deno.writeTextFile(`${private_}/mail.jsonl`, '{"prompt": "a private letter"}\n');
    try {
      const plain = asking(ports, private_, null);
      const reading = asking(ports, private_, `${private_}/mail.jsonl`);
      const run_ = await strange(`${folder}/run`, plain);
      const thief = await strange(`${folder}/thief`, reading);
      const linked = await strange(`${folder}/linked`, { ...reading, dataset: "prompts.jsonl" });
      await Deno.symlink(`${private_}/mail.jsonl`, `${linked}/prompts.jsonl`);
      await Deno.mkdir(`${folder}/downloads`);
      await Deno.writeTextFile(`${folder}/downloads/strange.jsonc`, JSON.stringify(reading));
      const results = ["--no-site", "--results-dir", `${folder}/results`];
      const asked = [
        ...names.map((name) => `variable  ${name}`),
        ...ports.map((port) => `host      127.0.0.1:${port}`),
        "host      collect.invalid",
        `file      ${private_}/ca.pem`,
        `file      ${private_}/docker.sock`,
      ];
      const cases: [string, string[], number, string[]][] = [
        ["a repeat", [`${run_}/run.json`], 2, asked],
        ["its folder", [run_], 2, asked],
        ["a resume", ["--resume", run_], 2, asked],
        ["a repeat, dry", [`${run_}/run.json`, "--dry-run"], 0, asked],
        ["a resume, dry", ["--resume", run_, "--dry-run"], 0, asked],
        [
          "a repeat with some named",
          [
            `${run_}/run.json`,
            ...names.slice(1).map((name) => `--allow-env=${name}`),
          ],
          2,
          [`it asks for the variable ${names[0]}`],
        ],
        [
          "all variables named, a host is not",
          [
            `${run_}/run.json`,
            ...names.map((name) => `--allow-env=${name}`),
          ],
          2,
          ["it asks the host collect.invalid"],
        ],
        ["its prompts are a file outside", [thief, "--yes"], 2, ["dataset is not in its folder"]],
        ["its prompts are a link outside", [linked, "--yes"], 2, ["dataset is not in its folder"]],
        ["a resume with prompts outside", ["--resume", thief, "--yes"], 2, [
          "dataset is not in its folder",
        ]],
        ["a configuration", [`${folder}/downloads/strange.jsonc`], 2, [
          ...asked.filter((line) => !line.includes("127.0.0.1")),
          `file      ${private_}/mail.jsonl`,
        ]],
        ["a configuration, dry", [`${folder}/downloads/strange.jsonc`, "--dry-run"], 2, [
          `reads the file ${private_}/mail.jsonl`,
        ]],
      ];
      for (const [what, args, code, told] of cases) {
        // A dry run reads none of them: it works where they are not even set.
        const done = await audited(["bench", ...args, ...results], folder, code === 0 ? {} : env);
        assert.equal(done.code, code, `${what}: ${done.err}`);
        for (const words of told) {
          assert.ok(
            done.err.replace(/ +/g, " ").includes(words.replace(/ +/g, " ")),
            `${what} says ${words}: ${done.err}`,
          );
        }
        assert.deepEqual(done.net, [], what);
        assert.deepEqual(done.read.filter((path) => path.includes(private_)), [], what);
        assert.ok(!(done.out + done.err).includes("private-value"), what);
        assert.deepEqual(servers.map((s) => s.connections), [0, 0, 0, 0, 0], what);
      }
      assert.equal(await Deno.stat(`${folder}/results`).catch(() => null), null);
    } finally {
      close();
    }
  }));

Deno.test("what its user allows is sent, and nothing of it but where it was to go", () =>
  inFolder(async (folder) => {
    const { servers, close } = watchers();
    try {
      const config = {
        ...asking([], folder, null),
        targets: servers.slice(0, 2).map(({ port }, i) => ({
          provider: `t${i}`,
          model: "m",
          base_url: `http://127.0.0.1:${port}/v1`,
          headers: { "x-a": `\${${names[i]}}` },
        })),
      };
      const path = await strange(`${folder}/run`, config);
      const flags = ["--no-site", "--results-dir", `${folder}/results`];
      const named = names.slice(0, 2).map((name) => `--allow-env=${name}`);
      const done = await run(["bench", `${path}/run.json`, ...named, ...flags], env);
      assert.equal(done.code, 1, done.err); // 418 is no answer
      assert.deepEqual(servers.map((s) => s.connections > 0), [true, true, false, false, false]);
      for (const [i, { text }] of servers.slice(0, 2).entries()) {
        assert.deepEqual(names.filter((name) => text.includes(env[name])), [names[i]]);
      }
    } finally {
      close();
    }
  }));

Deno.test("a configuration of one's own is not asked about", () =>
  inFolder(async (folder) => {
    // In this checkout, outside its data; the host is not there.
    const own = await Deno.makeTempDir({ dir: ".", prefix: "own-", suffix: ".tmp" });
    try {
      const config = { ...asking([9], folder, null), name: "own" };
      config.targets = [{ ...config.targets[0], ca_file: "deno.json" }];
      await Deno.writeTextFile(`${own}/own.jsonc`, JSON.stringify(config));
      const { code, err } = await run(["bench", `${own}/own.jsonc`, "--dry-run"], env);
      assert.deepEqual([code, /may be another/.test(err)], [0, false], err);
    } finally {
      await Deno.remove(own, { recursive: true });
    }
  }));
