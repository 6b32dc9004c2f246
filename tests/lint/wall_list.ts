/** The walls themselves, as data: which files may import and use what. `walls.ts` enforces them. */

/** One wall. Paths are from the root of the project; a package is its name, without version. */
export interface Wall {
  /** Files it holds for. */
  files: RegExp;
  except?: RegExp;
  /** Imports that break it: a file, a package, or `package#name` for a named import. */
  imports?: RegExp;
  /** Imports of our own files that `imports` would catch and that are allowed all the same. */
  allow?: RegExp;
  /** Globals that break it, dotted; `new Date` and `Date` stand for those calls without arguments. */
  uses?: RegExp;
  /** The most lines a file may have. */
  lines?: number;
  why: string;
}

const ours = /^(benchmarks|loaders|src|tests)\//;
/** Everything that reaches a disk, a socket or another process. */
const inputOutput =
  /^(Deno\.\w+|process\.\w+|fetch|WebSocket|EventSource|XMLHttpRequest|document\.\w+|window\.\w+)$/;

export const walls: Wall[] = [
  {
    files: /^benchmarks\/(record\/record|wire\/clock|plan\/random|wire\/recording)\.ts$/,
    imports: ours,
    why: "the foundations import nothing of ours",
  },
  {
    files: /^(benchmarks|loaders|src)\//,
    imports: /^tests\//,
    why: "the program does not lean on its tests",
  },
  {
    files: /^(benchmarks|loaders|src)\//,
    except: /^benchmarks\/wire\/transport\.ts$/,
    imports: /^undici(\/|#|$)/,
    why: "only wire/transport.ts knows undici",
  },
  {
    files: /./,
    except: /^benchmarks\/store\/duckdb\.ts$/,
    imports: /^@duckdb\//,
    why: "only store/duckdb.ts knows DuckDB",
  },
  {
    files: /^(benchmarks|loaders|src)\//,
    except: /^benchmarks\/(wire|simulator)\/clock\.ts$/,
    imports: /^node:perf_hooks/,
    uses: /^(Date\.now|Date|new Date|performance\.(now|timeOrigin)|process\.hrtime|Temporal\.Now)$/,
    why: "only wire/clock.ts reads time",
  },
  {
    files: /^(benchmarks|loaders|src)\//,
    except: /^benchmarks\/plan\/random\.ts$/,
    imports: /^node:crypto#(\*|default|random\w+|getRandomValues|webcrypto)$/,
    uses: /^(Math\.random|crypto\.(getRandomValues|randomUUID))$/,
    why: "only plan/random.ts makes randomness",
  },
  {
    files: /^benchmarks\/providers\//,
    imports:
      /^(node:|undici|@duckdb\/|(benchmarks\/(?!providers\/|wire\/recording\.ts)|loaders|src)\/?)/,
    uses: /^(Deno\.\w+|process\.\w+|fetch|WebSocket|setTimeout|setInterval)$/,
    why: "a provider is pure: no network, clock, environment or key",
  },
  {
    // `openai.ts` may be cut into `openai_chunk.ts`, `openai_usage.ts` and `openai_family.ts`; what several protocols share is named here.
    files: /^benchmarks\/providers\//,
    except: /^benchmarks\/providers\/index\.ts$/,
    imports: /^benchmarks\/providers\//,
    allow:
      /^benchmarks\/providers\/(provider|asked|setting|ends|json|json_stream|body|failure|refusal_words|inside|finish|unread|web_page|aws_failure|aws_about|served|sse|sse_body|ndjson|event_stream|json_array|\w+_(chunk|body|family|usage))\.ts$/,
    why: "one provider does not know another; framings and shared readers are named in the wall",
  },
  {
    files:
      /^(benchmarks\/(plan\/(arrivals|plan|prompts|probes|number_words|requests|dataset_entries|dataset_line|prefix_blocks|tokenizers)|record\/(to_record|answer|outcome|finish|usage|text|redact|mask_split|errors)|(metrics|coverage)\/\w+)|src\/charts\/\w+)\.ts$/,
    imports:
      /^(node:(?!crypto)|undici|@duckdb\/|benchmarks\/(store|commands|report|simulator|wire\/(?!recording\.ts)))/,
    uses: inputOutput,
    why: "this part does no input or output",
  },
  {
    files: /^benchmarks\/judging\//,
    imports: /^(node:|undici|@duckdb\/|(benchmarks\/(?!judging\/)|loaders|src)\/?)/,
    // Of ours nothing but what a column and a metric are called.
    allow: /^benchmarks\/(record\/record|metrics\/metrics)\.ts$/,
    uses: inputOutput,
    why: "judging is arithmetic: no input or output, no randomness, none of our other parts",
  },
  {
    // Compression without a stream is a function of its bytes.
    files: /^benchmarks\/simulator\/faults\//,
    imports:
      /^(node:(?!zlib)|undici|@duckdb\/|benchmarks\/(?!simulator\/faults\/)|(loaders|src)\/)/,
    uses: /^(Deno\.\w+|process\.\w+|fetch|WebSocket|setTimeout|setInterval)$/,
    why: "a fault is data: no socket, clock or server",
  },
  {
    files: /^benchmarks\/(plan|wire|providers|record|metrics|judging|coverage|store)\//,
    imports: /^benchmarks\/(commands|report|simulator|importers)\//,
    why: "parts are wired together only in commands/",
  },
  {
    files: /^benchmarks\//,
    imports: /^(loaders|src)\//,
    why: "the harness does not know the pages",
  },
  {
    files: /^benchmarks\/(plan|wire|record|metrics|judging|coverage|simulator|importers|report)\//,
    uses: /^(Deno\.env|process\.env)$/,
    why: "only commands/ read the environment, and hand over what is needed",
  },
  {
    files: /^loaders\//,
    imports: ours,
    // The loader that runs the harness also reads its configuration, and whether it costs anything.
    allow:
      /^(benchmarks\/(store|metrics|judging|processes)|src\/charts)\/|^benchmarks\/(plan\/config|wire\/hosts)\.ts$/,
    lines: 30,
    why: "loaders see store/, metrics/, judging/ and charts only, in at most 30 lines",
  },
  {
    files: /^loaders\//,
    except: /^loaders\/requests-\[config\]\.parquet\.ts$/,
    imports: /^(undici|node:(https?|net|child_process)|benchmarks\/(plan|processes)\/)/,
    uses: /^(Deno\.Command|fetch)$/,
    why: "every loader but the one that runs the harness only reads the store",
  },
  {
    files: /^src\/.*\.md\.ts$/,
    imports: /^(benchmarks|loaders|tests)\//,
    // Record, error classes and what providers say of themselves are literals from which pages derive.
    allow:
      /^benchmarks\/((store|metrics|judging|processes)\/|record\/(record|errors)\.ts$|providers\/index\.ts$)/,
    why: "a page's loader may import what loaders may",
  },
  {
    files: /^src\//,
    except: /\.md\.ts$/,
    imports: /^(benchmarks|loaders|tests)\/|^node:/,
    uses: /^(Deno\.\w+|process\.\w+)$/,
    why: "src/ sees only src/, packages, and what loaders print",
  },
  {
    files: /^src\/charts\//,
    imports: /^src\/(?!charts\/)/,
    why: "a chart is a pure function of its rows",
  },
  {
    files: /^(benchmarks|loaders|src)\//,
    except: /^benchmarks\/(setup|processes\/deno_process)\.ts$/,
    imports: /^node:child_process/,
    uses: /^Deno\.Command$/,
    why:
      "only processes/ starts programs: with what each may do, and without keys that it does not need",
  },
  {
    files: /./,
    imports: /^(https?|jsr|npm):/,
    why: "packages are pinned in deno.json or tests/packages.jsonc and imported by their bare name",
  },
];
