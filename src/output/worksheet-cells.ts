import { actionMembers } from '../assessment/action-members.js';
import type { Assessment, TriageDecision } from '../assessment/assessment.js';
import { STATUS_TITLES } from './triage-wording.js';
import type { WorksheetRow } from './worksheet-rows.js';
import { lastUseText, reachTitle, residualPhrases } from './worksheet-wording.js';

/** Decisions by the fingerprint of their finding. */
export type DecisionsByFinding = ReadonlyMap<string, TriageDecision>;

/** A row of the worksheet in full, as exports hold it. */
export function worksheetCells(
  assessment: Assessment,
  { finding, kindTitle, subject }: WorksheetRow,
  decisions: DecisionsByFinding,
) {
  const decision = decisions.get(finding.id);
  return {
    finding: finding.id,
    severity: finding.severity,
    counted: finding.counted,
    kind: kindTitle,
    subject: subject.name,
    subjectType: subject.typeTitle,
    arn: subject.arn,
    actions: finding.actionSet === undefined ? [] : actionMembers(assessment, finding.actionSet),
    services: finding.services ?? [],
    trusted: finding.trusted ?? [],
    escalationPaths: (finding.paths ?? []).map((path) => assessment.escalationPaths[path]?.name ?? ''),
    reach: reachTitle(finding),
    conditions: residualPhrases(finding),
    attachedTo: subject.attachedTo,
    lastUsed: lastUseText(subject.lastUse),
    status: STATUS_TITLES[decision?.status ?? 'to-triage'],
    owner: decision?.owner ?? '',
    note: decision?.note ?? '',
    decidedAt: decision?.decidedAt ?? '',
  };
}
