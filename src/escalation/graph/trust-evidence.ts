import type { Role } from '../../account/account.js';
import { conditionText, denialText, eitherText } from '../../policy/condition-text.js';
import { serviceName } from '../../policy/service-principal.js';
import type { Hop } from './chain.js';
import { contextOfCaller } from './admitted-callers.js';
import { denyOnCaller } from './deny-on-caller.js';
import { memoised } from './grouped.js';
import type { HopStatement } from './hop-statement.js';
import type { Population } from './population.js';
import { REWRITING } from './rewriting.js';
import { askedOfProvider, isSamlProvider, TAKING_OVER_PROVIDER } from './saml-providers.js';
import { assumingActionOf, isNamedAsService, isPassedRoles, serviceTrust } from './service-trust.js';
import { askedOfCaller, type SendingAction, type TrustStatement } from './trust-statements.js';
import { callersIn } from './trusted-callers.js';
import { trustedOutsiders } from './trusted-outsiders.js';

/** What lets a hop into the role it leads to. */
export interface TrustEvidence {
  /** Of the trust policy; taking away all of them closes the hop. */
  readonly statements: readonly HopStatement[];
  /** Those of them by which the caller needs no Allow of its own, because they name it in the account of the role. */
  readonly sufficient: readonly HopStatement[];
  /** What the caller must be allowed to do to the role besides, in the same ways. */
  readonly sending: readonly SendingAction[];
  readonly conditions: readonly string[];
}

const NONE: TrustEvidence = { statements: [], sufficient: [], sending: [], conditions: [] };

/**
 * The statements of the target's trust policy that let in the caller, the service it works through, or the identity
 * provider that it takes over.
 *
 * @param uses - whether the hop uses an action
 */
export function trustEvidence(
  population: Population,
  { from, to, edge }: Hop,
  service: string | null,
  uses: (action: string) => boolean,
): TrustEvidence {
  const role = population.principals[to];
  if (role?.type !== 'role' || edge.path === REWRITING) return NONE;
  if (uses(TAKING_OVER_PROVIDER)) return evidenceForProvider(role, to, population);
  if (uses('sts:AssumeRole')) return evidenceForCaller(role, from, to, population);
  return service === null ? NONE : evidenceForService(role, service, to, population);
}

/** By role and service: asked for every way to pass a role. */
const known = new WeakMap<Population, Map<number, Map<string, TrustEvidence>>>();

function evidenceForService(
  role: Role,
  service: string,
  holder: number,
  population: Population,
): TrustEvidence {
  const ofPopulation = memoised(known, population, () => new Map<number, Map<string, TrustEvidence>>());
  const byService = memoised(ofPopulation, holder, () => new Map<string, TrustEvidence>());
  return memoised(byService, service, () => {
    const trusts = population.trust.statementsOn({ ...role, tags: null }, assumingActionOf(service));
    const place = population.directory.placeOf(role.accountId);
    const letting = trustedOutsiders(trusts, population.directory).flatMap((outsider) => {
      if (!isPassedRoles(outsider) || !isNamedAsService(serviceName(outsider.name), service)) return [];
      const { truth, conditions } = serviceTrust(outsider, role.accountId, place);
      return truth === 'fails' ? [] : [{ place: held(outsider.statement, holder), conditions }];
    });
    return {
      ...NONE,
      statements: letting.map(({ place }) => place),
      conditions: eitherText(letting.map(({ conditions }) => conditions)),
    };
  });
}

function evidenceForProvider(
  role: Role,
  holder: number,
  { trust, directory, protectedRoles }: Population,
): TrustEvidence {
  const letting = trustedOutsiders(trust.statementsOn(role, 'sts:assumerolewithsaml'), directory).filter(
    isSamlProvider,
  );
  return {
    ...NONE,
    statements: letting.map(({ statement }) => held(statement, holder)),
    conditions: [
      ...eitherText(
        letting.map((provider) => [
          ...askedOfProvider(provider).map(conditionText),
          ...provider.denials.map(denialText),
        ]),
      ),
      ...(protectedRoles.has(holder) ? ['AWS lets others change the provider of IAM Identity Center'] : []),
    ],
  };
}

function evidenceForCaller(
  role: Role,
  caller: number,
  holder: number,
  { actors, directory, trust: index }: Population,
): TrustEvidence {
  const actor = actors[caller];
  if (actor === undefined) return NONE;
  const context = contextOfCaller(actor, role.accountId, directory);
  const isNeighbour = actor.accountId === role.accountId;
  const statements: HopStatement[] = [];
  const sufficient: HopStatement[] = [];
  const allowing: (readonly string[])[] = [];
  const conditions: string[] = [];
  const sendings: (readonly SendingAction[])[] = [];
  for (const trust of index.statementsFor(caller, isNeighbour, role)) {
    const { statement, limits } = trust;
    const { named, bySession, delegated } = callersIn(trust, directory);
    const isNamed = named.has(caller) || delegated.has(caller);
    if (!isNamed && !bySession.has(caller)) continue;
    if (statement.effect === 'Allow') {
      const { truth, residual } = askedOfCaller(trust, context);
      if (truth === 'fails') continue;
      const place = held(statement, holder);
      statements.push(place);
      sendings.push(trust.sending);
      if (isNeighbour && (named.has(caller) || bySession.has(caller))) sufficient.push(place);
      const session = isNamed ? [] : [sessionText(trust, actor.name)];
      allowing.push([...[...residual, ...limits].map(conditionText), ...session]);
      continue;
    }
    const effect = denyOnCaller(trust, context, actor.type === 'user');
    if (effect === null || (isNamed && effect.kind === 'always')) continue;
    if (!isNamed) conditions.push(`unless ${sessionText(trust, actor.name)}`);
    if (effect.kind === 'conditional') conditions.push(denialText(effect.tests));
  }
  return {
    statements,
    sufficient,
    sending: sentToAll(sendings),
    conditions: [...eitherText(allowing), ...conditions],
  };
}

/** What every statement asks to be sent. */
function sentToAll([first = [], ...others]: readonly (readonly SendingAction[])[]): readonly SendingAction[] {
  return first.filter((action) => others.every((sending) => sending.includes(action)));
}

function held(statement: HopStatement['statement'], holder: number): HopStatement {
  return { statement, source: null, holder };
}

/** Which of its sessions a statement names. */
function sessionText({ statement }: TrustStatement, role: Role['name']): string {
  const written = (statement.principals ?? statement.notPrincipals)?.aws ?? [];
  const sessions = written.flatMap((principal) => {
    const [, session] = principal.split(`:assumed-role/${role}/`);
    return session === undefined ? [] : [session];
  });
  return `its session is ${statement.principals === null ? 'not ' : ''}named ${sessions.join(' or ')}`;
}
