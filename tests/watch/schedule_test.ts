/** What starts measurements from outside: the printed files, and the workflow's own commands in a clean clone. */
import assert from "node:assert/strict";
import yaml from "js-yaml";
import { moments, scheduleText } from "../../benchmarks/watch/schedule.ts";
import { inFolder, run } from "../support/bench.ts";
import { left, link, linkBundles } from "../support/pages/project_copy.ts";

interface Workflow {
  on: { schedule: { cron: string }[] };
  permissions: Record<string, string>;
  concurrency: { group: string; "cancel-in-progress": boolean };
  jobs: Record<string, {
    permissions: Record<string, string>;
    steps: { name?: string; uses?: string; run?: string; env?: Record<string, string> }[];
  }>;
}
const workflowIn = (text: string) => yaml.load(text) as Workflow;
const template = (file: string) => Deno.readTextFileSync(`docs/schedule/${file}`);

Deno.test("moments() writes the intervals that a calendar has, and refuses the others", () => {
  const cron = (seconds: number) => moments(seconds, "quickstart").cron;
  assert.match(cron(3600), /^\d{1,2} \* \* \* \*$/);
  assert.match(cron(900), /^(\d|1[0-4])-59\/15 \* \* \* \*$/);
  assert.match(cron(6 * 3600), /^\d{1,2} [0-5]-23\/6 \* \* \*$/);
  assert.match(cron(86_400), /^\d{1,2} \d{1,2} \* \* \*$/);
  assert.match(cron(7 * 86_400), /^\d{1,2} \d{1,2} \* \* 1$/);
  const minutes = Array.from({ length: 60 }, (_, i) => moments(3600, `c${i}`).cron.split(" ")[0]);
  assert.ok(new Set(minutes).size > 25);
  const [minute, hours] = cron(6 * 3600).split(" ");
  const two = (text: string) => text.padStart(2, "0");
  assert.equal(
    moments(6 * 3600, "quickstart").calendar,
    `*-*-* ${two(hours.split("-")[0])}/6:${two(minute)}:00`,
  );
  for (const seconds of [20, 420, 5 * 3600, 2 * 86_400]) {
    assert.throws(() => cron(seconds), /a calendar has no such interval/);
  }
});

Deno.test("words of others do nothing in a printed file but what they are", () => {
  const scheduled = {
    words: ["my config's 50%.jsonc", "--allow-env", "A_KEY"],
    ...{ name: "mine", everySeconds: 3600, jitter: 0.1, folder: "/srv/a b" },
    ...{ path: "/opt/my node/bin", deno: ["npx", "-y", "deno@2.9.6"], variables: ["A_KEY"] },
  };
  const cron = scheduleText("cron", scheduled, template);
  assert.ok(cron.includes(`cd '/srv/a b' && flock`));
  assert.ok(cron.includes(String.raw`task bench 'my config'\''s 50\%.jsonc' --allow-env A_KEY >`));
  assert.ok(cron.includes("\nPATH=/opt/my node/bin:/usr/local/bin:/usr/bin:/bin\n"));
  const units = scheduleText("systemd", scheduled, template);
  assert.ok(units.includes(`task bench "my config's 50%%.jsonc" --allow-env A_KEY\n`));
  assert.ok(units.includes("WorkingDirectory=/srv/a b\n") && units.includes("Sec=360s\n"));
  assert.ok(units.includes('Environment="PATH=/opt/my node/bin:/usr/local/bin:/usr/bin:/bin"\n'));
  const { jobs } = workflowIn(scheduleText("github", scheduled, template));
  const measure = jobs.measure.steps.find(({ name }) => name === "Measure")!;
  assert.deepEqual(measure.env, { A_KEY: "${{ secrets.A_KEY }}" });
  assert.ok(
    measure.run!.startsWith(String.raw`deno task bench 'my config'\''s 50%.jsonc' --allow-env`),
  );
});

