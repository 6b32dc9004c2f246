/** A store that is not on this machine, while a command works on its copy here. */
import { type BucketAccess, bucketAccess } from "../../places/access.ts";
import { PlaceFault } from "../../places/faults.ts";
import { Mirror } from "../../places/mirror/mirror.ts";
import type { Brought } from "../../places/mirror/brought.ts";
import { openPlace } from "../../places/open.ts";
import { printable } from "../../report/table.ts";
import { dataFolder } from "../../store/views.ts";
import type { FoundRuns } from "../../store/run_folders.ts";
import { whyUntold } from "../../store/remote/secret.ts";
import { missingExtension } from "../../store/extensions/load.ts";
import { findThere, LeftThere } from "./there.ts";
import { type Use, type Wanted, wantedBy } from "./uses.ts";
import { broughtText, putText, Slow, unsentText } from "./words.ts";

/** What may be changed of a store; all else in it is its owner's. */
const roots = ["runs/", "trash/", "editions/"];
const say = (line: string) => console.error(printable(line));

export class RemoteStore {
  /** What was found there, where rows were left there. */
  found: FoundRuns | null = null;
  #access?: Promise<BucketAccess>;
  private constructor(readonly name: string, private mirror: Mirror, private use: Use) {}

  /** Brings of a store what a command needs. */
  static async open(name: string, use: Use): Promise<RemoteStore> {
    const place = await openPlace(name, (variable) => Deno.env.get(variable));
    const mirror = new Mirror({
      place,
      mirrors: `${dataFolder()}/.store/mirrors`,
      waiting: () => say(`Another command is at work on ${place.name}; waiting for it.`),
    });
    const store = new RemoteStore(place.name, mirror, use);
    if (use.puts === "held") await mirror.hold();
    try {
      if (use.brings === "columns") await store.#findOrBring();
      else await store.#bring(wantedBy(use.brings));
    } catch (error) {
      mirror.release();
      throw error;
    }
    return store;
  }

  /** Where its copy is. */
  get folder(): string {
    return this.mirror.folder;
  }

  /** How another program reaches it. */
  access(): Promise<BucketAccess> {
    return this.#access ??= bucketAccess(this.name, (variable) => Deno.env.get(variable));
  }

  async bringRest(): Promise<void> {
    await this.#put();
    await this.#bring(wantedBy("all"));
  }

  async leave(): Promise<void> {
    try {
      if (this.use.puts) await this.#put();
    } catch (error) {
      if (!(error instanceof PlaceFault)) throw error;
      throw new PlaceFault(
        `${error.message} What was made is kept in ${this.folder}: ` +
          "the next bench or import with this store puts it there.",
      );
    } finally {
      this.mirror.release();
    }
  }

  /** Leaves rows where they are, where DuckDB can read them there. */
  async #findOrBring(): Promise<void> {
    const missing = await missingExtension(["httpfs"]);
    const untold = missing === null ? whyUntold(await this.access()) : null;
    if (missing === null && untold === null) return await this.#find();
    const { files } = await this.#bring(wantedBy("all"));
    if (!files) return;
    say(
      untold
        ? `DuckDB could leave rows where they are, but ${untold}`
        : `With httpfs rows would stay where they are. ${missing}`,
    );
  }

  /** Leaves the rows where they are, and brings those that must be looked at whole. */
  async #find(): Promise<void> {
    const access = await this.access(); // as long as this command has a network
    const left = new LeftThere(wantedBy("columns"));
    await this.#bring(left.brings);
    this.found = await findThere(access, this.folder, left.files, async (paths) => {
      await this.#bring((file, all) => left.brings(file, all) || paths.has(file.path));
    });
  }

  async #bring(wanted: Wanted): Promise<Brought> {
    const { name, mirror, use } = this;
    const slow = new Slow(`Bringing ${name}`);
    mirror.progress = slow.progress;
    const brought = await mirror.bring(wanted).finally(slow.end);
    broughtText(name, mirror.folder, brought).forEach(say);
    const unsent = use.puts ? null : unsentText(name, await mirror.unsent(roots));
    if (unsent) say(unsent);
    return brought;
  }

  async #put(): Promise<void> {
    const { name, mirror, use } = this;
    const slow = new Slow(`Putting into ${name}`);
    mirror.progress = slow.progress;
    const put = await mirror.put(roots, use.removes ?? false).finally(slow.end);
    putText(name, mirror.folder, put).forEach(say);
  }
}
