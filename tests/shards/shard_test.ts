import assert from "node:assert/strict";
import { isRunName, readShard } from "../../benchmarks/shards/shard.ts";

const read = (
  given: { shard?: string; runId?: string },
  variables: Record<string, string> = {},
) => {
  try {
    const found = readShard(given, (name) => variables[name]);
    return found && `${found.index}/${found.count} ${found.runId}`;
  } catch (error) {
    return (error as Error).message;
  }
};

Deno.test("readShard() reads the options, and the variables that each scheduler sets", () => {
  assert.equal(read({}), null);
  assert.equal(read({ runId: "r" }), null);
  assert.equal(read({ shard: "0/4", runId: "r" }), "0/4 r");
  assert.equal(read({ shard: "3/4" }, { TOKENBOARD_RUN_ID: "r" }), "3/4 r");
  // Kubernetes: an Indexed Job, whose manifest sets our two.
  const job = { JOB_COMPLETION_INDEX: "2", TOKENBOARD_SHARDS: "3", TOKENBOARD_RUN_ID: "0b-1c" };
  assert.equal(read({}, job), "2/3 0b-1c");
  assert.equal(read({ shard: "0/2", runId: "mine" }, job), "0/2 mine");
  assert.equal(read({ shard: "off" }, job), null);
  // Slurm: sbatch --array=5-11:2.
  const slurm = (id: string) => ({
    SLURM_ARRAY_JOB_ID: "77",
    SLURM_ARRAY_TASK_ID: id,
    SLURM_ARRAY_TASK_COUNT: "4",
    SLURM_ARRAY_TASK_MIN: "5",
    SLURM_ARRAY_TASK_MAX: "11",
    SLURM_ARRAY_TASK_STEP: "2",
  });
  assert.deepEqual(["5", "7", "9", "11"].map((id) => read({}, slurm(id))), [
    "0/4 slurm-77",
    "1/4 slurm-77",
    "2/4 slurm-77",
    "3/4 slurm-77",
  ]);
  const plain = { SLURM_ARRAY_JOB_ID: "77", SLURM_ARRAY_TASK_ID: "1", SLURM_ARRAY_TASK_COUNT: "2" };
  assert.equal(read({}, { ...plain, SLURM_ARRAY_TASK_MIN: "0" }), "1/2 slurm-77");
  // AWS Batch: every child has its index behind the job's id.
  const batch = { AWS_BATCH_JOB_ID: "8f-2a:3", AWS_BATCH_JOB_ARRAY_INDEX: "3" };
  assert.equal(read({}, { ...batch, AWS_BATCH_JOB_ARRAY_SIZE: "10" }), "3/10 8f-2a");
  assert.equal(read({}, { ...batch, TOKENBOARD_SHARDS: "4" }), "3/4 8f-2a");
  // Two clusters, of three and of four pods, share a run of seven.
  const regions = { TOKENBOARD_SHARDS: "7", TOKENBOARD_RUN_ID: "r" };
  assert.equal(read({}, { ...regions, JOB_COMPLETION_INDEX: "2" }), "2/7 r");
  const second = { ...regions, TOKENBOARD_FIRST_SHARD: "3" };
  assert.equal(read({}, { ...second, JOB_COMPLETION_INDEX: "0" }), "3/7 r");
  assert.equal(read({}, { ...second, JOB_COMPLETION_INDEX: "3" }), "6/7 r");
  // An array of Slurm beside them says its own count, which is not the run's.
  assert.equal(read({}, { ...slurm("11"), ...second }), "6/7 r");
  assert.equal(read({}, { ...slurm("5"), ...regions, TOKENBOARD_FIRST_SHARD: "0" }), "0/7 r");
});

