import type { Assessment, Finding } from '../assessment/assessment.js';
import { actionMembers } from '../assessment/action-members.js';
import { terminalSafe } from './terminal-safe.js';

const HEADINGS: readonly (readonly [kind: string, heading: string])[] = [
  ['PrivilegeEscalation', 'Privilege Escalation'],
  ['DataExfiltration', 'Data Exfiltration'],
  ['ResourceExposure', 'Resource Exposure'],
  ['ServiceWildcard', 'Service Wildcard'],
  ['CredentialsExposure', 'Credentials Exposure'],
  ['InfrastructureModification', 'Unrestricted Infrastructure Modification'],
];

const RED = '\u001b[31m';
const PLAIN = '\u001b[0m';

/** What `scan-policy-file` prints: the counted findings of each policy, kind by kind, as 0.9.1 did. */
export function policyScanText(assessment: Assessment, { colour }: { readonly colour: boolean }): string {
  const several = assessment.policies.length > 1;
  return assessment.policies
    .map((policy, index) => {
      const findings = assessment.findings.filter(({ subject, counted }) => counted && subject.type === 'policy' && subject.policy === index);
      const blocks = HEADINGS.flatMap(([kind, heading]) => kindText(assessment, findings.filter((finding) => finding.kind === kind), heading, colour));
      const text = blocks.length === 0 ? 'There were no results found.\n' : blocks.join('\n');
      return several ? `Policy: ${terminalSafe(policy.name)}\n\n${text}` : text;
    })
    .join('\n');
}

/** Remarks for standard error: how much more there is that does not count. Empty if there is nothing to say. */
export function policyScanNotes({ findings, notes }: Assessment): string {
  const count = (reason: Finding['notCounted']) => findings.filter(({ notCounted }) => notCounted === reason).length;
  const more = [
    [count('conditional'), 'under conditions'],
    [count('scoped'), 'on named resources'],
    [count('extended'), 'on further actions'],
  ] as const;
  const parts = more.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  const lines = notes.map((note) => terminalSafe(note));
  if (parts.length > 0) lines.push(`Not counted: findings ${parts.join(', ')}; see them with --format json, or count them with --flag-all-risky-actions.`);
  return lines.map((line) => `${line}\n`).join('');
}

function kindText(assessment: Assessment, findings: readonly Finding[], heading: string, colour: boolean): readonly string[] {
  if (findings.length === 0) return [];
  const title = `${colour ? RED : ''}Issue found: ${heading}${colour ? PLAIN : ''}\n`;
  const paths = findings.flatMap((finding) => finding.paths ?? []).flatMap((index) => assessment.escalationPaths[index] ?? []);
  if (paths.length > 0) {
    const lines = paths.map(({ legacyName, id, requiredActions }) => `Method: ${legacyName ?? id}\nActions: ${requiredActions.join(', ')}\n`);
    return [title + lines.join('')];
  }
  const services = findings.flatMap((finding) => finding.services ?? []);
  if (services.length > 0) return [`${title}Services: ${ascending(services).join(', ')}\n`];
  const actions = findings.flatMap(({ actionSet }) => (actionSet === undefined ? [] : actionMembers(assessment, actionSet)));
  return [`${title}Actions: ${ascending(actions).join(', ')}\n`];
}

function ascending(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