/** Runs a program as a runner of the workflow would; its output where it fails. */
async function shell(cwd: string, words: string[], env: Record<string, string> = {}) {
  const { success, stdout, stderr } = await new Deno.Command(words[0], {
    ...{ args: words.slice(1), cwd },
    env: { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null", ...env },
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assert.ok(success, `${words.join(" ")}\n${out}\n${err}`);
  return out;
}
/** The clone needs these neither, for the time that they take. */
const unneeded = /^data\/thefastest|^src\/notebooks\//;
const as = ["-c", "user.name=t", "-c", "user.email=t@localhost"];

Deno.test("the workflow's steps measure, commit the rows and build the site in a clean clone", () =>
  inFolder(async (folder) => {
    const git = (at: string, ...words: string[]) => shell(`${folder}/${at}`, ["git", ...words]);
    // A publisher's repository: this one with a small configuration of theirs, and few pages, for the time it takes.
    await shell(folder, ["git", "clone", "-q", "--depth=1", `file://${Deno.cwd()}`, "theirs"]);
    await git("theirs", "checkout", "-q", "--orphan", "published"); // a shallow checkout cannot be pushed
    const files = (await git("theirs", "ls-files")).trim().split("\n");
    await git(
      "theirs",
      "rm",
      "-qf",
      ...files.filter((file) => left.test(file) || unneeded.test(file)),
    );
    const target = (provider: string) => ({ provider, model: "m", simulate: "groq-70b" });
    await Deno.writeTextFile(
      `${folder}/theirs/benchmarks/configs/tiny.jsonc`,
      JSON.stringify({
        ...{
          name: "tiny",
          mean_input_tokens: 40,
          mean_output_tokens: 8,
          requests: 12,
          concurrency: 6,
        },
        targets: [target("sim-published"), target("sim-other")],
      }),
    );
    await git("theirs", "add", "-A");
    await git("theirs", ...as, "commit", "-q", "-m", "Ours");
    await shell(folder, ["git", "init", "-q", "--bare", "-b", "main", "origin.git"]);
    await git("theirs", "push", "-q", `${folder}/origin.git`, "published:main");
    await shell(folder, ["git", "clone", "-q", "origin.git", "clone"]);
    const clone = `${folder}/clone`;
    await link("node_modules", clone);
    await linkBundles(clone);
    // Somebody commits while it measures.
    await git("theirs", ...as, "commit", "-q", "--allow-empty", "-m", "Meanwhile");
    await git("theirs", "push", "-q", `${folder}/origin.git`, "published:main");

    // With its own words: what a person would copy from the terminal.
    const printed = await run(["watch", "quickstart", "--every", "1h", "--print", "github"]);
    const text = printed.out.replaceAll("bench quickstart", "bench tiny");
    const workflow = workflowIn(text);
    await Deno.mkdir(`${folder}/bin`);
    await Deno.symlink(Deno.execPath(), `${folder}/bin/deno`);
    const env = {
      PATH: `${folder}/bin:${Deno.env.get("PATH")}`,
      TOKENBOARD_DATA: "",
      TOKENBOARD_DIST: "",
    };
    const steps = workflow.jobs.measure.steps.filter(({ run }) => run);
    assert.deepEqual(steps.map(({ name }) => name), [
      "Measure",
      "Commit the rows",
      "Build the site",
    ]);
    for (const step of steps) await shell(clone, ["bash", "-e", "-c", step.run!], env);

    const [run_id, ...more] = Array.from(
      Deno.readDirSync(`${clone}/data/runs`),
      ({ name }) => name,
    );
    assert.deepEqual(more, []);
    const published = await git("origin.git", "ls-tree", "-r", "--name-only", "main", "data/runs");
    assert.deepEqual(published.trim().split("\n"), [
      `data/runs/${run_id}/requests.parquet`,
      `data/runs/${run_id}/run.json`,
    ]);
    assert.match(
      await git("origin.git", "log", "--format=%s", "main"),
      /^Measured\nMeanwhile\nOurs\n$/,
    );
    assert.match(await Deno.readTextFile(`${clone}/dist/index.html`), /sim-published/);

    assert.deepEqual(workflow.permissions, {});
    assert.deepEqual(workflow.jobs.measure.permissions, { contents: "write" });
    assert.deepEqual(workflow.jobs.publish.permissions, { pages: "write", "id-token": "write" });
    assert.equal(workflow.concurrency["cancel-in-progress"], false);
    for (const { steps } of Object.values(workflow.jobs)) {
      for (const { uses } of steps) if (uses) assert.match(uses, /^[a-z]+\/[a-z-]+@v\d+$/);
    }
  }));
