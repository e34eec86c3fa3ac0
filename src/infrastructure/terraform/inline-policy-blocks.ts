import { isJsonObject } from '../../policy/json-shape.js';
import { listIn, textIn, unknownUnder, type PlanResource } from './plan-resource.js';

const INLINE_POLICY = 'inline_policy';

/** A block `inline_policy` of a role. */
export interface InlinePolicyBlock {
  readonly index: number;
  /** Its name, or what stands for one that is known only after apply. */
  readonly name: string;
  readonly isNamed: boolean;
}

/**
 * The inline policies that stand in blocks of a role. A block without anything in it says that the role has none.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
 */
export function inlinePolicies(role: PlanResource): readonly InlinePolicyBlock[] {
  return listIn(role.values, INLINE_POLICY).flatMap((block, index) => {
    if (!isJsonObject(block)) return [];
    const unknown = unknownUnder(unknownUnder(role.unknown, INLINE_POLICY), index);
    const name = textIn(block, 'name') ?? '';
    const isEmpty = !textIn(block, 'policy') && unknownUnder(unknown, 'policy') !== true;
    if (name === '' && isEmpty) return [];
    return [{ index, name: name === '' ? `${INLINE_POLICY}[${index}]` : name, isNamed: name !== '' }];
  });
}
