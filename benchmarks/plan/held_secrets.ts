/** Secrets among the settings of a run: they are kept in `run.json` and published, so none may stand there. Pure. */

/** Shapes of keys, as vendors give them out; a token of JWT; a user and password in an address. */
const shapes = [
  /\bsk-[\w-]{8,}/i,
  /\bA[KS]IA[A-Z0-9]{12,}/i,
  /\bAIza[\w-]{20,}/i,
  /\bya29\.[\w-]{16,}/i,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}/i,
  /\b(gsk|hf|fw|r8|xai|csk|pplx|nvapi|ghp|tgp_v1)[_-]\w{8,}/i,
  /bearer\s+(?!\$\{)\S{8,}/i,
  /:\/\/[^\/\s"@]*:[^\/\s"@]+@/,
];

/** Names of fields whose text is a secret by what it is called. */
const secretFields = [
  /^(x[-_])?(api|private)[-_]?key$/i,
  /^(x[-_])?(client[-_]?)?secret$/i,
  /^(x[-_])?((access|auth|bearer)[-_]?)?token$/i,
  /^(x[-_])?(password|passwd|bearer|authorization|credentials?)$/i,
];
/** What signs an address beside those. */
const secretParameters = [
  ...secretFields,
  /^(key|sig(nature)?|x-(amz|goog)-(signature|security-token))$/i,
];
/** A shorter text is a placeholder. */
const shortestSecret = 8;

const wayOut = "a run keeps its settings, so no key may stand in them";

/** What is known of a secret that settings must not hold: the variable's name and how to find its value. */
export interface KnownSecret {
  variable: string;
  standsIn(text: string): boolean;
}

/** A fault for each setting of `data` that holds a secret, by the setting's name; never with its text. */
export function heldSecrets(data: unknown, known: KnownSecret[] = []): string[] {
  const faults: string[] = [];
  const secretOf = (text: string): string | null => {
    const variable = known.find((k) => k.standsIn(text))?.variable;
    if (variable) return `holds the value of the environment variable ${variable}`;
    if (shapes.some((shape) => shape.test(text))) return "holds what looks like a key";
    return signsAnAddress(text) ? "holds an address with a secret, by its name" : null;
  };
  const left: [path: string, name: string, value: unknown][] = [["", "", data]];
  for (let next; (next = left.pop());) {
    const [path, name, value] = next;
    const where = path || "(whole file)";
    if (typeof value === "string") {
      const held = secretOf(value) ??
        (secretFields.some((field) => field.test(name)) && value.length >= shortestSecret &&
            !value.includes("${")
          ? "holds a secret, by its name"
          : null);
      if (held) faults.push(`${where}: ${held}: ${wayOut}${instead(path)}`);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value).reverse()) {
        const held = secretOf(key);
        if (held) faults.push(`${where}: a name in it ${held}: ${wayOut}`);
        // A name that is a secret names nothing.
        left.push([held ? path : path ? `${path}.${key}` : key, key, inner]);
      }
    }
  }
  return faults;
}

/** Whether a text has an address with a parameter, before or behind its #, that is a secret by what it is called. */
const signsAnAddress = (text: string): boolean =>
  text.split(/\s/).some((word) => {
    const address = word.includes("://") ? word.slice(word.indexOf("://")) : "";
    const from = address.search(/[?#]/);
    if (from < 0) return false;
    const query = address.slice(from).replaceAll(/[?#;"'<>]/g, "&");
    return [...new URLSearchParams(query)].some(([name, value]) =>
      secretParameters.some((field) => field.test(name)) && value.length >= shortestSecret &&
      !value.includes("${")
    );
  });

const instead = (path: string) =>
  /^targets\.\d+\.headers\./.test(path)
    ? "; write ${NAME} and set the variable NAME"
    : "; name its environment variable by api_key_env, or write ${NAME} in a header";

/** Whether the value of a header may be a secret though nothing calls it one: letters and digits of no word. */
export const isOpaque = (value: string): boolean =>
  /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/i.test(value) ||
  (value.match(/[A-Za-z\d+/=]{16,}/g) ?? []).some((part) =>
    /\d/.test(part) && /[A-Za-z]/.test(part)
  );
