/** A store elsewhere, machines that mirror it, and a list of what was asked of the store. */
import { folderPlace } from "../../../benchmarks/places/folder.ts";
import { Mirror } from "../../../benchmarks/places/mirror/mirror.ts";
import type { Place } from "../../../benchmarks/places/place.ts";
import { inFolder } from "../../support/bench.ts";

export const roots = ["runs/", "trash/"];
export const everything = () => true;

interface Scene {
  place: Place;
  there(path: string, text: string): Promise<void>;
  textThere(path: string): Promise<string | null>;
  machine(name: string): Mirror & { write(path: string, text: string): Promise<void> };
  /** What was asked of the place since the last call. */
  asked(): string[];
}

export const inScene = (work: (scene: Scene) => Promise<void>) =>
  inFolder(async (folder) => {
    const place = folderPlace(`${folder}/there`);
    const asked: string[] = [];
    const watched: Place = {
      ...place,
      fetch: (path, to) => (asked.push(`fetch ${path}`), place.fetch(path, to)),
      write: (path, from) => (asked.push(`write ${path}`), place.write(path, from)),
      remove: (path) => (asked.push(`remove ${path}`), place.remove(path)),
    };
    await work({
      place: watched,
      there: (path, text) => place.write(path, new TextEncoder().encode(text)),
      async textThere(path) {
        const found = await place.read(path);
        return found && new TextDecoder().decode(found);
      },
      machine(name) {
        const mirror = new Mirror({ place: watched, mirrors: `${folder}/${name}` });
        const here = folderPlace(mirror.folder);
        return Object.assign(mirror, {
          write: (path: string, text: string) => here.write(path, new TextEncoder().encode(text)),
        });
      },
      asked: () => asked.splice(0),
    });
  });

/** Paths of the files of a mirror. */
export const filesOf = async (mirror: Mirror) =>
  (await folderPlace(mirror.folder).list("")).map(({ path }) => path);
