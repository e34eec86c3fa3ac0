import type { AssessedChain, Assessment } from '../assessment/assessment.js';
import { principalName } from '../assessment/principal-name.js';
import { chokePointWords } from './choke-point-words.js';
import { countOf, formatCount, startingSmall } from './html-wording.js';
import { cutMiddle, wrap } from './terminal-layout.js';
import { terminalSafe } from './terminal-safe.js';
import { styled } from './terminal-style.js';

const MOST_CHAINS = 8;
const MOST_HELD_BACK = 4;
const LONGEST_NAME = 48;
/** What it begins with is the account's, and would leave no room for the name. */
const ARN_OF_A_BOUNDARY = /^(permissions boundary )arn:[^ ]*:policy\/(?:[^ ]*\/)?/;
/** As ec2-001. Other steps are words or actions. */
const ID_OF_A_PATH = /^[a-z0-9]+(-[a-z0-9]+)+$/;

/** Who is administrator, who can become one and how, and whom a boundary or a Deny keeps from it. */
export function escalationLines(assessment: Assessment, width: number, colour: boolean): readonly string[] {
  const { administrators, chains } = assessment.escalation;
  if (administrators.length + chains.length === 0) return [];
  const sure = chains.filter(({ verdict }) => verdict === 'confirmed');
  const shown = [
    ...sure.filter(({ from }) => from === null),
    ...sure.filter(({ from }) => from !== null),
  ].slice(0, MOST_CHAINS);
  const others = chains.length - shown.length;
  return [
    styled('Who can become administrator', 'strong', colour),
    ...wrap(
      '  ',
      `${countOf(administrators.length, 'administrator')}; ${othersInWords(chains.length, sure.length)}`,
      width,
    ),
    ...shown.flatMap((chain) => wrap('  ', chainText(chain, assessment), width)),
    ...(others > 0
      ? wrap(
          '  ',
          shown.length === 0
            ? 'cloudsplaining paths shows how, with the statements'
            : `and ${formatCount(others)} more: cloudsplaining paths shows them all, with the statements`,
          width,
        )
      : []),
    ...pathNames(shown, assessment).flatMap((line) => wrap('  ', line, width)),
    ...chokePointLines(assessment, width),
    ...heldBack(assessment, width),
  ];
}

/** How many others can become administrator, as the overview of the report says it. */
function othersInWords(all: number, sure: number): string {
  if (all === 0) return 'nobody else can become one';
  const others = `${countOf(all, 'other')} can become one`;
  return sure === 0
    ? `${others}, under conditions or with something the input does not show`
    : `${others}, ${formatCount(sure)} of them for certain`;
}

function chainText({ from, outsider, hops }: AssessedChain, assessment: Assessment): string {
  const { escalation } = assessment;
  const nameOf = (principal: number | null) => short(principalName(assessment, principal ?? -1));
  const start =
    from === null ? `outside: ${short((outsider ?? '').replace(/^.*-provider\//s, ''))}` : nameOf(from);
  const steps = hops.map((number) => {
    const hop = escalation.hops[number];
    const target =
      hop === undefined
        ? ''
        : hop.makesAdministrator
          ? `administrator via ${nameOf(hop.to)}`
          : nameOf(hop.to);
    return `${hop?.path ?? ''} -> ${target}`;
  });
  return `${start}: ${steps.join(', ')}`;
}

/** What the ids of escalation paths in the chains stand for, each once; other steps say it themselves. */
function pathNames(chains: readonly AssessedChain[], { escalation }: Assessment): readonly string[] {
  const names = new Map<string, string>();
  for (const number of chains.flatMap(({ hops }) => hops)) {
    const hop = escalation.hops[number];
    if (hop !== undefined && ID_OF_A_PATH.test(hop.path)) names.set(hop.path, hop.name);
  }
  return [...names].map(([path, name]) => `${path}: ${startingSmall(name)}`);
}

/** How much would have to change, and where to begin. */
function chokePointLines(assessment: Assessment, width: number): readonly string[] {
  const { escalation, policies } = assessment;
  const [first] = escalation.chokePoints?.statements ?? [];
  if (escalation.chokePoints === null || first === undefined) return [];
  const holder = short(principalName(assessment, first.holder));
  const policy =
    first.elsewhere !== undefined
      ? `policy ${short(first.elsewhere)} of ${holder}`
      : first.policy === null
        ? `trust policy of ${holder}`
        : `policy ${short(policies[first.policy]?.name ?? '')}`;
  return wrap('  ', `${chokePointWords(escalation.chokePoints)}; the first in ${policy}`, width);
}

/** Escalation that policies grant and something else takes away. */
function heldBack({ findings, principals, escalation }: Assessment, width: number): readonly string[] {
  // Whoever gets there all the same is listed above.
  const arriving = new Set([
    ...escalation.administrators.map(({ principal }) => principal),
    ...escalation.chains.map(({ from }) => from),
  ]);
  const blocked = findings.filter(
    ({ kind, notCounted, subject }) =>
      kind === 'PrivilegeEscalation' &&
      notCounted === 'blocked' &&
      !(subject.type === 'principal' && arriving.has(subject.principal)),
  );
  const more = blocked.length - MOST_HELD_BACK;
  return [
    ...blocked.slice(0, MOST_HELD_BACK).flatMap(({ subject, blockedBy = [] }) => {
      const name = subject.type === 'principal' ? (principals[subject.principal]?.name ?? '') : '';
      return wrap(
        '  ',
        `${short(name)}: escalation blocked by ${blockedBy.map((guard) => short(guard.replace(ARN_OF_A_BOUNDARY, '$1'))).join(', ')}`,
        width,
      );
    }),
    ...(more > 0 ? [`  and ${formatCount(more)} more held back`] : []),
  ];
}

function short(name: string): string {
  return cutMiddle(terminalSafe(name), LONGEST_NAME);
}
