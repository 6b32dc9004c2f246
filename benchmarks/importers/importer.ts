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
  /** Who served the requests, where the files do not say. */
  provider?: string;
  /** Which model, where the files do not say. */
  model?: string;
  source?: string;
  licence?: string;
}

/** Whether a model's name says that a simulator answered, as those of this workspace's configurations say it. */
export const namesSimulator = (model: string): boolean => /\(simulated\)$/i.test(model.trim());

/** A file that an importer takes. */
export interface Found {
  file: string;
  /** Other files of the same run: that of its pair, or what the harness wrote beside it. */
  beside: string[];
}

export interface Importer {
  name: string;
  /** What this importer takes of `path` (a file or a folder), or nothing. */
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
