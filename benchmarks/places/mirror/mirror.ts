/**
 * A copy of a remote store in a folder of this machine. What is there is brought here by path and stamp, and what was
 * made here is put there. Neither overwrites what the other side changed meanwhile: that is said, and stays.
 */
import { createHash } from "node:crypto";
import type { Place, PlaceFile } from "../place.ts";
import { bringFiles } from "./bring.ts";
import type { Brought, Progress } from "./brought.ts";
import { changedFolders, type Put, putFiles } from "./put.ts";
import { readState, type State, writeState } from "./state.ts";

export interface MirrorOptions {
  place: Place & { server?: string };
  /** Of all mirrors of this machine. */
  mirrors: string;
  /** Told once where another process has the mirror now. */
  waiting?: () => void;
}

export class Mirror {
  /** The store, as far as it was brought. */
  readonly folder: string;
  progress?: Progress;
  #stateFile: string;
  #lock: Deno.FsFile | null = null;

  constructor(private options: MirrorOptions) {
    const { place, mirrors } = options;
    const whose = `${place.server ?? ""} ${place.name}`;
    const hash = createHash("sha256").update(whose).digest("hex").slice(0, 16);
    this.folder = `${mirrors}/${hash}`;
    this.#stateFile = `${mirrors}/${hash}.json`;
  }

  /** Keeps others out until `release`: who writes must not meet who brings. May be called again. */
  async hold(): Promise<void> {
    if (this.#lock) return;
    await Deno.mkdir(this.folder, { recursive: true });
    const lock = await Deno.open(`${this.folder}.lock`, { create: true, write: true });
    if (!await lock.tryLock(true)) {
      this.options.waiting?.();
      await lock.lock(true);
    }
    this.#lock = lock;
  }

  release(): void {
    this.#lock?.close();
    this.#lock = null;
  }

  /** Makes this side what that side is, of the files that are `wanted`. */
  bring(wanted: (file: PlaceFile, all: ReadonlySet<string>) => boolean): Promise<Brought> {
    return this.#held(async (state, save) => {
      const [{ place }, progress] = [this.options, this.progress];
      const listed = await place.list("");
      const all = new Set(listed.map(({ path }) => path));
      const there = listed.filter((file) => wanted(file, all));
      // Of a file that is gone, its name alone can say whether it would be wanted.
      const gone = (path: string) => !all.has(path) && wanted({ path, bytes: 0, stamp: "" }, all);
      return await bringFiles({ place, folder: this.folder, state, save, there, gone, progress });
    });
  }

  /**
   * Puts there what was made here below `roots`. `removes`: what was taken away here is taken away there, too.
   */
  put(roots: string[], removes: boolean): Promise<Put> {
    return this.#held((state, save) => {
      const [{ place }, progress] = [this.options, this.progress];
      return putFiles({ place, folder: this.folder, state, save, roots, removes, progress });
    });
  }

  /** Folders below `roots` of which something was made here and is not there yet. */
  unsent(roots: string[]): Promise<string[]> {
    return this.#held((state) => changedFolders(this.folder, state, roots));
  }

  async #held<T>(work: (state: State, save: () => Promise<void>) => Promise<T>): Promise<T> {
    const had = this.#lock !== null;
    await this.hold();
    try {
      const state = await readState(this.#stateFile);
      return await work(
        state,
        () => writeState(this.#stateFile, this.options.place.name, state),
      );
    } finally {
      if (!had) this.release();
    }
  }
}
