import type {
  Assessment,
  FixedFinding,
  RiskKindDescription,
  Severity,
} from '../../../assessment/assessment.js';
import { findingResources, fixedResource, type FindingResource } from '../../finding-resource.js';
import { sourceText } from '../../finding-source.js';
import type { FindingGuidance } from '../../finding-guidance.js';
import { findingEvidence, findingSentence, fixedPhrase, subjectPhrase } from '../../finding-words.js';
import type { FormatContext } from '../../output-format.js';
import type { ReportedFinding } from '../../reported-findings.js';
import { resourceTypeNames } from '../../resource-type-names.js';
import { shortened } from '../../shortened.js';
import { terminalSafe } from '../../terminal-safe.js';

/**
 * Version of the schema.
 * Source: https://schema.ocsf.io/1.9.0/classes/detection_finding
 */
const SCHEMA_VERSION = '1.9.0';
const CLASS_UID = 2004;
const CATEGORY_UID = 2;
const MOST_EVIDENCE = 10;
const MOST_ACTIONS = 500;
const LONGEST_TEXT = 4096;

const ACTIVITIES = { create: [1, 'Create'], update: [2, 'Update'], close: [3, 'Close'] } as const;
const SEVERITY_IDS = {
  critical: [5, 'Critical'],
  high: [4, 'High'],
  medium: [3, 'Medium'],
  low: [2, 'Low'],
  none: [1, 'Informational'],
} as const satisfies Readonly<Record<Severity, readonly [number, string]>>;
const STATUSES = { fresh: [1, 'New'], suppressed: [3, 'Suppressed'], resolved: [4, 'Resolved'] } as const;
const RESOURCE_TYPES: Readonly<Record<Exclude<FindingResource['type'], 'resource'>, string>> = {
  policy: 'AWS::IAM::ManagedPolicy',
  'inline-policy': 'AWS::IAM::Policy',
  role: 'AWS::IAM::Role',
  user: 'AWS::IAM::User',
  group: 'AWS::IAM::Group',
};

/** A finding as an event of the class Detection Finding. */
export function ocsfEvent(assessment: Assessment, reported: ReportedFinding, context: FormatContext) {
  const { finding, key, kind, guidance, kindTitle, change, setAside } = reported;
  const sources = reported.sources.filter(({ isExact }) => isExact);
  const { trend, assessedAt } = assessment;
  const evidence = findingEvidence(assessment, finding);
  const status = setAside === null ? 'fresh' : 'suppressed';
  const first = change === 'unchanged' && trend !== undefined ? trend.since : assessedAt;
  return {
    ...base(assessment, context, change === 'unchanged' ? 'update' : 'create', finding.severity),
    ...statusOf(status),
    ...(setAside === null || setAside.reason === '' ? {} : { status_detail: bounded(setAside.reason) }),
    is_alert: setAside === null,
    message: bounded(findingSentence(assessment, finding, kindTitle, MOST_EVIDENCE)),
    finding_info: {
      uid: key,
      title: bounded(`${kindTitle} in ${subjectPhrase(assessment, finding)}`),
      ...(guidance === null ? {} : { desc: bounded(guidance.summary) }),
      types: [finding.kind],
      analytic: analytic(assessment, finding.kind, kind),
      created_time: Date.parse(first),
      first_seen_time: Date.parse(first),
      last_seen_time: Date.parse(assessedAt),
    },
    evidences: [
      {
        name: 'grants',
        data: {
          reach: finding.reach,
          evidence: evidence.slice(0, MOST_ACTIONS).map(bounded),
          statements: finding.grantedBy,
          ...(sources.length === 0
            ? {}
            : { sources: sources.slice(0, MOST_EVIDENCE).map((source) => bounded(sourceText(source))) }),
        },
      },
    ],
    ...remediation(guidance),
    resources: findingResources(assessment, finding).map((resource) => resourceDetails(assessment, resource)),
  };
}

/** A finding that is gone; what it was, as far as the earlier assessment tells. */
export function ocsfFixed(assessment: Assessment, fixed: FixedFinding, key: string, context: FormatContext) {
  const { severity, kind: kindId } = fixed;
  const resource = fixedResource(fixed);
  const kind = assessment.kinds.find((each) => each.id === kindId) ?? null;
  const title = kind?.title ?? kindId ?? 'A finding';
  const place = resource === null ? '' : ` in ${fixedPhrase(fixed)}`;
  return {
    ...base(assessment, context, 'close', severity),
    ...statusOf('resolved'),
    is_alert: false,
    message: bounded(`${title}${place} was found before and is there no more.`),
    finding_info: {
      uid: key,
      title: bounded(`${title}${place}`),
      ...(kindId === undefined
        ? {}
        : { types: [bounded(kindId)], analytic: analytic(assessment, kindId, kind) }),
      created_time: Date.parse(assessment.trend?.since ?? assessment.assessedAt),
    },
    resources: resource === null ? [] : [resourceDetails(assessment, resource)],
  };
}

function base(
  { tool, assessedAt, account }: Assessment,
  { accountId: given, region }: FormatContext,
  activity: keyof typeof ACTIVITIES,
  severity: Severity,
) {
  const [activityId, activityName] = ACTIVITIES[activity];
  const [severityId, severityName] = SEVERITY_IDS[severity];
  const accountId = account.id ?? given;
  return {
    activity_id: activityId,
    activity_name: activityName,
    category_uid: CATEGORY_UID,
    category_name: 'Findings',
    class_uid: CLASS_UID,
    class_name: 'Detection Finding',
    type_uid: CLASS_UID * 100 + activityId,
    type_name: `Detection Finding: ${activityName}`,
    time: Date.parse(assessedAt),
    severity_id: severityId,
    severity: severityName,
    metadata: {
      version: SCHEMA_VERSION,
      product: { name: 'Cloudsplaining', vendor_name: 'Cloudsplaining', version: tool.version },
      profiles: ['cloud'],
    },
    cloud: {
      provider: 'AWS',
      ...(accountId === null ? {} : { account: { uid: accountId, type_id: 10, type: 'AWS Account' } }),
      ...(account.partition === '' ? {} : { cloud_partition: account.partition }),
      ...(region === null ? {} : { region }),
    },
  };
}

function statusOf(status: keyof typeof STATUSES) {
  const [id, name] = STATUSES[status];
  return { status_id: id, status: name };
}

function analytic({ tool }: Assessment, kindId: string, kind: RiskKindDescription | null) {
  return {
    name: bounded(kind?.title ?? kindId),
    uid: bounded(kindId),
    type_id: 1,
    type: 'Rule',
    ...(kind === null ? {} : { desc: bounded(kind.summary) }),
    version: tool.version,
  };
}

function remediation(guidance: FindingGuidance | null) {
  return guidance === null || guidance.fix === ''
    ? {}
    : { remediation: { desc: bounded(guidance.fix), references: guidance.references } };
}

function resourceDetails({ account }: Assessment, { uid, name, type, resourceType }: FindingResource) {
  return {
    uid: bounded(uid),
    name: bounded(name),
    type: type === 'resource' ? resourceTypeNames(resourceType).cloudFormation : RESOURCE_TYPES[type],
    role_id: 3,
    role: 'Affected',
    ...(account.partition === '' ? {} : { cloud_partition: account.partition }),
  };
}

function bounded(text: string): string {
  return shortened(terminalSafe(text), LONGEST_TEXT);
}
