import type { Assessment } from '../../../assessment/assessment.js';
import type { FindingSource } from '../../finding-source.js';
import { findingSentence, subjectPhrase } from '../../finding-words.js';
import type { ReportedFinding, SetAside } from '../../reported-findings.js';
import { shortened } from '../../shortened.js';
import { terminalSafe } from '../../terminal-safe.js';
import { artifactLocation } from './artifact-location.js';
import type { SarifFix } from './fixes.js';
import { LONGEST_LOCATION_NAME, LONGEST_MESSAGE, MOST_RELATED_LOCATIONS, MOST_STATEMENTS } from './limits.js';
import { messageText } from './message-text.js';
import { LEVELS } from './rules.js';

const MOST_EVIDENCE = 10;
const MOST_ACTIONS = 20;

/** How SARIF calls what sets a finding aside. */
const REASONS: Readonly<Record<SetAside['by'], string>> = {
  suppression: 'suppressed by the configuration',
  'false-positive': 'triaged as a false positive',
  accepted: 'accepted in triage',
};

/**
 * A finding as a result.
 *
 * @param occurrence - tells findings apart that share a fingerprint
 * @param fix - how the file would have to change, where that is known
 */
export function sarifResult(
  assessment: Assessment,
  reported: ReportedFinding,
  rule: { readonly id: string; readonly index: number },
  occurrence: number,
  fix: SarifFix | null,
) {
  const { finding, kindTitle, sources, change, setAside } = reported;
  const [first, ...others] = sources;
  const sentence = findingSentence(assessment, finding, kindTitle, MOST_EVIDENCE);
  return {
    ruleId: rule.id,
    ruleIndex: rule.index,
    level: LEVELS[finding.severity],
    message: { text: messageText(sentence) },
    locations: [location(assessment, reported, first)],
    ...(others.length === 0
      ? {}
      : {
          relatedLocations: others.slice(0, MOST_RELATED_LOCATIONS).map((source, index) => ({
            id: index + 1,
            physicalLocation: physicalLocation(source),
            message: { text: 'Another statement that grants it.' },
          })),
        }),
    partialFingerprints: {
      primaryLocationLineHash: `${finding.id}:${occurrence}`,
      'cloudsplainingFinding/v1': finding.id,
    },
    ...(change === null ? {} : { baselineState: change }),
    ...(setAside === null ? {} : { suppressions: [suppression(setAside)] }),
    ...(fix === null ? {} : { fixes: [fix] }),
    properties: {
      severity: finding.severity,
      reach: finding.reach,
      ...actionsOf(reported, assessment),
    },
  };
}

function suppression({ by, reason }: SetAside) {
  const text = reason === '' ? REASONS[by] : `${REASONS[by]}: ${terminalSafe(reason)}`;
  return { kind: 'external', status: 'accepted', justification: shortened(text, LONGEST_MESSAGE) };
}

function actionsOf({ finding }: ReportedFinding, { escalationPaths }: Assessment) {
  const paths = (finding.paths ?? []).flatMap((path) => escalationPaths[path] ?? []);
  return paths.length === 0
    ? {}
    : {
        escalationPaths: paths
          .slice(0, MOST_ACTIONS)
          .map(({ id, requiredActions }) => ({ id, requiredActions })),
      };
}

function location(
  assessment: Assessment,
  { finding, subject }: ReportedFinding,
  source: FindingSource | undefined,
) {
  const name = subjectPhrase(assessment, finding);
  const fullName = source?.address ?? (subject.arn === '' ? name : subject.arn);
  const { grantedBy } = finding;
  const own = { name: bounded(subject.name), fullyQualifiedName: bounded(fullName), kind: 'resource' };
  return {
    ...(source === undefined ? {} : { physicalLocation: physicalLocation(source) }),
    logicalLocations: [
      own,
      ...grantedBy.slice(0, MOST_STATEMENTS).map((statement) => ({
        name: `Statement[${statement}]`,
        fullyQualifiedName: `${own.fullyQualifiedName}/Statement[${statement}]`,
        kind: 'object',
      })),
    ],
  };
}

/** A point; GitHub asks for its end too. */
function physicalLocation({ file, line, column }: FindingSource) {
  return {
    artifactLocation: artifactLocation(file),
    region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
  };
}

function bounded(text: string): string {
  return shortened(terminalSafe(text), LONGEST_LOCATION_NAME);
}
