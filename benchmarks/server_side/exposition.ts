/** Prometheus' text format, read: names, labels, values. Pure, and in one go through the text. */

/** One line that holds a value. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** The samples of a text; lines that are none are passed over, as Prometheus' own comments are. */
export function samplesOf(text: string): Sample[] {
  const samples: Sample[] = [];
  for (const line of text.split("\n")) {
    const sample = line === "" || line[0] === "#" ? null : sampleOf(line);
    if (sample) samples.push(sample);
  }
  return samples;
}

const nameAt = /[a-zA-Z_:][\w:]*/y;
const labelAt = /\s*([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\\n]|\\.)*)"\s*(,?)/y;
const escaped: Record<string, string> = { "\\n": "\n", '\\"': '"', "\\\\": "\\" };

function sampleOf(line: string): Sample | null {
  nameAt.lastIndex = 0;
  const name = nameAt.exec(line)?.[0];
  if (!name) return null;
  const labels: Record<string, string> = Object.create(null); // their names are a server's
  let at = name.length;
  if (line[at] === "{") {
    at++;
    for (;;) {
      labelAt.lastIndex = at;
      const label = labelAt.exec(line);
      if (!label) break;
      labels[label[1]] = label[2].replace(/\\./g, (found) => escaped[found] ?? found);
      at = labelAt.lastIndex;
      if (!label[3]) break;
    }
    while (line[at] === " ") at++;
    if (line[at++] !== "}") return null;
  }
  // A time may follow the value; it is the server's, and not needed.
  const [word] = line.slice(at).trim().split(/\s/, 1);
  const value = numberOf(word);
  return value === null ? null : { name, labels, value };
}

function numberOf(word: string): number | null {
  if (/^[+-]?inf$/i.test(word)) return word[0] === "-" ? -Infinity : Infinity;
  const value = word === "" ? NaN : Number(word);
  return Number.isNaN(value) ? null : value;
}
