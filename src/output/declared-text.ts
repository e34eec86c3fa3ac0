import type { AssessedPrincipal, Assessment, Finding } from '../assessment/assessment.js';
import type { SourceLocation } from '../assessment/source-location.js';
import { countOf } from './html-wording.js';
import { policyTitle } from './policy-title.js';
import { subjectFindings } from './subject-findings.js';
import { terminalSafe } from './terminal-safe.js';
import { escalationLines } from './terminal-escalation.js';
import { styled } from './terminal-style.js';

/** Writes findings, kind by kind. */
export type WriteFindings = (
  findings: readonly Finding[],
  scope: 'policy' | 'trust' | 'resource',
) => readonly string[];

const UNBROKEN = Infinity;
const WORDS = { user: 'User', group: 'Group', role: 'Role' } as const;

/** Whether an assessment is of files in which things have places worth telling, and not of one policy file. */
export function isOfFiles({ policies, principals, resourcePolicies = [] }: Assessment): boolean {
  const sources = [
    ...policies.map(({ source }) => source),
    ...principals.flatMap(({ source, role }) => [source, role?.trustSource]),
    ...resourcePolicies.map(({ source }) => source),
  ].filter((source) => source !== undefined);
  return (
    sources.some(({ address }) => address !== undefined) || new Set(sources.map(({ file }) => file)).size > 1
  );
}

/**
 * The counted findings of what files declare, each group under the place and the name of what it is on, and who can
 * become administrator.
 */
export function declaredText(assessment: Assessment, write: WriteFindings, colour: boolean): string {
  const { policies, principals, resourcePolicies = [], notAssessed } = assessment;
  const found = subjectFindings(assessment.findings.filter(({ counted }) => counted));
  const sections = [
    ...policies.flatMap((policy, index) => {
      const blocks = write(found.ofPolicy.get(index) ?? [], 'policy');
      const places = findingPlace(policy.source, found.ofPolicy.get(index) ?? []);
      return section(`Policy: ${policyTitle(policy, assessment)}`, places, blocks, colour);
    }),
    ...principals.flatMap((principal, index) => {
      const trust = found.ofTrustPolicy.get(index) ?? [];
      const own = found.ofPrincipal.get(index) ?? [];
      const { role, source } = principal;
      return [
        ...section(
          `Trust policy: ${principal.name}`,
          findingPlace(role?.trustSource, trust),
          write(trust, 'trust'),
          colour,
        ),
        ...section(headingOf(principal), findingPlace(source, []), write(own, 'policy'), colour),
      ];
    }),
    ...resourcePolicies.flatMap(({ name, source }, index) => {
      const own = found.ofResourcePolicy.get(index) ?? [];
      return section(`Resource policy: ${name}`, findingPlace(source, own), write(own, 'resource'), colour);
    }),
  ];
  const escalation = escalationLines(assessment, UNBROKEN, colour);
  const text = sections.length === 0 ? [nothingFound(notAssessed.length)] : sections;
  return [...text, ...(escalation.length === 0 ? [] : [escalation.map((line) => `${line}\n`).join('')])].join(
    '\n',
  );
}

/** That nothing was found says little where not everything was looked at. */
export function nothingFound(notAssessed: number): string {
  if (notAssessed === 0) return 'There were no results found.\n';
  return `There were no results found in what could be assessed; ${countOf(notAssessed, 'part was', 'parts were')} not.\n`;
}

/** What its policies give only together is on the principal. */
function headingOf({ type, name }: AssessedPrincipal): string {
  return `${WORDS[type]}: ${name}, its policies together`;
}

function section(
  heading: string,
  place: string,
  blocks: readonly string[],
  colour: boolean,
): readonly string[] {
  if (blocks.length === 0) return [];
  const title = styled(terminalSafe(heading), 'strong', colour);
  return [`${title}\n${place === '' ? '' : `${terminalSafe(place)}\n`}\n${blocks.join('\n')}`];
}

/** `infra/main.json:12  Resources.Role`, with the lines of the statements that findings rest on behind it. */
function findingPlace(source: SourceLocation | undefined, findings: readonly Finding[]): string {
  if (source === undefined) return '';
  const lines = findings.flatMap(({ grantedBy }) =>
    grantedBy.flatMap((statement) => source.statements?.[statement]?.line ?? []),
  );
  const distinct = [...new Set(lines)].filter((line) => line !== source.line).sort((a, b) => a - b);
  const statements =
    distinct.length === 0
      ? ''
      : `  (${distinct.length === 1 ? 'statement in line' : 'statements in lines'} ${distinct.join(', ')})`;
  return `${source.file}:${source.line}${source.address === undefined ? '' : `  ${source.address}`}${statements}`;
}
