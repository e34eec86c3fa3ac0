import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What one run of a program cost. */
export interface Cost {
  readonly wallMilliseconds: number;
  readonly cpuMilliseconds: number;
  readonly peakMebibytes: number;
}

/** Parameters for `node`. */
export type NodeParameters = readonly string[];

const HOOK = fileURLToPath(new URL('usage-hook.cjs', import.meta.url));
const THOUSAND = 1000;
const KIBIBYTES_A_MEBIBYTE = 1024;
const NOTHING: Cost = { wallMilliseconds: 0, cpuMilliseconds: 0, peakMebibytes: 0 };

/** Runs `node` once and returns its cost. Its output is thrown away; that it fails is an error. */
export function runNode(parameters: NodeParameters): Cost {
  const start = performance.now();
  const child = spawnSync(process.execPath, ['--require', HOOK, ...parameters], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: quietEnvironment(),
  });
  const wallMilliseconds = performance.now() - start;
  if (child.status !== 0) throw new Error(`node ${parameters.join(' ')} failed: ${child.stderr}`);
  const usage: unknown = JSON.parse(child.output[3] ?? 'null');
  if (!isUsage(usage)) throw new Error(`node ${parameters.join(' ')} did not say what it used`);
  return {
    wallMilliseconds,
    cpuMilliseconds: usage.cpuMicroseconds / THOUSAND,
    peakMebibytes: usage.peakKibibytes / KIBIBYTES_A_MEBIBYTE,
  };
}

/** Runs several programs in turn, again and again, so that what slows the machine slows all of them; medians. */
export function compare(programs: readonly NodeParameters[], runs: number): readonly Cost[] {
  const costs = programs.map((): Cost[] => []);
  for (let run = 0; run < runs; run++) {
    programs.forEach((parameters, index) => costs[index]?.push(runNode(parameters)));
  }
  return costs.map(medianCost);
}

/** Standard output of a script. */
export function outputOf(parameters: NodeParameters): string {
  const child = spawnSync(process.execPath, [...parameters], { encoding: 'utf8', env: quietEnvironment() });
  if (child.status !== 0) throw new Error(`node ${parameters.join(' ')} failed: ${child.stderr}`);
  return child.stdout;
}

/** A file of extra certificates slows every start of Node 20, and options for Node would change what is measured. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}

function medianCost(costs: readonly Cost[]): Cost {
  if (costs.length === 0) return NOTHING;
  return {
    wallMilliseconds: median(costs.map((cost) => cost.wallMilliseconds)),
    cpuMilliseconds: median(costs.map((cost) => cost.cpuMilliseconds)),
    peakMebibytes: median(costs.map((cost) => cost.peakMebibytes)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function isUsage(
  value: unknown,
): value is { readonly cpuMicroseconds: number; readonly peakKibibytes: number } {
  return (
    typeof value === 'object' && value !== null && 'cpuMicroseconds' in value && 'peakKibibytes' in value
  );
}
