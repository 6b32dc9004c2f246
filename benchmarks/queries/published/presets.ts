/** The named views of this store, as of today. */
import { type Preset, readPresets } from "../../store/board/presets_file.ts";
import { dataFolder } from "../../store/views.ts";
import { wallNow } from "../../wire/clock.ts";

/** Those of the folder that the store is in; throws `ConfigError` where its file cannot be read. */
export const publisherPresets = (): Promise<Preset[]> =>
  readPresets(dataFolder(), wallNow().toISOString().slice(0, 10));
