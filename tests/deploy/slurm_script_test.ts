import assert from "node:assert/strict";

Deno.test("the script of Slurm is one that a shell reads", async () => {
  const { success, stderr } = await new Deno.Command("bash", {
    args: ["-n", "deploy/slurm/bench.sbatch"],
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
});
