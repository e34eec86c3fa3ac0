import { levelByName } from '../../assessment/access-level.js';
import type { Assessment } from '../../assessment/assessment.js';
import { actionIndexes } from './action-set.js';

/** Actions of one service in a finding. */
export interface ServiceGroup {
  readonly service: string;
  /** The service's name, or its prefix where the name is not known. */
  readonly title: string;
  /** Indexes into `actions`. */
  readonly actions: readonly number[];
  /** The same by access level, the gravest first; levels without an action are left out. */
  readonly levels: readonly { readonly level: string; readonly actions: readonly number[] }[];
}

const LEVELS = ['Permissions management', 'Write', 'Tagging', 'Read', 'List'] as const;

/** The actions of a set by service; within a service in the order of `actions`. */
export function serviceGroups(assessment: Assessment, actionSet: number): readonly ServiceGroup[] {
  const groups = new Map<string, number[]>();
  for (const index of actionIndexes(assessment.actionSets[actionSet] ?? '')) {
    const action = assessment.actions[index];
    if (action === undefined) continue;
    const service = action.slice(0, Math.max(0, action.indexOf(':')));
    const group = groups.get(service);
    if (group === undefined) groups.set(service, [index]);
    else group.push(index);
  }
  const levels = new Map(
    Object.entries(assessment.accessLevels).flatMap(([level, set]) =>
      actionIndexes(set).map((action) => [action, level] as const),
    ),
  );
  return [...groups].map(([service, actions]) => ({
    service,
    title: serviceTitle(assessment, service),
    actions,
    levels: LEVELS.map((level) => ({
      level,
      actions: actions.filter(
        (action) => (levels.get(action) ?? levelByName(assessment.actions[action] ?? '')) === level,
      ),
    })).filter((each) => each.actions.length > 0),
  }));
}

/** A service's name, or its prefix where the name is not known. */
export function serviceTitle(assessment: Assessment, service: string): string {
  return Object.hasOwn(assessment.services, service) ? (assessment.services[service] ?? service) : service;
}
