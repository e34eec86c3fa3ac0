/** What tests look at in what formats write, as far as they look. Schemas check the whole. */

/** A SARIF file. */
export interface SarifLog {
  readonly version: string;
  readonly runs: readonly SarifRun[];
}

export interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly SarifRule[] } };
  readonly results: readonly SarifResult[];
  readonly invocations: readonly {
    readonly toolExecutionNotifications: readonly { readonly level: string; readonly message: Text }[];
  }[];
  readonly automationDetails: { readonly id: string };
}

interface Text {
  readonly text: string;
}

interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: Text;
  readonly fullDescription: Text;
  readonly help: Text;
  readonly properties: { readonly 'security-severity': string; readonly tags: readonly string[] };
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: Text;
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
  readonly fixes?: readonly SarifFix[];
  readonly baselineState?: string;
  readonly suppressions?: readonly { readonly justification: string }[];
  readonly properties: { readonly severity: string };
}

export interface SarifFix {
  readonly description: Text;
  readonly artifactChanges: readonly {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly replacements: readonly {
      readonly deletedRegion: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
      readonly insertedContent?: Text;
    }[];
  }[];
}

interface SarifLocation {
  readonly physicalLocation?: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: Readonly<Record<string, number>>;
  };
  readonly logicalLocations: readonly { readonly kind: string; readonly fullyQualifiedName: string }[];
}

/** A finding of Security Hub. */
export interface AsffFinding {
  readonly Id: string;
  readonly ProductArn: string;
  readonly AwsAccountId: string;
  readonly CreatedAt: string;
  readonly Workflow: { readonly Status: string };
  readonly RecordState: string;
  readonly Note?: { readonly Text: string };
  readonly Resources: readonly { readonly Type: string; readonly Id: string }[];
}

/** The findings of a line of the format `asff`. */
export function findingsOfRequest(line: string): readonly AsffFinding[] {
  return (JSON.parse(line) as { readonly Findings: readonly AsffFinding[] }).Findings;
}

/** An event of OCSF. Tests spoil some. */
export interface OcsfEvent {
  activity_name: string;
  status: string;
  is_alert: boolean;
  message: string;
  resources: readonly { readonly type: string }[];
  type_uid: number;
  severity_id: unknown;
  metadata: { version: string; product?: object };
  cloud: { account: object };
  finding_info: Record<string, unknown>;
  remediation: { desc?: string };
  evidences?: readonly { readonly data: { readonly sources?: readonly string[] } }[];
}

/** The outcome of a JUnit file as a parser has it. */
export interface JUnitCounts {
  readonly tests: string;
  readonly failures: string;
  readonly skipped: string;
}

export interface JUnitSuite extends JUnitCounts {
  readonly name: string;
  readonly testcase: readonly JUnitCase[];
}

export interface JUnitCase {
  readonly name: string;
  readonly file?: string;
  readonly failure?: { readonly message: string };
  readonly skipped?: { readonly message: string };
}

/** The first of a list that must not be empty. */
export function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('there is none');
  return one;
}

/** Where a result stands in a file. */
export function placeOf({ locations }: SarifResult) {
  const { physicalLocation } = first(locations);
  if (physicalLocation === undefined) throw new Error('the result names no file');
  return physicalLocation;
}

/** A text after the only change of a fix. */
export function fixedText(text: string, fix: SarifFix): string {
  const lines = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.push(end + 1);
  const offset = (line: number | undefined, column: number | undefined): number =>
    (lines[(line ?? 0) - 1] ?? text.length) + (column ?? 0) - 1;
  // From the bottom up, so that what is above stays where it is.
  return first(fix.artifactChanges).replacements.reduceRight(
    (changed, { deletedRegion: region, insertedContent }) =>
      changed.slice(0, offset(region.startLine, region.startColumn)) +
      (insertedContent?.text ?? '') +
      changed.slice(offset(region.endLine, region.endColumn)),
    text,
  );
}
