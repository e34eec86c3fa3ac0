import { relative } from 'node:path';
import type { Assessment } from '../../src/assessment/assessment.js';
import { scanParts } from '../../src/assessment/scan-parts.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { scanFiles, type ScannedFiles } from '../../src/cli/scan-input/scanned-files.js';
import { scannedPaths } from '../../src/cli/scan-input/scanned-paths.js';
import { findingLines } from './fixture-findings.js';

/** What is to be known of a fixture: each part as lines that can be checked against its files. */
export interface FixtureResult {
  readonly findings: readonly string[];
  readonly notAssessed: readonly string[];
  readonly notes: readonly string[];
  /** Who is administrator, and who becomes one and how. */
  readonly administrators: readonly string[];
}

const catalog = loadCatalog(undefined);
const EXPECTATION = 'expected.json';

/** Reads a folder of files, all but what is expected of them. */
export async function scannedFixture(folder: string): Promise<ScannedFiles> {
  const paths = (await scannedPaths([folder])).filter(
    ({ path }) => relative(folder, path).replaceAll('\\', '/') !== EXPECTATION,
  );
  return scanFiles(paths);
}

/** Scans such a folder. */
export async function scanFixture(folder: string): Promise<FixtureResult> {
  const inFolder = (text: string) => text.replaceAll(`${folder.replaceAll('\\', '/')}/`, '');
  const scanned = await scannedFixture(folder);
  const assessment = scanParts(scanned.parts, { catalog, name: 'fixture', now: new Date(catalog.date) });
  const notAssessed = [...assessment.notAssessed, ...scanned.notAssessed].map(
    ({ what, where, reason }) => `${what} at ${where}: ${reason}`,
  );
  return {
    findings: findingLines(assessment).map(inFolder),
    notAssessed: notAssessed.map(inFolder),
    notes: assessment.notes.map(inFolder),
    administrators: administratorLines(assessment),
  };
}

function administratorLines({ escalation, principals }: Assessment): readonly string[] {
  const nameOf = (index: number | null) => principals[index ?? -1]?.arn ?? '';
  return [
    ...escalation.administrators.map(({ principal, kind }) => `${nameOf(principal)} ${kind}`),
    ...escalation.chains.map(({ from, outsider, verdict, hops }) => {
      const steps = hops.map((number) => {
        const hop = escalation.hops[number];
        return `${hop?.path ?? ''} to ${nameOf(hop?.to ?? null)}`;
      });
      return `${from === null ? (outsider ?? '') : nameOf(from)} becomes one, ${verdict}: ${steps.join(', ')}`;
    }),
  ];
}
