import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeAccount } from './generate-account.js';
import { compare, outputOf } from './measure.js';
import { ratioTable, type Ratio } from './ratio-table.js';
import { filtering, firstPaint, reportSizes } from './report-bench.js';
import { measureScan, reportIn, reportMegabytes, type MeasuredScan } from './scan-bench.js';

const USAGE = `npm run bench -- [--quick] [--seed NUMBER]

Prints how much the command line costs, as ratios against a floor measured on this machine in the same run: an
empty Node program for the start, a plain script that parses and writes the same files for a scan. Build first.
  --quick        fewer runs and no account of 5,000 principals
  --seed NUMBER  another generated account
`;
const DEFAULT_SEED = 20_260_701;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(DEFAULT_SEED) },
    help: { type: 'boolean', default: false },
  },
});
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const commandLine = join(root, 'dist', 'cli', 'main.js');

if (values.help) {
  process.stdout.write(USAGE);
} else if (!existsSync(commandLine)) {
  process.stderr.write('There is no dist/cli/main.js to measure: run npm run build first.\n');
  process.exitCode = 2;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'cloudsplaining-bench-'));
  try {
    const ratios = [...startUp(), ...analysis(), ...scans(folder), ...(await reports(folder))];
    process.stdout.write(`${ratioTable(ratios)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function startUp(): Ratio[] {
  progress('start-up');
  const wildcard = join(root, 'examples', 'policies', 'wildcard.json');
  const [nothing, help, policy] = compare(
    [
      ['--eval', '0'],
      [commandLine, '--help'],
      [commandLine, 'scan-policy-file', '--input-file', wildcard],
    ],
    values.quick ? 5 : 25,
  );
  if (nothing === undefined || help === undefined || policy === undefined)
    throw new Error('nothing was measured');
  return (
    [
      ['--help', help, 1.5],
      ['scan-policy-file on a wildcard policy', policy, 2.5],
    ] as const
  ).flatMap(([what, cost, target]): Ratio[] => [
    {
      what,
      measure: 'wall time',
      value: cost.wallMilliseconds / nothing.wallMilliseconds,
      target,
      from: `${cost.wallMilliseconds.toFixed(1)} ms / node -e 0 ${nothing.wallMilliseconds.toFixed(1)} ms`,
    },
    {
      what,
      measure: 'CPU',
      value: cost.cpuMilliseconds / nothing.cpuMilliseconds,
      target,
      from: `${cost.cpuMilliseconds.toFixed(1)} ms / node -e 0 ${nothing.cpuMilliseconds.toFixed(1)} ms`,
    },
  ]);
}

function analysis(): Ratio[] {
  progress('analysis in-process');
  const runs = values.quick ? 200 : 2000;
  // The script prints these two numbers.
  const { first, median } = JSON.parse(
    outputOf([join(root, 'scripts', 'bench', 'analyse-wildcard.mjs'), String(runs)]),
  ) as {
    readonly first: number;
    readonly median: number;
  };
  const what = '* on *, catalogue loaded';
  return [
    {
      what,
      measure: 'wall time, median',
      value: median,
      target: 1,
      unit: 'ms',
      from: `${runs} analyses in one process`,
    },
    {
      what,
      measure: 'wall time, first',
      value: first,
      target: null,
      unit: 'ms',
      from: 'before anything is compiled or kept',
    },
  ];
}

function scans(folder: string): Ratio[] {
  const floor = join(root, 'scripts', 'bench', 'floor.mjs');
  const example = measure(
    'example account',
    join(root, 'examples', 'account.json'),
    values.quick ? 3 : 5,
    2.5,
    null,
  );
  const thousand = generated(1000, values.quick ? 3 : 5);
  const few = escalation(1000);
  const judging = [judgingPolicies('1000 principals', thousand, few.onPrincipals)];
  if (values.quick) return [...example.ratios, ...thousand.ratios, ...few.ratios, ...judging];
  const fiveThousand = generated(5000, 3);
  const many = escalation(5000);
  return [
    ...example.ratios,
    ...thousand.ratios,
    ...few.ratios,
    ...fiveThousand.ratios,
    ...many.ratios,
    ...judging,
    judgingPolicies('5000 principals', fiveThousand, many.onPrincipals),
    {
      what: 'effective access and graph, 5,000 against 1,000',
      measure: 'CPU',
      value: many.accessAndGraph / few.accessAndGraph,
      target: 6,
      from: `${many.accessAndGraph.toFixed(0)} ms / ${few.accessAndGraph.toFixed(0)} ms`,
    },
    {
      what: '5,000 principals against 1,000',
      measure: 'CPU',
      value: fiveThousand.scan.cpuMilliseconds / thousand.scan.cpuMilliseconds,
      target: 5.5,
      from: `${fiveThousand.scan.cpuMilliseconds.toFixed(0)} ms / ${thousand.scan.cpuMilliseconds.toFixed(0)} ms`,
    },
    {
      what: 'report of 5,000 principals',
      measure: 'size',
      value: reportMegabytes(join(folder, '5000 principals')),
      target: 12,
      unit: 'MB',
      from: 'as written',
    },
  ];

  function generated(principals: number, runs: number): MeasuredScan {
    const input = join(folder, `generated-${principals}.json`);
    writeAccount(input, { principals, seed: Number(values.seed) });
    // Twice the floor for judging policies one by one, and once more for effective access and the graph.
    return measure(`${principals} principals`, input, runs, 3, 1.5);
  }

  function escalation(principals: number): {
    readonly ratios: readonly Ratio[];
    readonly accessAndGraph: number;
    /** All that is not about policies one by one. */
    readonly onPrincipals: number;
  } {
    progress(`effective access of ${principals} principals`);
    const script = join(root, 'scripts', 'bench', 'analyse-account.ts');
    const input = join(folder, `generated-${principals}.json`);
    // The script prints these numbers.
    const cost = JSON.parse(outputOf(['--import', 'tsx', script, input])) as {
      readonly policies: number;
      readonly access: number;
      readonly graph: number;
      readonly told: number;
    };
    const ratio = (what: string, value: number): Ratio => ({
      what: `${what} of ${principals} principals`,
      measure: 'CPU',
      value: value / cost.policies,
      target: 1,
      from: `${value.toFixed(0)} ms / judging policies one by one ${cost.policies.toFixed(0)} ms`,
    });
    return {
      ratios: [ratio('effective access', cost.access), ratio('escalation graph', cost.graph)],
      accessAndGraph: cost.access + cost.graph,
      onPrincipals: cost.access + cost.graph + cost.told,
    };
  }

  function measure(
    label: string,
    input: string,
    runs: number,
    cpuTarget: number,
    memoryTarget: number | null,
  ): MeasuredScan {
    progress(label);
    return measureScan(commandLine, floor, {
      label,
      input,
      folder: join(folder, label),
      runs,
      cpuTarget,
      memoryTarget,
    });
  }
}

/** What judging policies one by one and writing the files leave of a scan; the rest was measured in another process. */
function judgingPolicies(label: string, { scan, floor }: MeasuredScan, onPrincipals: number): Ratio {
  const milliseconds = scan.cpuMilliseconds - onPrincipals;
  return {
    what: `${label} without effective access, graph and chains`,
    measure: 'CPU',
    value: milliseconds / floor.cpuMilliseconds,
    target: 2,
    from: `${milliseconds.toFixed(0)} ms, by subtraction / floor ${floor.cpuMilliseconds.toFixed(0)} ms`,
  };
}

/** The reports that the scans wrote. */
async function reports(folder: string): Promise<readonly Ratio[]> {
  progress('reports');
  const example = reportIn(join(folder, 'example account'));
  const sizes = [...reportSizes(root, example), ...filtering(root)];
  if (values.quick) return sizes;
  return [...sizes, ...(await firstPaint(example, reportIn(join(folder, '5000 principals'))))];
}

function progress(what: string): void {
  process.stderr.write(`Measuring: ${what}\n`);
}
