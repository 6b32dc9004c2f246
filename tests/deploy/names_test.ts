/** Options, variables, files and versions that deploy/ and its pages name are those of the program. */
import assert from "node:assert/strict";
import type { Command } from "commander";
import { addBench } from "../../benchmarks/command_line/bench_options.ts";
import { TokenboardCommand } from "../../benchmarks/command_line/command.ts";
import { addCommands } from "../../benchmarks/command_line/commands.ts";
import { neededDeno } from "../../benchmarks/deno_version.ts";
import { filesOf } from "../support/bench.ts";

const pages = ["docs/deploy.md", "docs/kubernetes.md"];
const files = [...filesOf("deploy"), ...pages];
const texts = new Map(files.map((file) => [file, Deno.readTextFileSync(file)]));

/** Of other programs that are called there. */
const optionsOfOthers = [
  // docker and npm
  ...["--from", "--chown", "--global", "--rm"],
  // kubectl
  ...["--from-literal", "--prefix", "--max-log-requests", "--force", "--from"],
  // Slurm
  ...["--job-name", "--array", "--ntasks", "--cpus-per-task", "--mem", "--time", "--output"],
  ...["--requeue", "--signal"],
  // aws
  ...["--job-queue", "--job-definition", "--array-properties", "--retry-strategy"],
  ...["--container-overrides", "--delete"],
];
/** Read by none of our sources: by Deno, by the shell, or by another line of the same file. */
const variablesOfOthers = ["DENO_DIR", "DENO_NO_UPDATE_CHECK", "JOB_NAME", "SLURM_SUBMIT_DIR"];

const sources = [...filesOf("benchmarks")].filter((file) => file.endsWith(".ts"))
  .map((file) => Deno.readTextFileSync(file)).join("\n");

Deno.test("every option that deploy/ and its pages name is one that the program has", () => {
  const program = new TokenboardCommand();
  const settle = async () => {};
  addBench(program, settle);
  addCommands(program, settle);
  const ours = program.commands.flatMap((command: Command) =>
    command.options.map(({ long }) => long!)
  );
  assert.ok(ours.includes("--no-site") && ours.length > 50);
  const named = new Map(
    [...texts].flatMap(([file, text]) =>
      [...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([option]) => [option, file])
    ),
  );
  assert.ok(named.size > 10);
  const unknown = [...named].filter(([option]) =>
    !ours.includes(option) && !optionsOfOthers.includes(option)
  );
  assert.deepEqual(unknown, []);
});

Deno.test("every variable that deploy/ and its pages name is read by the program", () => {
  const pattern = /\b(?:TOKENBOARD|AWS|OPENAI|SLURM|JOB|DENO)_[A-Z_]*[A-Z]\b/g;
  const named = new Map(
    [...texts].flatMap(([file, text]) =>
      [...text.matchAll(pattern)].map(([variable]) => [variable, file])
    ),
  );
  assert.ok(named.size > 10);
  const unread = [...named].filter(([variable]) =>
    !variablesOfOthers.includes(variable) && !sources.includes(variable)
  );
  assert.deepEqual(unread, []);
});

Deno.test("every path of this project that the pages and the files name is there", () => {
  const found = [...texts].flatMap(([file, text]) =>
    [...text.matchAll(/\b(?:deploy|docs)\/[\w./-]*\w/g)].map(([path]) => [path, file])
  );
  assert.ok(found.length > 8);
  // The reader's own, of whom a page tells.
  const missing = found.filter(([path]) =>
    !path.startsWith("deploy/kubernetes/mine") && !exists(path)
  );
  assert.deepEqual(missing, []);
});

const exists = (path: string) => {
  try {
    return Boolean(Deno.statSync(path));
  } catch {
    return false;
  }
};

Deno.test("all files start the Deno that everything is tried with", () => {
  const versions = [...texts].flatMap(([file, text]) =>
    [...text.matchAll(/deno@([\d.]*\d)/g)].map(([, version]) => [file, version])
  );
  assert.ok(versions.length >= 4);
  assert.deepEqual(versions.filter(([, version]) => version !== neededDeno), []);
});

Deno.test("the image is given every file that the program reads, and no run or key", () => {
  const lines = texts.get("deploy/Containerfile.dockerignore")!.split("\n");
  assert.equal(lines.find((line) => line && !line.startsWith("#")), "*", "all stay out at first");
  const entering = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  // In a worktree git's files are elsewhere.
  const ours = entering.filter((path) => !path.startsWith(".git/"));
  for (const path of ours) assert.ok(exists(path), path);
  // What is not committed is somebody's own.
  const ignored = Deno.readTextFileSync(".gitignore").split("\n")
    .filter((line) => /^(data|src)\//.test(line)).map((line) => line.replace(/\/$/, ""));
  assert.deepEqual(ignored.filter((path) => !lines.includes(path)), []);
});
