/** Processes that run page programs for a build; one that ends is replaced at its next job. */
import { denoProcess, pagesMaySpend } from "../processes/deno_process.ts";
import { pageGrants } from "../processes/grants.ts";
import { TextLineStream } from "../processes/lines.ts";
import type { Output } from "./outputs.ts";
import { partialOf } from "./partial.ts";

export interface Worker {
  /** Makes a file; says what the program threw, or null. */
  make(output: Output): Promise<string | null>;
  close(): Promise<void>;
}

/** A process that starts at its first job, with these variables, too. Aborting `signal` ends it. */
export function openWorker(signal: AbortSignal, env: Record<string, string> = {}): Worker {
  let running: ReturnType<typeof start> | null = null;
  const stop = async () => {
    const ended = running;
    running = null;
    await ended?.jobs.close().catch(() => {}); // it may be gone
    await ended?.child.status;
  };
  return {
    async make(output) {
      running ??= start(signal, env);
      const asked = running.jobs.write(JSON.stringify(output) + "\n").catch(() => {});
      const [answer] = await Promise.all([running.answers.read(), asked]);
      if (!answer.done) {
        const { error, last } = JSON.parse(answer.value);
        if (last) await stop();
        return error;
      }
      const partial = partialOf(output.file, running.child.pid);
      await stop();
      await Deno.remove(partial).catch(() => {}); // it may not have come so far
      return `${output.program} ended the process that ran it`;
    },
    close: stop,
  };
}

function start(signal: AbortSignal, env: Record<string, string>) {
  const child = denoProcess(pageGrants(), ["benchmarks/site/worker.ts"], {
    keys: pagesMaySpend(),
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
    signal,
  }).spawn();
  const text = new TextEncoderStream();
  text.readable.pipeTo(child.stdin).catch(() => {});
  return {
    child,
    jobs: text.writable.getWriter(),
    answers: child.stdout.pipeThrough(new TextDecoderStream())
      .pipeThrough(new TextLineStream()).getReader(),
  };
}
