import { askingForKeys } from '../policy/condition-grade.js';
import { contraryTest } from '../policy/contrary-test.js';
import type { ConditionTest, Statement } from '../policy/policy-document.js';

/** Whoever a statement lets in, and the tests of each Deny that turns it away where all of them hold. */
interface LetIn {
  readonly statement: Pick<Statement, 'conditions'>;
  readonly denials: readonly (readonly ConditionTest[])[];
}

/**
 * Whether nobody gets in without passing a test of some sort: one of the Allow, or one without which a Deny applies. Of
 * a Deny with several tests each must be of that sort, for whoever makes one of them fail gets through.
 */
export function mustPass(
  { statement, denials }: LetIn,
  isOfThatSort: (test: ConditionTest) => boolean,
): boolean {
  return (
    askingForKeys(statement.conditions).some(isOfThatSort) ||
    denials.some(
      (tests) =>
        tests.length > 0 &&
        tests.every((test) => {
          const asked = contraryTest(test);
          return asked !== null && isOfThatSort(asked);
        }),
    )
  );
}
