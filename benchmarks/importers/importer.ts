/** What an importer gives: runs with their rows, or a refusal that names the file and the reason. */
import type { Row } from "../record/record.ts";
import type { RunFile } from "../store/run_file.ts";

export interface ImportedRun {
  file: string;
  run: RunFile;
  rows: Row[];
}

/** What the person who imports knows and the file does not. */
export interface ImportFacts {
  location?: string;
  source?: string;
  licence?: string;
}

/** A file that an importer takes. */
export interface Found {
  file: string;
  /** The other file of its pair; null where it has none. */
  beside: string | null;
}

export interface Importer {
  name: string;
  /** Files of `path` (a file or a folder) this importer takes, or none. */
  find(path: string): Promise<Found[]>;
  /** The runs in one of those; throws `Refusal`. */
  read(found: Found, facts: ImportFacts): Promise<ImportedRun[]>;
}

/** A file that is not what it claims. Nothing of it is imported. */
export class Refusal extends Error {
  constructor(readonly file: string, readonly reason: string) {
    super(`${file}: ${reason}`);
  }
}
