/** The live site of a copy of the project, at a port that is free. */
import assert from "node:assert/strict";
import { patienceMs } from "./browser.ts";
import type { ProjectCopy } from "./project_copy.ts";

export interface LiveSite {
  /** Its address, without a slash at its end. */
  url: string;
  port: number;
  /** Ends its command by a SIGTERM; it and all that it started have ended then. Returns what it printed. */
  stop(): Promise<string>;
  /** Ends what is left of it, where a test failed. */
  [Symbol.dispose](): void;
}

/** Starts it, and waits until it says where it is. */
export async function liveSite({ start }: Pick<ProjectCopy, "start">): Promise<LiveSite> {
  const dev = start(["dev", "--port", "0"]);
  const killAll = () => {
    try {
      Deno.kill(-dev.pid, "SIGKILL");
    } catch { /* nothing is left */ }
  };
  const [said, wrong] = [dev.stdout, dev.stderr].map((stream) => ({
    text: "",
    lines: stream.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator](),
  }));
  /** Reads to the end, or until what is said says enough; a command that nobody reads would wait. */
  const read = async (one: typeof said, enough = (_text: string) => false) => {
    for (let part; !enough(one.text) && !(part = await one.lines.next()).done;) {
      one.text += part.value;
    }
  };
  const wrongRead = read(wrong);
  const address = /The live site: (http:\/\/127\.0\.0\.1:(\d+))\//;
  await read(said, (text) => address.test(text));
  const [, url, port] = address.exec(said.text) ?? [];
  if (!url) await wrongRead;
  assert.ok(url, `the live site ended: ${said.text}${wrong.text}`);
  const saidRead = read(said);
  return {
    url,
    port: Number(port),
    async stop() {
      const timer = setTimeout(killAll, patienceMs);
      dev.kill("SIGTERM");
      // All that holds its output has ended.
      const [{ signal }] = await Promise.all([dev.status, saidRead, wrongRead]);
      clearTimeout(timer);
      assert.notEqual(signal, "SIGKILL", "it did not end");
      return said.text;
    },
    [Symbol.dispose]: killAll,
  };
}
