import { actionMembers } from '../assessment/action-members.js';
import type { Assessment, Finding } from '../assessment/assessment.js';
import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import { reportedPaths, requiredActions } from '../escalation/reported-paths.js';
import type { Risk } from './judged-document.js';

/** Which members of a risk are meant. */
export type WantedMembers = Risk['members'] | 'all';

/**
 * What a finding of an assessment is about, in the form of the members of a risk: a suppression may have taken a part
 * out of it, which is then accepted and to be left alone.
 */
export function membersOf(
  { subject, paths, services, actionSet }: Finding,
  assessment: Assessment,
  catalog: Catalog,
): WantedMembers {
  if (assessment.suppressions === undefined || subject.type !== 'policy') return 'all';
  if (paths !== undefined)
    return new Set(paths.flatMap((number) => assessment.escalationPaths[number]?.id ?? []));
  if (services !== undefined) return new Set(services);
  return actionSet === undefined ? 'all' : catalog.setOf(actionMembers(assessment, actionSet));
}

/** The part of a risk that concerns some members: the risk itself where all do, null where none does. */
export function partOf(risk: Risk, wanted: WantedMembers, catalog: Catalog): Risk | null {
  if (wanted === 'all') return risk;
  const { members } = risk;
  if (members instanceof IndexSet || wanted instanceof IndexSet) {
    if (!(members instanceof IndexSet && wanted instanceof IndexSet)) return null;
    const common = members.intersect(wanted);
    if (common.equals(members)) return risk;
    return common.isEmpty ? null : { ...risk, members: common, actions: common };
  }
  const common = new Set([...members].filter((member) => wanted.has(member)));
  if (common.size === members.size) return risk;
  if (common.size === 0) return null;
  if (risk.kind !== 'PrivilegeEscalation') return { ...risk, members: common };
  const paths = reportedPaths(catalog).paths.filter(({ path }) => common.has(path.id));
  return { ...risk, members: common, actions: requiredActions(paths) };
}

/** The members that either of two findings of one kind is about. */
export function joinedMembers(one: WantedMembers, other: WantedMembers): WantedMembers {
  if (one === 'all' || other === 'all') return 'all';
  if (one instanceof IndexSet) return other instanceof IndexSet ? one.union(other) : one;
  return other instanceof IndexSet ? one : new Set([...one, ...other]);
}
