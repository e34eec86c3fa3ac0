import { serviceLink } from '../assessment/action-link.js';
import type { Assessment, EscalationPathDescription, Finding } from '../assessment/assessment.js';
import { ActionLists } from './action-lists.js';
import { objectText, sortedListText } from './json-text.js';
import { EXTENDED_KINDS, POLICY_KINDS, TRUST_KINDS } from './risk-kind-ids.js';

/** Writes findings as the results file has them: one object for each kind, whether or not it found anything. */
export class RiskTexts {
  private readonly lists: ActionLists;
  private readonly paths: readonly { readonly type: string; readonly link: string; readonly text: string }[];
  private readonly pathActions = new Set<string>();
  private readonly assessment: Assessment;
  /** `{"severity":…,"description":…,"findings":` by kind. */
  private readonly openings: ReadonlyMap<string, string>;
  private readonly emptyPolicy: string;
  private readonly trustKinds: readonly { readonly id: string; readonly key: string }[];

  constructor(assessment: Assessment) {
    this.assessment = assessment;
    this.lists = new ActionLists(assessment);
    this.paths = assessment.escalationPaths.map((path) => ({
      type: typeOf(path),
      link: path.link,
      text: pathText(path),
    }));
    this.openings = new Map(
      assessment.kinds.map(({ id, severity, summary }) => [
        id,
        `{"severity":${JSON.stringify(severity)},"description":${JSON.stringify(summary)},"findings":`,
      ]),
    );
    this.emptyPolicy = this.policyKinds([]);
    const legacy = new Set<string>(TRUST_KINDS.map(({ id }) => id));
    const further = assessment.kinds.filter(({ id, scope }) => scope === 'trust-policy' && !legacy.has(id));
    this.trustKinds = [...TRUST_KINDS, ...further.map(({ id }) => ({ id, key: id }))];
  }

  /** The six kinds of a policy as members of its object. */
  ofPolicy(findings: readonly Finding[]): string {
    return findings.length === 0 ? this.emptyPolicy : this.policyKinds(findings);
  }

  /** The kinds of a role's trust policy as members of its object: the four of 0.9.1 under its keys, then others by id. */
  ofTrustPolicy(findings: readonly Finding[]): string {
    return this.trustKinds
      .map(({ id, key }) => {
        const own = findings.filter(({ kind }) => kind === id);
        const extended = EXTENDED_KINDS.has(id)
          ? `,"extended_findings":${trustedText(own.filter(isExtended))}`
          : '';
        return `"${key}":${this.opening(id)}${trustedText(own.filter(isListed))}${extended}}`;
      })
      .join(',');
  }

  /** The documentation address of every action that was written, as a JSON object. */
  links(): string {
    const { actions, services } = this.assessment;
    const members: string[] = [];
    let prefix = '';
    let link = '';
    for (let index = 0; index < actions.length; index++) {
      const action = actions[index] ?? '';
      if (!(this.lists.hasWritten(index) || this.pathActions.has(action))) continue;
      // Actions of a service follow one another, so its address is made once.
      if (link === '' || action[prefix.length] !== ':' || !action.startsWith(prefix)) {
        prefix = action.slice(0, action.indexOf(':'));
        link = serviceLink(prefix, services);
      }
      const address = link + action.slice(prefix.length + 1);
      members.push(
        this.lists.arePlain
          ? `"${action}":"${address}"`
          : `${JSON.stringify(action)}:${JSON.stringify(address)}`,
      );
    }
    return `{${members.join(',')}}`;
  }

  private policyKinds(findings: readonly Finding[]): string {
    // Texts are added and not joined: what they are added to is joined with others anyway, and then copied once.
    let text = '';
    for (const { id } of POLICY_KINDS) {
      const own: Finding[] = [];
      const listed: Finding[] = [];
      for (const finding of findings) {
        if (finding.kind !== id) continue;
        own.push(finding);
        if (isListed(finding)) listed.push(finding);
      }
      text += `${text === '' ? '' : ','}"${id}":${this.opening(id)}`;
      if (id === 'PrivilegeEscalation') text += `${this.escalations(listed)}}`;
      else if (id === 'ServiceWildcard') text += `${servicesText(listed)}}`;
      else text += `${this.actions(listed)}${this.extendedActions(id, own)}}`;
    }
    return text;
  }

  private opening(kind: string): string {
    return this.openings.get(kind) ?? '{"severity":"none","description":"","findings":';
  }

  private actions(findings: readonly Finding[]): string {
    return this.lists.text(findings.flatMap(({ actionSet }) => (actionSet === undefined ? [] : [actionSet])));
  }

  /** The second group follows the first: conditional and scoped actions are in it only where they are in the first. */
  private extendedActions(kind: string, findings: readonly Finding[]): string {
    if (!EXTENDED_KINDS.has(kind)) return '';
    const { flagAllRiskyActions } = this.assessment.options;
    const extended = findings.filter(
      (finding) => isExtended(finding) && (flagAllRiskyActions || finding.reach === 'unrestricted'),
    );
    return `,"extended_findings":${this.actions(extended)}`;
  }

  private escalations(findings: readonly Finding[]): string {
    const numbers = new Set(findings.flatMap((finding) => finding.paths ?? []));
    const texts: string[] = [];
    const links = new Map<string, string>();
    for (const number of numbers) {
      const path = this.paths[number];
      if (path === undefined) continue;
      texts.push(path.text);
      if (path.link !== '') links.set(path.type, JSON.stringify(path.link));
      for (const action of this.assessment.escalationPaths[number]?.requiredActions ?? [])
        this.pathActions.add(action);
    }
    return `[${texts.join(',')}],"links":${objectText(links)}`;
  }
}

/** Whether 0.9.1's results name the finding: those on policies that nobody holds are there, and marked by `AttachedTo`. */
function isListed({ counted, notCounted }: Finding): boolean {
  return counted || notCounted === 'unattached';
}

function isExtended({ notCounted }: Finding): boolean {
  return notCounted === 'extended';
}

function servicesText(findings: readonly Finding[]): string {
  const [only] = findings;
  // Most policies have but one such finding, and it may name hundreds of services.
  if (only?.services !== undefined && findings.length === 1) return sortedListText(only.services);
  return sortedListText(findings.flatMap(({ services }) => services ?? []));
}

function trustedText(findings: readonly Finding[]): string {
  return sortedListText(findings.flatMap(({ services, trusted }) => services ?? trusted ?? []));
}

function typeOf({ id, legacyName }: EscalationPathDescription): string {
  return legacyName ?? id;
}

function pathText(path: EscalationPathDescription): string {
  const actions = path.requiredActions.map((action) => action.toLowerCase());
  return `{"type":${JSON.stringify(typeOf(path))},"actions":${JSON.stringify(actions)}}`;
}
