/** The walls themselves, as data: which files may import and use what. `walls.ts` enforces them. */
import { foundations, rooms } from "./rooms.ts";
import { anyOf, type Wall } from "./wall.ts";

const ours = /^(benchmarks|loaders|src|tests)\//;
/** Everything that reaches a disk, a socket or another process. */
const inputOutput =
  /^(Deno\.\w+|process\.\w+|fetch|WebSocket|EventSource|XMLHttpRequest|document\.\w+|window\.\w+)$/;

export const walls: Wall[] = [
  {
    files: foundations,
    imports: ours,
    allow: foundations,
    why: "the foundations import nothing of ours but each other",
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
    except: /^(benchmarks\/store|src\/built_ins)\/duckdb\.ts$/,
    imports: /^@duckdb\//,
    why: "only store/duckdb.ts knows DuckDB, and in the browser built_ins/duckdb.ts",
  },
  {
    files: /^(benchmarks|loaders|src)\//,
    except: /^(benchmarks\/(wire|simulator)\/clock|src\/clock\/\w+)\.ts$/,
    imports: /^node:perf_hooks/,
    uses: /^(Date\.now|Date|new Date|performance\.(now|timeOrigin)|process\.hrtime|Temporal\.Now)$/,
    why: "only wire/clock.ts reads time, and on the pages clock/",
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
    imports: /^(node:|undici|@duckdb\/|(benchmarks\/(?!providers\/)|loaders|src)\/?)/,
    uses: /^(Deno\.\w+|process\.\w+|fetch|WebSocket|setTimeout|setInterval)$/,
    why: "a provider is pure: no network, clock, environment or key",
  },
  {
    // A vendor's files know each other; what several protocols share is named here.
    files: /^benchmarks\/providers\//,
    except: /^benchmarks\/providers\/index\.ts$/,
    imports: /^benchmarks\/providers\//,
    allow: anyOf(
      /^benchmarks\/providers\/((provider|about|delta|recording|asked|setting|body)|(read|openai\/family)\/\w+)\.ts$/,
      /^benchmarks\/providers\/\w+\/\w+_(chunk|body|family|usage|about|failure)\.ts$/,
    ),
    why: "one provider does not know another; framings and shared readers are named in the wall",
  },
  {
    files: anyOf(
      /^benchmarks\/plan\/(arrivals|plan|prompts|probes|number_words|requests|tokenizers)\.ts$/,
      /^benchmarks\/plan\/(dataset_entries|dataset_line|prefix_blocks)\.ts$/,
      /^benchmarks\/plan\/(items|load|sessions|traces)\/\w+\.ts$/,
      /^benchmarks\/record\/(to_record|answer|outcome|finish|usage|text|redact|mask_split)\.ts$/,
      /^benchmarks\/record\/(errors|unreadable|replay|unsent)\.ts$/,
      /^benchmarks\/(metrics|coverage)\/\w+\.ts$|^src\/charts\//,
    ),
    imports:
      /^(node:(?!crypto)|undici|@duckdb\/|benchmarks\/(store|commands|report|simulator|wire\/))/,
    uses: inputOutput,
    why: "this part does no input or output",
  },
  {
    files: /^benchmarks\/judging\//,
    imports: /^(node:|undici|@duckdb\/|(benchmarks\/(?!judging\/)|loaders|src)\/?)/,
    // Of ours nothing but arithmetic, and what a column and a metric are called.
    allow: /^benchmarks\/(shared\/\w+|record\/record|metrics\/metrics)\.ts$/,
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
  ...rooms,
  {
    files: /^benchmarks\//,
    imports: /^(loaders|src)\//,
    why: "the harness does not know the pages",
  },
  {
    files:
      /^benchmarks\/(plan|wire|record|metrics|judging|queries|coverage|simulator|importers|llmperf|report)\//,
    uses: /^(Deno\.env|process\.env)$/,
    why: "only commands/, bench/ and targets/ read the environment, and hand over what is needed",
  },
  {
    files: /^loaders\//,
    imports: ours,
    // A page's own parts are HTML; the loader that runs the harness also reads its configuration.
    allow: anyOf(
      /^benchmarks\/(shared|store|queries|metrics|judging|processes)\/|^src\//,
      /^benchmarks\/(plan\/config|site\/parts|record\/(record|errors)|providers\/index)\.ts$/,
    ),
    lines: 40,
    why:
      "loaders see store/, queries/, metrics/, judging/ and what pages show only, in at most 40 lines",
  },
  {
    files: /^loaders\//,
    except: /^loaders\/(requests-\[config\]\.parquet|pages\/conformance\.html)\.ts$/,
    imports: /^(undici|node:(https?|net|child_process)|benchmarks\/(plan|processes)\/)/,
    uses: /^(Deno\.Command|fetch)$/,
    why: "every loader but those that measure only reads the store",
  },
  {
    files: /^src\/.*\.md\.ts$/,
    imports: /^(benchmarks|loaders|tests)\//,
    allow:
      /^benchmarks\/((store|queries|metrics|judging)\/|record\/record\.ts$|providers\/index\.ts$)/,
    why: "a page's program may import what loaders may",
  },
  {
    files: /^src\//,
    except: /\.md\.ts$/,
    imports: /^(benchmarks|loaders|tests)\/|^node:/,
    // A type costs a page nothing: it is stripped.
    types: true,
    uses: /^(Deno\.\w+|process\.\w+)$/,
    why: "src/ sees only src/, packages, types of the harness, and what loaders print",
  },
  {
    files: /^src\/charts\//,
    imports: /^src\/(?!charts\/)/,
    why: "a chart is a pure function of its rows",
  },
  {
    files: /^(benchmarks|loaders|src)\//,
    except: /^benchmarks\/(setup|processes\/(deno_process|print_page))\.ts$/,
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
