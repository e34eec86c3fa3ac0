import type { Assessment } from '../../assessment/assessment.js';
import { chunksOf } from '../chunks.js';
import { jsonLines } from '../json-lines.js';
import type { FormatContext, OutputFormat } from '../output-format.js';
import { mayBeOf } from '../partition-regions.js';
import { fixedFindings, passedOn, reportedFindings } from '../reported-findings.js';
import { asffFinding, asffFixed } from './asff/finding.js';
import { MOST_FINDINGS } from './asff/limits.js';
import { securityHub, type SecurityHub } from './asff/security-hub.js';

/** AWS Security Finding Format: a line for each request, as `aws securityhub batch-import-findings` takes it. */
export const asff: OutputFormat = {
  id: 'asff',
  title: 'AWS Security Hub findings, a request of at most 100 on each line',
  ending: 'asff.jsonl',
  contentType: 'application/x-ndjson',
  tellsRegion: true,
  refusal,
  write: (assessment, context) => {
    const hub = securityHub(assessment, context);
    return hub === null ? [] : chunksOf(jsonLines(requests(assessment, context, hub)));
  },
};

function refusal(assessment: Assessment, context: FormatContext): string | null {
  const hub = securityHub(assessment, context);
  if (hub === null)
    return 'the input does not tell which account it is about, and Security Hub takes findings of an account; name it with --account-id';
  const { region, partition } = hub;
  return mayBeOf(partition, region)
    ? null
    : `the account is of the partition ${partition}, which has no region ${region}; name one of its own with --region`;
}

function* requests(
  assessment: Assessment,
  context: FormatContext,
  hub: SecurityHub,
): Generator<{ readonly Findings: readonly object[] }, void, undefined> {
  let findings: object[] = [];
  for (const finding of allFindings(assessment, context, hub)) {
    findings.push(finding);
    if (findings.length < MOST_FINDINGS) continue;
    yield { Findings: findings };
    findings = [];
  }
  if (findings.length > 0) yield { Findings: findings };
}

function* allFindings(
  assessment: Assessment,
  context: FormatContext,
  hub: SecurityHub,
): Generator<object, void, undefined> {
  for (const reported of passedOn(reportedFindings(assessment, context)))
    yield asffFinding(assessment, reported, hub);
  for (const { fixed, key } of fixedFindings(assessment)) {
    const finding = asffFixed(assessment, fixed, key, hub);
    if (finding !== null) yield finding;
  }
}