Deno.test("readShard() says in one sentence what is missing or cannot be", () => {
  const cases: [reading: RegExp, given: Parameters<typeof read>[0], variables?: object][] = [
    [/4\/4: shards count from 0, so the last of 4 is 3/, { shard: "4/4", runId: "r" }],
    [/0\/0: there are 1 to/, { shard: "0/0", runId: "r" }],
    [/-1\/4: write it as 0\/4/, { shard: "-1/4", runId: "r" }],
    [/1: write it as 0\/4/, { shard: "1", runId: "r" }],
    [/a shard needs the name that all shards .*--run-id or TOKENBOARD_RUN_ID/, { shard: "0/4" }],
    [/--run-id a\/b: a run's name has/, { shard: "0/4", runId: "a/b" }],
    [/TOKENBOARD_RUN_ID \.\.: a run's name/, { shard: "0/4" }, { TOKENBOARD_RUN_ID: ".." }],
    [/JOB_COMPLETION_INDEX is set, .*: set TOKENBOARD_SHARDS, or say --shard off/, { runId: "r" }, {
      JOB_COMPLETION_INDEX: "0",
    }],
    [/TOKENBOARD_SHARDS is set, and none of JOB_COMPLETION_INDEX, .*--shard I\/4/, { runId: "r" }, {
      TOKENBOARD_SHARDS: "4",
    }],
    [/set TOKENBOARD_SHARDS or AWS_BATCH_JOB_ARRAY_SIZE/, { runId: "r" }, {
      AWS_BATCH_JOB_ARRAY_INDEX: "0",
    }],
    [/JOB_COMPLETION_INDEX is 4, which is none of 4 shards from 0/, { runId: "r" }, {
      JOB_COMPLETION_INDEX: "4",
      TOKENBOARD_SHARDS: "4",
    }],
    [/SLURM_ARRAY_TASK_ID is 9, .*without gaps/, {}, {
      SLURM_ARRAY_JOB_ID: "77",
      SLURM_ARRAY_TASK_ID: "9",
      SLURM_ARRAY_TASK_MIN: "1",
      SLURM_ARRAY_TASK_COUNT: "3",
    }],
    // One task of an array submitted again: an array of its own, of one.
    [/SLURM_ARRAY_TASK_COUNT is 1 and TOKENBOARD_SHARDS is 4/, { runId: "r" }, {
      SLURM_ARRAY_TASK_ID: "2",
      SLURM_ARRAY_TASK_COUNT: "1",
      TOKENBOARD_SHARDS: "4",
    }],
    [/TOKENBOARD_FIRST_SHARD is set, and TOKENBOARD_SHARDS, .* is not/, { runId: "r" }, {
      JOB_COMPLETION_INDEX: "0",
      TOKENBOARD_FIRST_SHARD: "4",
    }],
    [/JOB_COMPLETION_INDEX is 3, .* 6 shards from 0, from TOKENBOARD_FIRST_SHARD 3/, {}, {
      JOB_COMPLETION_INDEX: "3",
      TOKENBOARD_FIRST_SHARD: "3",
      TOKENBOARD_SHARDS: "6",
      TOKENBOARD_RUN_ID: "r",
    }],
    [/TOKENBOARD_SHARDS is four, which is no whole number/, { runId: "r" }, {
      JOB_COMPLETION_INDEX: "0",
      TOKENBOARD_SHARDS: "four",
    }],
  ];
  for (const [reading, given, variables = {}] of cases) {
    const said = read(given, variables as Record<string, string>)!;
    assert.match(said, reading);
    assert.match(said, /^This command cannot run:\n {2}[^\n]+$/);
  }
});

Deno.test("isRunName() takes what is a folder's name and part of a key anywhere", () => {
  for (const name of ["r", "20261130T010203Z-quick-start-0a1b2c", "slurm-7", "a.b_c-d"]) {
    assert.ok(isRunName(name), name);
  }
  const none = [
    "",
    ".",
    "..",
    "a/b",
    "a b",
    "-a",
    ".a",
    "a.",
    "ü",
    "a\n",
    "shard=1",
    "x".repeat(121),
    // What means something else, to us or to a machine.
    "latest",
    "compacted",
    "Trash",
    "CON",
    "com1.x",
    "r.tmp",
  ];
  for (const name of none) assert.ok(!isRunName(name), name);
  assert.match(read({ shard: "0/2", runId: "compacted" })!, /compacted: that name means something/);
});
