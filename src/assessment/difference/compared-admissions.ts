import { append } from '../../escalation/graph/grouped.js';
import type { ConditionTest, PolicyDocument, Statement } from '../../policy/policy-document.js';
import { isAnyone, principalsIn, samePrincipalKey } from '../../policy/principal-name.js';
import { isWithinPattern } from '../../policy/written-patterns.js';
import type { AdmissionChange } from './access-difference.js';
import { areTestsWithin, conditionTexts } from './compared-conditions.js';
import { scopesOf, scopeText, scopeWithout, type ResourceScope } from './resource-scope.js';

/** A policy that says whom it lets in: the trust policy of a role, or that of a resource. */
export interface AdmittingPolicy {
  readonly document: PolicyDocument;
  /** The account that it stands in, where accounts are compared; null elsewhere. */
  readonly accountId: string | null;
}

/**
 * Whom one policy lets in and the other does not, or not for these actions, on these resources, or under these
 * conditions; and whom the other denies and this one does not. Statements are compared as they are written.
 */
export function admissionsOnlyIn(
  policy: AdmittingPolicy | null,
  other: AdmittingPolicy | null,
): readonly AdmissionChange[] {
  if (policy === null) return [];
  const [own, others] = [entriesOf(policy), other === null ? [] : entriesOf(other)];
  return together([
    ...entriesOnlyIn(own, others, 'Allow'),
    // Nobody is let in by a Deny that went with its policy.
    ...(other === null ? [] : entriesOnlyIn(others, own, 'Deny')),
  ]);
}

/** What a statement says of one principal and one resource. */
interface Entry {
  readonly effect: Statement['effect'];
  readonly principal: string;
  /** Tells principals apart. */
  readonly key: string;
  readonly isAnyone: boolean;
  readonly scope: ResourceScope;
  readonly actions: readonly string[];
  /** Whether the actions are those that are left out. */
  readonly leavesOut: boolean;
  readonly conditions: readonly string[];
  readonly tests: readonly ConditionTest[];
}

function entriesOf({ document, accountId }: AdmittingPolicy): readonly Entry[] {
  // The own account is the same account in whichever of two it is.
  const apart = (text: string) => (accountId === null ? text : text.replaceAll(accountId, 'own'));
  const variablesKnown = document.version === '2012-10-17';
  return document.statements.flatMap((statement) => {
    const { effect, actions, notActions } = statement;
    const conditions = conditionTexts(statement.conditions);
    const tests = statement.conditions.map((test) => ({ ...test, values: test.values.map(apart) }));
    return principalsOf(statement).flatMap(({ name, key, isAnyone: isEveryone }) =>
      scopesOf({ statement, variablesKnown }).map((scope): Entry => ({
        effect,
        principal: name,
        key: apart(key),
        isAnyone: isEveryone,
        scope,
        actions: notActions ?? actions,
        leavesOut: notActions !== null,
        conditions,
        tests,
      })),
    );
  });
}

function principalsOf({
  principals,
  notPrincipals,
}: Statement): readonly (Pick<Entry, 'key' | 'isAnyone'> & { readonly name: string })[] {
  if (notPrincipals !== null) {
    const spared = principalsIn(notPrincipals).map(({ name }) => name);
    const name = `everyone but ${[...spared].sort().join(', ')}`;
    return [{ name, key: name, isAnyone: false }];
  }
  return (principals === null ? [] : principalsIn(principals)).map((principal) => ({
    name: principal.name,
    key: `${principal.kind} ${samePrincipalKey(principal)}`,
    isAnyone: isAnyone(principal),
  }));
}

function entriesOnlyIn(
  entries: readonly Entry[],
  others: readonly Entry[],
  effect: Statement['effect'],
): readonly Entry[] {
  const ofAnyone: Entry[] = [];
  const byPrincipal = new Map<string, Entry[]>();
  for (const other of others) {
    if (other.effect !== effect) continue;
    if (other.isAnyone) ofAnyone.push(other);
    else append(byPrincipal, other.key, other);
  }
  return entries.flatMap((entry): readonly Entry[] => {
    if (entry.effect !== effect) return [];
    const wider = [...ofAnyone, ...(byPrincipal.get(entry.key) ?? [])].filter((other) =>
      hasRequestsOf(other, entry),
    );
    if (entry.leavesOut) return wider.some((other) => leavesOutNoMore(other, entry)) ? [] : [entry];
    const actions = entry.actions.filter((action) => !wider.some((other) => isAbout(other, action)));
    return actions.length === 0 ? [] : [{ ...entry, actions }];
  });
}

/** Whether one applies wherever the other does, actions aside. */
function hasRequestsOf(other: Entry, entry: Entry): boolean {
  return areTestsWithin(entry.tests, other.tests) && scopeWithout(entry.scope, other.scope).length === 0;
}

function isAbout({ actions, leavesOut }: Entry, action: string): boolean {
  const text = action.toLowerCase();
  const isNamed = actions.some((each) => isWithinPattern(text, each.toLowerCase()));
  // A pattern with a wildcard might meet what is left out.
  return leavesOut ? !isNamed && !/[*?]/.test(text) : isNamed;
}

function leavesOutNoMore(other: Entry, { actions }: Entry): boolean {
  if (!other.leavesOut) return other.actions.some((each) => /^\*+(?::\*+)?$/.test(each));
  return other.actions.every((each) =>
    actions.some((own) => isWithinPattern(each.toLowerCase(), own.toLowerCase())),
  );
}

/** Entries that differ in their resources only, as one change. */
function together(entries: readonly Entry[]): readonly AdmissionChange[] {
  const changes = new Map<string, { readonly entry: Entry; readonly resources: Set<string> }>();
  for (const entry of entries) {
    const { effect, key, actions, leavesOut, conditions } = entry;
    const place = JSON.stringify([effect, key, actions, leavesOut, conditions]);
    const resource = scopeText(entry.scope);
    const known = changes.get(place);
    if (known === undefined) changes.set(place, { entry, resources: new Set([resource]) });
    else known.resources.add(resource);
  }
  return [...changes.values()].map(({ entry, resources }) => ({
    principal: entry.principal,
    actions: entry.leavesOut ? [`everything but ${entry.actions.join(', ')}`] : entry.actions,
    resources: [...resources].sort(),
    conditions: entry.conditions,
    isDenied: entry.effect === 'Deny',
  }));
}
