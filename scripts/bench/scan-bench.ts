import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compare, runNode, type Cost } from './measure.js';
import type { Ratio } from './ratio-table.js';

/** An account to scan and the limits that apply to it. */
export interface ScanToMeasure {
  readonly label: string;
  readonly input: string;
  /** A folder of its own, to be made here. */
  readonly folder: string;
  readonly runs: number;
  readonly cpuTarget: number;
  readonly memoryTarget: number | null;
}

/** What measuring a scan gave. */
export interface MeasuredScan {
  readonly scan: Cost;
  readonly floor: Cost;
  readonly ratios: readonly Ratio[];
}

const BYTES_A_MEGABYTE = 1_000_000;
const FINDINGS_TARGET = 2;

/** Compares a scan with the floor: a plain script that parses the same input and writes the same files. */
export function measureScan(commandLine: string, floor: string, toMeasure: ScanToMeasure): MeasuredScan {
  const { label, input, folder, runs, cpuTarget, memoryTarget } = toMeasure;
  const written = join(folder, 'written');
  const again = join(folder, 'again');
  mkdirSync(written, { recursive: true });
  mkdirSync(again, { recursive: true });
  const scanParameters = [
    commandLine,
    'scan',
    '--skip-open-report',
    '--input-file',
    input,
    '--output',
    written,
  ];
  runNode(scanParameters);
  const files = readdirSync(written).map((name) => join(written, name));
  const [scan, floorCost] = compare([scanParameters, [floor, input, again, ...files]], runs);
  if (scan === undefined || floorCost === undefined) throw new Error('nothing was measured');
  return {
    scan,
    floor: floorCost,
    ratios: [
      {
        what: label,
        measure: 'CPU',
        value: scan.cpuMilliseconds / floorCost.cpuMilliseconds,
        target: cpuTarget,
        from: `${milliseconds(scan.cpuMilliseconds)} / floor ${milliseconds(floorCost.cpuMilliseconds)}`,
      },
      {
        what: label,
        measure: 'wall time',
        value: scan.wallMilliseconds / floorCost.wallMilliseconds,
        target: null,
        from: `${milliseconds(scan.wallMilliseconds)} / floor ${milliseconds(floorCost.wallMilliseconds)}`,
      },
      {
        what: label,
        measure: 'peak memory',
        value: scan.peakMebibytes / floorCost.peakMebibytes,
        target: memoryTarget,
        from: `${scan.peakMebibytes.toFixed(0)} MiB / floor ${floorCost.peakMebibytes.toFixed(0)} MiB`,
      },
      ...files.map((path) => sizeRatio(label, path, input)),
    ],
  };
}

function sizeRatio(label: string, path: string, input: string): Ratio {
  const kind = /iam-(report|results|findings)-/.exec(path)?.[1] ?? path;
  return {
    what: label,
    measure: `size of the ${kind} file`,
    value: statSync(path).size / statSync(input).size,
    target: kind === 'findings' ? FINDINGS_TARGET : null,
    from: `${megabytes(path).toFixed(2)} MB / input ${megabytes(input).toFixed(2)} MB`,
  };
}

/** Size of the report that a scan wrote, in MB. */
export function reportMegabytes(folder: string): number {
  return megabytes(reportIn(folder));
}

/** Path of the report that a scan wrote. */
export function reportIn(folder: string): string {
  const written = join(folder, 'written');
  const name = readdirSync(written).find((file) => file.endsWith('.html'));
  if (name === undefined) throw new Error(`no report in ${written}`);
  return join(written, name);
}

function megabytes(path: string): number {
  return statSync(path).size / BYTES_A_MEGABYTE;
}

function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`;
}
