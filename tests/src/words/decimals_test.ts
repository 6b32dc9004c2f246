import assert from "node:assert/strict";
import { columnDecimals } from "../../../src/words/decimals.ts";

Deno.test("columnDecimals() gives a column as many decimals as tell its values apart", () => {
  const table: [string, (number | null)[], number, number][] = [
    ["two decimals tell these apart", [0.21, 0.38, 1.93], 2, 2],
    ["0.086 and 0.094 do not print as 0.09", [0.086, 0.094], 2, 3],
    ["nor do 0.0857 and 0.0862 as 0.086", [0.0857, 0.0862], 2, 4],
    ["beyond three digits they are alike", [0.21301, 0.21302, 0.5], 2, 2],
    ["equal values need no more than two digits that count", [0.09, 0.09], 2, 3],
    ["0.0328 is not 0.03", [0.0328, 0.0725], 2, 3],
    ["0.00321 s a token", [0.00321], 2, 4],
    ["beside 71.57 and 0.97 there is no need", [71.57, 0.97], 2, 2],
    ["rates: 66.0 and 66.4", [66, 66.4], 1, 1],
    ["a microsecond is not 0.00", [0.0000042], 2, 7],
    ["100.47 leaves no room for more", [100.47, 0.591, 0.594], 2, 2],
    ["thousands print as 1.0k, whatever the others", [1234.5, 66.04, 66.1], 1, 1],
    ["null, failures and zeros have no say", [null, Infinity, 0, 0.25], 2, 2],
    ["nothing", [], 2, 2],
    ["counts stay whole", [150, 151], 0, 0],
  ];
  for (const [name, values, least, right] of table) {
    assert.equal(columnDecimals(values, least), right, name);
  }
});
