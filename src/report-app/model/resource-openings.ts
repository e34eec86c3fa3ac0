import { actionMembers } from '../../assessment/action-members.js';
import type { Assessment, Finding } from '../../assessment/assessment.js';
import type { SubjectRow } from './subject-row.js';

/** What is named in a sentence; the rest is counted. */
const NAMED = 4;

/** What the policy of a resource opens to whom, a sentence for each finding. */
export function openingSentences(assessment: Assessment, { findings }: SubjectRow): readonly string[] {
  return findings.map((finding) => openingSentence(assessment, finding));
}

function openingSentence(assessment: Assessment, finding: Finding): string {
  const { trusted = [], actionSet, conditionKeys = [], kind } = finding;
  const actions = actionSet === undefined ? [] : actionMembers(assessment, actionSet);
  const who = trusted.includes('*') ? 'Anyone' : named(trusted);
  const under = conditionKeys.length === 0 ? '' : `, under conditions on ${named(conditionKeys)}`;
  const forWhom = kind === 'ResourceOpenToServiceWithoutSource' ? ', whoever it acts for' : '';
  return `${who} may call ${named(actions)}${under}${forWhom}.`;
}

function named(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
