import type {
  AccessDifference,
  AdmissionChange,
  ActionChange,
  ResourceChange,
  RiskChange,
  SubjectDifference,
} from '../assessment/difference/access-difference.js';
import { countOf } from './html-wording.js';
import { firstOf } from './shortened.js';
import { terminalSafe } from './terminal-safe.js';

/** More would hide what matters; JSON has them all. */
const MOST_ACTIONS = 6;
const MOST_RESOURCES = 20;

/** What access was gained and lost, for reading: the riskiest subject first, and of each the risky part first. */
export function differenceText({ subjects, isRiskier }: AccessDifference): string {
  if (subjects.length === 0) return 'No access was gained or lost.\n';
  const blocks = subjects.map((subject) =>
    subjectLines(subject)
      .map((line) => terminalSafe(line))
      .join('\n'),
  );
  const verdict = isRiskier ? 'Risky access was gained.' : 'No risky access was gained.';
  return `${verdict}\n\n${blocks.join('\n\n')}\n`;
}

function subjectLines(subject: SubjectDifference): readonly string[] {
  const { type, name, arn, state, administrator } = subject;
  const lines = [
    ...(administrator === undefined ? [] : [administratorLine(administrator)]),
    ...subject.risksGained.map((risk) => `+ ${riskText(risk)}`),
    ...subject.risksLost.map((risk) => `- ${riskText(risk)}`),
    ...subject.gained.map((change) => `+ ${changeText(change)}`),
    ...resourceLines(subject.resourcesGained, '+'),
    ...admissionLines(subject.admitted, '+'),
    ...subject.lost.map((change) => `- ${changeText(change)}`),
    ...resourceLines(subject.resourcesLost, '-'),
    ...admissionLines(subject.shutOut, '-'),
  ];
  const title = `${type} ${arn ?? name}${state === 'changed' ? '' : ` (${state})`}`;
  return [title, ...(lines.length === 0 ? ['no access'] : lines).map((line) => `  ${line}`)];
}

function administratorLine({ before, after }: NonNullable<SubjectDifference['administrator']>): string {
  if (after === null) return `- is or becomes administrator (${before ?? ''})`;
  if (before === null) return `+ is or becomes administrator (${after})`;
  return `! is or becomes administrator: ${before} before, ${after} now`;
}

function riskText({ title, severity, actions, paths, services, trusted }: RiskChange): string {
  const details = [
    ...(paths.length === 0 ? [] : [`paths ${firstOf(paths, MOST_ACTIONS)}`]),
    ...(services.length === 0
      ? []
      : [
          firstOf(
            services.map((service) => `${service}:*`),
            MOST_ACTIONS,
          ),
        ]),
    ...(trusted.length === 0 ? [] : [firstOf(trusted, MOST_ACTIONS)]),
    ...(actions.length === 0 ? [] : [firstOf(actions, MOST_ACTIONS)]),
  ];
  return `${title} (${severity}): ${details.join('; ')}`;
}

function changeText({ from, to, actions }: ActionChange): string {
  const reach =
    from === null ? inWords(to) : to === null ? inWords(from) : `${inWords(to)}, before ${inWords(from)}`;
  return `${countOf(actions.length, 'action', 'actions')} ${reach}: ${firstOf(actions, MOST_ACTIONS)}`;
}

const GRADES = {
  unrestricted: 'on everything',
  conditional: 'on everything under conditions',
  scoped: 'on named resources',
} as const;

function inWords(grade: ActionChange['to']): string {
  return grade === null ? 'nowhere' : GRADES[grade];
}

function resourceLines(changes: readonly ResourceChange[], sign: string): readonly string[] {
  const lines = changes.slice(0, MOST_RESOURCES).map(({ resource, conditions, actions }) => {
    const under = conditions.length === 0 ? '' : ` if ${conditions.join(' and ')}`;
    return `${sign} on ${resource}${under}: ${firstOf(actions, MOST_ACTIONS)}`;
  });
  const more = changes.length - lines.length;
  return more > 0 ? [...lines, `${sign} on ${countOf(more, 'more resource', 'more resources')}`] : lines;
}

function admissionLines(changes: readonly AdmissionChange[], sign: '+' | '-'): readonly string[] {
  const lines = changes.slice(0, MOST_RESOURCES).map((change) => `${sign} ${admissionText(change, sign)}`);
  const more = changes.length - lines.length;
  return more > 0 ? [...lines, `${sign} ${countOf(more, 'more principal', 'more principals')}`] : lines;
}

/** Of everything, and of a role, the resource goes without saying. */
function admissionText(
  { principal, actions, resources, conditions, isDenied }: AdmissionChange,
  sign: '+' | '-',
): string {
  const verb = isDenied ? (sign === '+' ? 'no longer denies' : 'denies') : 'lets in';
  const place = resources.includes('*') ? '' : ` on ${firstOf(resources, MOST_ACTIONS)}`;
  const under = conditions.length === 0 ? '' : ` if ${conditions.join(' and ')}`;
  return `${verb} ${principal}${place}${under}: ${firstOf(actions, MOST_ACTIONS)}`;
}
