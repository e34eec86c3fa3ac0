import type { Assessment, FixedFinding, Severity } from '../../../assessment/assessment.js';
import { findingResources, fixedResource, type FindingResource } from '../../finding-resource.js';
import type { FindingGuidance } from '../../finding-guidance.js';
import { findingEvidence, findingSentence, fixedPhrase, subjectPhrase } from '../../finding-words.js';
import { firstOf, shortened } from '../../shortened.js';
import { sourceText } from '../../finding-source.js';
import type { ReportedFinding } from '../../reported-findings.js';
import { resourceTypeNames } from '../../resource-type-names.js';
import { terminalSafe } from '../../terminal-safe.js';
import {
  LONGEST_DESCRIPTION,
  LONGEST_ID,
  LONGEST_NOTE,
  LONGEST_PRODUCT_FIELD,
  LONGEST_REMEDIATION,
  LONGEST_TITLE,
  MOST_RESOURCES,
} from './limits.js';
import type { SecurityHub } from './security-hub.js';

const MOST_EVIDENCE = 15;
const TYPES = ['Software and Configuration Checks/AWS Security Best Practices'];
const LABELS = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  none: 'INFORMATIONAL',
} as const satisfies Readonly<Record<Severity, string>>;
const RESOURCE_TYPES: Readonly<Record<Exclude<FindingResource['type'], 'resource'>, string>> = {
  policy: 'AwsIamPolicy',
  // Security Hub knows no type for them.
  'inline-policy': 'Other',
  role: 'AwsIamRole',
  user: 'AwsIamUser',
  group: 'AwsIamGroup',
};

/** A finding as Security Hub takes it. */
export function asffFinding(assessment: Assessment, reported: ReportedFinding, hub: SecurityHub) {
  const { finding, key, guidance, kindTitle, change, setAside, sources } = reported;
  const { assessedAt, trend } = assessment;
  const evidence = findingEvidence(assessment, finding);
  const [source] = sources;
  const fields = {
    'cloudsplaining/FindingId': finding.id,
    'cloudsplaining/Reach': finding.reach,
    ...(evidence.length === 0
      ? {}
      : { 'cloudsplaining/Evidence': bounded(firstOf(evidence, 50), LONGEST_PRODUCT_FIELD) }),
    ...(source?.isExact !== true
      ? {}
      : { 'cloudsplaining/Source': bounded(sourceText(source), LONGEST_PRODUCT_FIELD) }),
  };
  return {
    ...base(hub, { key, kindId: finding.kind, severity: finding.severity }),
    // What was there before was made no later than that.
    CreatedAt: change === 'unchanged' && trend !== undefined ? trend.since : assessedAt,
    UpdatedAt: assessedAt,
    Title: bounded(`${kindTitle} in ${subjectPhrase(assessment, finding)}`, LONGEST_TITLE),
    Description: bounded(
      `${findingSentence(assessment, finding, kindTitle, MOST_EVIDENCE)} ${guidance?.summary ?? ''}`.trim(),
      LONGEST_DESCRIPTION,
    ),
    ...remediation(guidance),
    ProductFields: fields,
    Resources: resources(findingResources(assessment, finding), hub),
    Workflow: { Status: setAside === null ? 'NEW' : 'SUPPRESSED' },
    RecordState: 'ACTIVE',
    ...(setAside === null || setAside.reason === ''
      ? {}
      : {
          Note: {
            Text: bounded(setAside.reason, LONGEST_NOTE),
            UpdatedBy: 'cloudsplaining',
            UpdatedAt: reported.decision?.decidedAt ?? assessedAt,
          },
        }),
  };
}

/** A finding that is gone, as far as the earlier assessment tells what it was; null where it tells nothing. */
export function asffFixed(assessment: Assessment, fixed: FixedFinding, key: string, hub: SecurityHub) {
  const { id, severity, kind: kindId } = fixed;
  const resource = fixedResource(fixed);
  if (kindId === undefined || resource === null) return null;
  const kind = assessment.kinds.find((each) => each.id === kindId) ?? null;
  const title = `${kind?.title ?? kindId} in ${fixedPhrase(fixed)}`;
  return {
    ...base(hub, { key, kindId, severity }),
    CreatedAt: assessment.trend?.since ?? assessment.assessedAt,
    UpdatedAt: assessment.assessedAt,
    Title: bounded(title, LONGEST_TITLE),
    Description: bounded(`${title} was found before and is there no more.`, LONGEST_DESCRIPTION),
    ...remediation(kind),
    ProductFields: { 'cloudsplaining/FindingId': id },
    Resources: resources([resource], hub),
    Workflow: { Status: 'RESOLVED' },
    RecordState: 'ARCHIVED',
  };
}

function base(
  { productArn, accountId, region }: SecurityHub,
  { key, kindId, severity }: { readonly key: string; readonly kindId: string; readonly severity: Severity },
) {
  return {
    SchemaVersion: '2018-10-08',
    // The same finding of the account is the same in Security Hub, whenever it is imported.
    Id: bounded(`${accountId}/cloudsplaining/${key}`, LONGEST_ID),
    ProductArn: productArn,
    ProductName: 'Cloudsplaining',
    CompanyName: 'Cloudsplaining',
    Region: region,
    GeneratorId: bounded(`cloudsplaining/${kindId}`, LONGEST_ID),
    AwsAccountId: accountId,
    Types: TYPES,
    FindingProviderFields: {
      Severity: { Label: LABELS[severity], Original: severity },
      Types: TYPES,
    },
    Severity: { Label: LABELS[severity], Original: severity },
  };
}

function remediation(guidance: FindingGuidance | null) {
  if (guidance === null || guidance.fix === '') return {};
  const [url] = guidance.references;
  return {
    Remediation: {
      Recommendation: {
        Text: bounded(guidance.fix, LONGEST_REMEDIATION),
        ...(url === undefined ? {} : { Url: url }),
      },
    },
  };
}

function resources(found: readonly FindingResource[], { partition, region, accountId }: SecurityHub) {
  const known = found.map(({ uid, type, resourceType }) => ({
    Type: type === 'resource' ? resourceTypeNames(resourceType).securityHub : RESOURCE_TYPES[type],
    Id: bounded(uid, LONGEST_ID),
    Partition: partition,
    Region: region,
  }));
  // A finding needs one.
  return known.length === 0
    ? [{ Type: 'AwsAccount', Id: `AWS::::Account:${accountId}`, Partition: partition, Region: region }]
    : // The policy stands last, and is what the finding is on.
      [...known.slice(0, -1).slice(0, MOST_RESOURCES - 1), ...known.slice(-1)];
}

/** Characters outside the first plane may count as two: they do here. */
function bounded(text: string, most: number): string {
  const shown = shortened(terminalSafe(text), most);
  // Security Hub takes no empty texts.
  return shown.trim() === '' ? '-' : shown;
}
