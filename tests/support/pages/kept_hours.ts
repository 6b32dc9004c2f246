/**
 * The committed hours of page /time, of April 2024: what an address without `data` shows is that of whoever ran
 * something on two days, and a run that crosses midnight is one.
 */
export const keptHours = "ed190ce757b9bcf6_imported";
