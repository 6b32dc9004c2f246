/**
 * The image of deploy/Containerfile, built by buildah from this checkout, and a container of it as a strict cluster
 * starts one: no network, nothing to write but its volumes, not root, no shell. Needs Linux, root, buildah and unshare.
 */
import { check, end, must } from "./peer.ts";

const folder = await Deno.makeTempDir({ prefix: "tokenboard-image-" });
const context = `${folder}/context`;
const root = `${folder}/root`;
const planted = "sk-planted-0123456789";
const commit = "0123456789abcdef0123456789abcdef01234567";

async function said(command: string, args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (!success) throw new Error(`${command} ${args.join(" ")} failed:\n${out}${err}`.slice(-4000));
  return out.trim();
}

/** What is committed or new here, with what must stay out beside it. */
async function copyCheckout(): Promise<void> {
  await Deno.mkdir(context);
  const files = "git ls-files -z --cached --others --exclude-standard";
  await must("sh", ["-c", `${files} | tar --create --null --files-from=- | tar -x -C ${context}`]);
  await must("mkdir", ["-p", `${context}/.git/refs/heads/my`]);
  await Deno.writeTextFile(`${context}/.git/HEAD`, "ref: refs/heads/my/work\n");
  await Deno.writeTextFile(`${context}/.git/refs/heads/my/work`, `${commit}\n`);
  await Deno.writeTextFile(`${context}/.git/config`, `token = ${planted}\n`);
  for (const path of [".env", "benchmarks/.env", "data/runs/mine/run.json", "notes.txt"]) {
    await must("mkdir", ["-p", `${context}/${path}`.replace(/\/[^/]*$/, "")]);
    await Deno.writeTextFile(`${context}/${path}`, `OPENAI_API_KEY=${planted}\n`);
  }
}

/** Runs a task of a container whose root is `image`; its exit status and what it printed. */
async function task(image: string, words: string[]): Promise<{ code: number; text: string }> {
  const start = `Deno.chdir("/tokenboard"); const { code } = await new Deno.Command("deno", ` +
    `{ args: ["task", ...Deno.args] }).spawn().status; Deno.exit(code)`;
  const script = `set -e
mount --bind ${image} ${root}
mount -o remount,bind,ro ${root}
mount -t tmpfs -o mode=1777 tmpfs ${root}/tmp
mount -t proc proc ${root}/proc
mount --rbind /dev ${root}/dev
ip link set lo up
exec chroot --userspec=65532:65532 ${root} /usr/local/bin/deno eval '${start}' -- "$@"`;
  const child = new Deno.Command("unshare", {
    args: ["--net", "--mount", "sh", "-c", script, "sh", ...words],
    clearEnv: true,
    env: {
      PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
      DENO_DIR: "/deno-dir",
      TOKENBOARD_PACKAGES: "installed",
      TOKENBOARD_DATA: "/tmp/work",
      HOME: "/tmp",
      NO_COLOR: "1",
    },
  });
  const { code, stdout, stderr } = await child.output();
  return { code, text: [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("") };
}

await copyCheckout();
await Deno.mkdir(root);
const tag = "localhost/tokenboard-peer";
const build = ["build", "--isolation=chroot", "--file", "deploy/Containerfile", "--tag", tag];
await must("buildah", [...build, "."], { cwd: context });
const container = await said("buildah", ["from", "--pull-never", tag]);
try {
  const image = await said("buildah", ["mount", container]);
  const found = await said("sh", ["-c", `grep -rl ${planted} ${image}/tokenboard || true`]);
  check("no key, no run and no note of whoever builds it is in it", found === "", found);
  const started = performance.now();
  const plan = await task(image, ["bench", "quickstart", "--dry-run"]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  check(
    "it plans without a network, a shell, root or a place to write",
    plan.code === 0 && /^quickstart: \d+ requests to 3 targets/m.test(plan.text),
    `${seconds} s, load ${Deno.loadavg()[0].toFixed(1)}`,
  );
  if (plan.code !== 0) console.log(plan.text);
  const git = await said("sh", ["-c", `cd ${image}/tokenboard/.git && find . -type f && cat HEAD`]);
  check("it knows its commit, and no more of git", git === `./HEAD\n${commit}`, git);
  const run = await task(image, ["bench", "quickstart", "--no-site"]);
  check("it measures", run.code === 0 && /360 succeeded/.test(run.text), run.text.slice(-120));
  const mebibytes = (await said("du", ["-sm", image])).split("\t")[0];
  check("it is below half a gigabyte", Number(mebibytes) < 512, `${mebibytes} MiB`);
} finally {
  await said("buildah", ["rm", container]);
  await Deno.remove(folder, { recursive: true });
}
end();
