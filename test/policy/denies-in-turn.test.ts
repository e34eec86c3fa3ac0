import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DeniesInTurn } from '../../src/policy/denies-in-turn.js';
import type { PrincipalElement } from '../../src/policy/policy-document.js';
import { principalsIn, spared, type PrincipalName } from '../../src/policy/principal-name.js';

const ACCOUNTS = ['111122223333', '444455556666'];
const ofAws = [
  '*',
  'arn:aws:iam::*:root',
  'AIDAEXAMPLEEXAMPLE123',
  ...ACCOUNTS.flatMap((account) => [
    account,
    `arn:aws:iam::${account}:root`,
    `arn:aws:iam::${account}:user/ann`,
    `arn:aws:iam::${account}:role/path/job`,
    `arn:aws:iam::${account}:role/other`,
    `arn:aws:sts::${account}:assumed-role/job/session`,
  ]),
];
const someOf = (names: readonly string[]) => fc.array(fc.constantFrom(...names), { maxLength: 2 });
const elements: fc.Arbitrary<PrincipalElement> = fc.record({
  anyone: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
  aws: someOf(ofAws),
  service: someOf(['*', 'ec2.amazonaws.com', 'lambda.amazonaws.com']),
  federated: someOf(['arn:aws:iam::111122223333:saml-provider/sign-in', 'accounts.google.com']),
  canonicalUser: someOf(['*', 'a'.repeat(64)]),
});
const denies = fc.oneof(
  { weight: 3, arbitrary: elements.map((principals) => ({ principals, notPrincipals: null })) },
  { weight: 1, arbitrary: elements.map((notPrincipals) => ({ principals: null, notPrincipals })) },
);

/** Whom is left, and by which Denies it went. */
interface Entry {
  readonly principal: PrincipalName;
  readonly met: readonly number[];
}

it('leaves what applying every Deny to everyone leaves, in the same order', () => {
  fc.assert(
    fc.property(
      elements,
      fc.array(denies, { maxLength: 6 }),
      fc.array(fc.boolean()),
      (allowed, written, always) => {
        const all = written.map((statement, number) => ({ statement, number }));
        const after = (entry: Entry, { statement, number }: (typeof all)[number]): readonly Entry[] => {
          const left = spared(statement, entry.principal);
          if (left.includes(entry.principal)) return [entry];
          const met = [...entry.met, number];
          const named = left.map((principal) => ({ principal, met }));
          return always[number] === true ? named : [...named, { ...entry, met }];
        };
        const turns = new DeniesInTurn(all);
        for (const principal of principalsIn(allowed)) {
          const entry: Entry = { principal, met: [] };
          expect(turns.leave(entry, (each) => each.principal, after)).toEqual(
            all.reduce<readonly Entry[]>((left, deny) => left.flatMap((each) => after(each, deny)), [entry]),
          );
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

it('asks of a principal only the Denies that may name it', () => {
  const user = (number: number) => `arn:aws:iam::111122223333:user/user-${number}`;
  const naming = (...aws: readonly string[]) => ({
    statement: {
      principals: { anyone: false, aws, service: [], federated: [], canonicalUser: [] },
      notPrincipals: null,
    },
  });
  const turns = new DeniesInTurn([...Array(100).keys()].map((number) => naming(user(number))));
  let asked = 0;
  turns.leave(
    { kind: 'aws' as const, name: user(7) },
    (principal) => principal,
    (principal) => {
      asked++;
      return [principal];
    },
  );
  expect(asked).toBe(1);
});
