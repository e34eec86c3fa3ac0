import type { Assessment, Finding } from '../assessment/assessment.js';
import type { SourceLocation, TextPosition } from '../assessment/source-location.js';
import type { FormatContext } from './output-format.js';
import { outsiderWay } from './outsider-way.js';

/** Where in a scanned file a finding is shown. */
export interface FindingSource extends TextPosition {
  readonly file: string;
  /** Address of the resource in the file; null in policy files. */
  readonly address: string | null;
  /** False where only the file is known, so that its first line stands for all. */
  readonly isExact: boolean;
}

/** The tables whose rows may know their places. */
type PlacedTables = Pick<Assessment, 'policies' | 'principals' | 'resourcePolicies' | 'documents'>;

/**
 * The places of a finding in the scanned files, that of its first statement first; none where no file is known.
 *
 * @param context - names the one file that was scanned, for findings whose place in it is not known
 */
export function findingSources(
  tables: PlacedTables,
  finding: Finding,
  { sourceFile, sourceRoot }: Pick<FormatContext, 'sourceFile' | 'sourceRoot'>,
): readonly FindingSource[] {
  const known = knownPlaces(tables, finding);
  const places =
    known.length > 0 || sourceFile === null
      ? known
      : [{ file: sourceFile, address: null, line: 1, column: 1, isExact: false }];
  const root = sourceRoot === null ? null : `${sourceRoot}/`;
  return places.map((place) =>
    root !== null && place.file.startsWith(root) ? { ...place, file: place.file.slice(root.length) } : place,
  );
}

/** Places of what a finding is about, by the kind of its subject; none where it was not read from a file. */
function knownPlaces(tables: PlacedTables, finding: Finding): readonly FindingSource[] {
  const { policies, principals, resourcePolicies = [] } = tables;
  const { subject, grantedBy, contributions = [] } = finding;
  switch (subject.type) {
    case 'policy':
      return placesOf(policies[subject.policy]?.source, grantedBy);
    case 'trust-policy':
      return placesOf(principals[subject.principal]?.role?.trustSource, grantedBy);
    case 'resource-policy':
      return placesOf(resourcePolicies[subject.resourcePolicy]?.source, grantedBy);
    case 'principal': {
      const way = outsiderWay(tables, finding);
      const trust = placesOf(principals[subject.principal]?.role?.trustSource, way?.statements ?? []);
      const granted = contributions.flatMap(({ policy, statements }) =>
        placesOf(policies[policy]?.source, statements),
      );
      // Where somebody outside gets in is to be changed first.
      return way === null ? [...granted, ...trust] : [...trust, ...granted];
    }
  }
}

function placesOf(
  source: SourceLocation | undefined,
  statements: readonly number[],
): readonly FindingSource[] {
  if (source === undefined) return [];
  const { file, address = null, line, column } = source;
  const exact = statements.flatMap((statement) => source.statements?.[statement] ?? []);
  const places = exact.length > 0 ? exact : [{ line, column }];
  return places.map((place) => ({ file, address, line: place.line, column: place.column, isExact: true }));
}

/** `infra/main.json:12`. */
export function sourceText({ file, line }: FindingSource): string {
  return `${file}:${line}`;
}
