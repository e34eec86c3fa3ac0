import type { Assessment } from '../../assessment/assessment.js';
import { indexRuns } from '../../assessment/index-runs.js';

/** One action that findings are about. */
export interface ActionRow {
  /** `s3:GetObject` */
  readonly action: string;
  readonly index: number;
  readonly service: string;
  /** Number of policies with a finding about it. */
  readonly policies: number;
}

/** A row for every action that a finding on a policy is about, by name. */
export function actionRows(assessment: Assessment): readonly ActionRow[] {
  const counts = policiesByAction(assessment);
  return assessment.actions.flatMap((action, index) => {
    const policies = counts[index] ?? 0;
    if (policies === 0) return [];
    const prefix = action.slice(0, action.indexOf(':'));
    return [{ action, index, service: assessment.services[prefix] ?? prefix, policies }];
  });
}

/** What is chosen that has no row: an action that no finding is about, written as `service:Action`. */
export function otherAction(
  assessment: Assessment,
  selected: string | null,
): Pick<ActionRow, 'action' | 'service'> | undefined {
  if (selected === null || !/^[a-z0-9-]+:[a-z0-9]+$/i.test(selected)) return undefined;
  const prefix = selected.slice(0, selected.indexOf(':')).toLowerCase();
  return { action: selected, service: assessment.services[prefix] ?? prefix };
}

/** The row for all actions of a service together, chosen as `s3:*`; undefined where none of its actions has a row. */
export function serviceRow(
  rows: readonly ActionRow[],
  selected: string | null,
): (ActionRow & { readonly last: number }) | undefined {
  if (selected?.endsWith(':*') !== true) return undefined;
  const own = rows.filter(({ action }) => action.startsWith(selected.slice(0, -1)));
  const [first] = own;
  return first === undefined
    ? undefined
    : { ...first, action: selected, last: own[own.length - 1]?.index ?? first.index };
}

/** A policy counts once for an action, however many of its findings name it. */
function policiesByAction({ findings, actions, actionSets }: Assessment): Int32Array {
  const setsOf = new Map<number, Set<number>>();
  for (const { subject, actionSet } of findings) {
    if (subject.type !== 'policy' || actionSet === undefined) continue;
    const sets = setsOf.get(subject.policy) ?? new Set<number>();
    sets.add(actionSet);
    setsOf.set(subject.policy, sets);
  }
  // Most policies share their sets with many others.
  const combinations = new Map<string, { readonly sets: readonly number[]; policies: number }>();
  for (const sets of setsOf.values()) {
    const sorted = [...sets].sort((a, b) => a - b);
    const key = sorted.join();
    const known = combinations.get(key) ?? { sets: sorted, policies: 0 };
    known.policies++;
    combinations.set(key, known);
  }
  const counts = new Int32Array(actions.length);
  const countedFor = new Int32Array(actions.length).fill(-1);
  let number = 0;
  for (const { sets, policies } of combinations.values()) {
    for (const set of sets) {
      for (const { first, last } of indexRuns(actionSets[set] ?? '')) {
        for (let action = first; action <= last; action++) {
          if (countedFor[action] === number) continue;
          countedFor[action] = number;
          counts[action] = (counts[action] ?? 0) + policies;
        }
      }
    }
    number++;
  }
  return counts;
}
