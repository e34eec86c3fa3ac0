import type { Assessment, Finding } from '../assessment/assessment.js';
import type { SourceLocation } from '../assessment/source-location.js';
import type { FileChange, TextReplacement } from '../output/file-change.js';
import { inFile } from './input-error-in-file.js';
import { readText } from './read-file.js';
import { rewrittenText } from './rewritten-text.js';
import { parseSource, type ParsedSource } from './scan-input/parse-source.js';
import { placedPolicies } from './scan-input/placed-policies.js';
import { textReplacements } from './text-replacements.js';
import { isUsageError } from './usage-error.js';

/**
 * What the checked fix of each finding changes in its policy file. There is none for a template or a plan, whose
 * documents are not those that were judged, nor where the file cannot be rewritten as it stands.
 */
export async function fileChanges(assessment: Assessment): Promise<ReadonlyMap<Finding, FileChange>> {
  const changes = new Map<Finding, FileChange>();
  const files = new Map<string, PolicyText | null>();
  const known = new Map<string, readonly TextReplacement[]>();
  for (const finding of assessment.findings) {
    const source = sourceOf(assessment, finding);
    if (finding.fix === undefined || source?.address !== undefined || source === undefined) continue;
    const { file, line, column } = source;
    let text = files.get(file);
    if (text === undefined) files.set(file, (text = await policyText(file)));
    if (text === null) continue;
    const key = JSON.stringify([finding.fix, file, line, column]);
    let replacements = known.get(key);
    if (replacements === undefined)
      known.set(key, (replacements = await replacementsOf(assessment, finding.fix, source, text)));
    if (replacements.length > 0) changes.set(finding, { file, replacements });
  }
  return changes;
}

interface PolicyText {
  readonly text: string;
  readonly source: ParsedSource;
}

function sourceOf({ policies, principals }: Assessment, { subject }: Finding): SourceLocation | undefined {
  if (subject.type === 'policy') return policies[subject.policy]?.source;
  return subject.type === 'trust-policy' ? principals[subject.principal]?.role?.trustSource : undefined;
}

/** The file once more, for the scan keeps no texts; null where it is no more what was scanned. */
async function policyText(file: string): Promise<PolicyText | null> {
  return orNull(async () => {
    const text = readText(file);
    return { text, source: await parseSource(text, file) };
  });
}

async function replacementsOf(
  { documents, fixes = [] }: Assessment,
  index: number,
  { line, column }: SourceLocation,
  { text, source }: PolicyText,
): Promise<readonly TextReplacement[]> {
  const fix = fixes[index];
  if (fix === undefined) return [];
  const rewritten = await orNull(async () => {
    const judged = JSON.stringify(documents[fix.document]);
    const policy = inFile(source.path, () => placedPolicies(source)).find(
      ({ source: place, document }) =>
        place?.line === line && place.column === column && JSON.stringify(document) === judged,
    );
    return policy === undefined
      ? null
      : rewrittenText(
          { text, format: source.format, value: source.value, name: source.path },
          new Map([[policy.document, fix.proposed]]),
        );
  });
  return rewritten === null ? [] : textReplacements(text, rewritten);
}

async function orNull<Result>(attempt: () => Promise<Result>): Promise<Result | null> {
  try {
    return await attempt();
  } catch (error) {
    if (isUsageError(error)) return null;
    throw error;
  }
}
