/** The publisher's own prices: `prices.csv` in the folder of a store. */
import { NotText, readPlainText } from "../../files/text_file.ts";
import { priceColumns, readPriceLines, type ReadPrices } from "./price_lines.ts";
import { rowsSql } from "./rows_sql.ts";

/** The file's name; it is table `prices` by `pricesSql`, not as an analyst's own file. */
export const pricesFile = "prices.csv";

/** A hundred thousand lines and some: more prices than there are. */
const mostBytes = 50_000_000;

/** Prices of the store in `folder`, none where it has no such file; each fault names the file and the line. */
export async function readPrices(folder: string): Promise<ReadPrices> {
  const path = `${folder}/${pricesFile}`;
  try {
    const { prices, faults } = readPriceLines(await readPlainText(path, mostBytes) ?? "");
    return { prices, faults: faults.map((fault) => `${path}, ${fault}`) };
  } catch (error) {
    if (error instanceof NotText) return { prices: [], faults: [`${path}: it ${error.message}`] };
    throw error;
  }
}

/** A price per row, as the file has it; lines with a fault are left out. */
export const pricesSql = async (folder: string): Promise<string> =>
  rowsSql(priceColumns, (await readPrices(folder)).prices);
