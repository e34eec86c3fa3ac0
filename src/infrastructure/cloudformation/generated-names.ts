import { isJsonObject } from '../../policy/json-shape.js';
import type { GivenTemplate } from './given-template.js';
import type { LinkedTargets } from './linked-targets.js';
import { objectIn } from './template.js';

/** How names that are left to CloudFormation are told apart in templates that hang together. */
export interface GeneratedNames {
  /** What stands before the logical ids that other templates have too. */
  readonly prefix: string;
  readonly ids: ReadonlySet<string>;
}

/** For each template which of its logical ids need a prefix, and which. */
export function generatedNames(
  all: readonly GivenTemplate[],
  targets: LinkedTargets,
): (given: GivenTemplate) => GeneratedNames {
  const counts = new Map<readonly GivenTemplate[], Map<string, number>>();
  const prefixes = new Map<GivenTemplate, string>();
  for (const given of all) {
    const members = targets.membersOf(given);
    const ofAll = counts.get(members) ?? new Map<string, number>();
    counts.set(members, ofAll);
    const stem = stemOf(given.file.path);
    const same = count(ofAll, `stem ${stem}`);
    prefixes.set(given, same === 1 ? stem : `${stem}${same}`);
    for (const id of logicalIds(given)) count(ofAll, `id ${id}`);
  }
  return (given) => {
    const ofAll = counts.get(targets.membersOf(given));
    return {
      prefix: prefixes.get(given) ?? '',
      ids: new Set(logicalIds(given).filter((id) => (ofAll?.get(`id ${id}`) ?? 0) > 1)),
    };
  };
}

function count(counts: Map<string, number>, key: string): number {
  const number = (counts.get(key) ?? 0) + 1;
  counts.set(key, number);
  return number;
}

function logicalIds({ file: { value } }: GivenTemplate): readonly string[] {
  return isJsonObject(value) ? Object.keys(objectIn(value, 'Resources')) : [];
}

/** `network` of `stacks/network.template.json`, of characters that a name may have. */
function stemOf(path: string): string {
  const [stem = ''] = (path.split('/').at(-1) ?? '').split('.');
  return stem.replace(/[^\w+=,@-]+/g, '-');
}
