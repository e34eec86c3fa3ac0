import {
  guardrailsOf,
  placeOf,
  type OrganizationPolicies,
  type PolicyLevel,
} from '../account/organization-policies.js';
import type { ManagedPolicy } from '../account/account.js';
import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';
import { listByAction } from '../policy/keys-by-action.js';
import { computeReach, reachedActions, type Reach } from '../policy/reach.js';
import { intersectReach, underCondition } from '../policy/reach-intersection.js';
import type { CoverageJudge } from '../policy/resource-coverage.js';
import { isServiceLinkedPath } from '../policy/service-linked.js';
import type { StatementReading } from '../policy/statement-reading.js';
import { jurisdictionKey, type DocumentReader } from './document-reader.js';
import { LayerTemplate, type LayerKind, type PolicyLayer } from './policy-layer.js';
import { withOtherTags, type PoliciesOnUser } from './own-tags.js';
import { identityPolicies, type PolicySource } from './policy-source.js';
import {
  principalContext,
  type Actor,
  type GivenContext,
  type PrincipalContext,
} from './principal-context.js';
import { dependsOnPrincipal, statementsFor, type Statements } from './statement-for-principal.js';
import { statementsByAction } from './statements-by-action.js';

/** What a principal can really do, with all that gives and takes it. */
export interface EffectiveAccess {
  readonly actor: Actor;
  readonly catalog: Catalog;
  readonly judge: CoverageJudge;
  /** What every request of the principal holds. */
  readonly context: PrincipalContext;
  readonly sources: readonly PolicySource[];
  /** Statements of the identity policies that apply to the principal. */
  readonly allows: readonly StatementReading[];
  readonly denies: readonly StatementReading[];
  /** `unknown` where the principal has a boundary that the input does not hold. */
  readonly boundary: PolicyLayer | 'none' | 'unknown';
  /** Service control policies by level, then resource control policies by level. */
  readonly guardrails: readonly PolicyLayer[];
  /** What the identity policies give, before boundary and guardrails. */
  readonly granted: Reach;
  /** What is left. */
  readonly reach: Reach;
  /** The same with the tags that it has, where it can change some of them; else null. */
  readonly asItIs: (() => EffectiveAccess) | null;
}

/** Everything that a request has to pass besides the identity policies: the boundary, where known, and the guardrails. */
export function layersOf({
  boundary,
  guardrails,
}: Pick<EffectiveAccess, 'boundary' | 'guardrails'>): readonly PolicyLayer[] {
  return typeof boundary === 'string' ? guardrails : [boundary, ...guardrails];
}

type Layers = Pick<EffectiveAccess, 'granted' | 'allows' | 'boundary' | 'guardrails'>;

/** What of the granted is left within boundary and guardrails. */
function reachWithin({ granted, allows, boundary, guardrails }: Layers): Reach {
  let reach = granted;
  for (const layer of layersOf({ boundary, guardrails })) reach = intersectReach({ reach, allows }, layer);
  return boundary === 'unknown' ? underCondition(reach) : reach;
}

/**
 * The access to resources of other accounts: the resource control policies of the own account bind what it owns.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function accessElsewhere(access: EffectiveAccess): EffectiveAccess {
  const guardrails = access.guardrails.filter(({ kind }) => kind !== 'resourceControlPolicy');
  return guardrails.length === access.guardrails.length
    ? access
    : { ...access, guardrails, reach: reachWithin({ ...access, guardrails }) };
}

/** The statements of a principal's own policies and of all that binds it. */
export function statementsOnPrincipal(access: EffectiveAccess): readonly StatementReading[] {
  return [access, ...layersOf(access)].flatMap(({ allows, denies }) => [...allows, ...denies]);
}

/** How a principal's policies could be other than they are, to see what it could do then. */
export interface Change {
  readonly withoutBoundary?: boolean;
  readonly policies?: (held: readonly PolicySource[]) => readonly PolicySource[];
}

/**
 * Works out effective access: the union of identity policies, cut by every Deny, inside the permissions boundary
 * and each level of the organisation's policies. Keeps what principals have in common.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export class EffectiveAccessReader {
  private readonly reader: DocumentReader;
  private readonly organization: OrganizationPolicies | null;
  private readonly given: GivenContext | undefined;
  private readonly boundaries = new Map<string, Map<ManagedPolicy, LayerTemplate>>();
  private readonly guardrailsByAccount = new Map<string, readonly LayerTemplate[]>();

  /** @param given - what is known of the requests in question, besides who makes them */
  constructor(reader: DocumentReader, organization: OrganizationPolicies | null, given?: GivenContext) {
    this.reader = reader;
    this.organization = organization;
    this.given = given;
  }

  accessOf(actor: Actor, { withoutBoundary = false, policies }: Change = {}): EffectiveAccess {
    const held = identityPolicies(actor);
    const sources = policies === undefined ? held : policies(held);
    const context = this.contextWith(actor, sources, withoutBoundary);
    const access = this.accessIn(context, actor, sources, withoutBoundary);
    if (!context.otherTags) return access;
    let asItIs: EffectiveAccess | null = null;
    return {
      ...access,
      asItIs: () =>
        (asItIs ??= this.accessIn({ ...context, otherTags: null }, actor, sources, withoutBoundary)),
    };
  }

  private accessIn(
    context: PrincipalContext,
    actor: Actor,
    sources: readonly PolicySource[],
    withoutBoundary: boolean,
  ): EffectiveAccess {
    const { catalog } = this.reader;
    const judge = this.reader.judge(actor);
    const { allows, denies, granted } = this.identity(sources, actor, context);
    const boundary = withoutBoundary ? 'none' : this.boundaryOf(actor, context);
    // Organisation policies do not bind the roles that AWS services make for themselves.
    const guardrails = isServiceLinkedPath(actor.path)
      ? []
      : this.guardrails(actor).map((template) => template.boundingFor(context));
    const reach = reachWithin({ granted, allows, boundary, guardrails });
    return {
      actor,
      catalog,
      judge,
      context,
      sources,
      allows,
      denies,
      boundary,
      guardrails,
      granted,
      reach,
      asItIs: null,
    };
  }

  /** What every request of a principal holds. */
  contextOf(actor: Actor): PrincipalContext {
    return this.contextWith(actor, identityPolicies(actor), false);
  }

  private contextWith(
    actor: Actor,
    sources: readonly PolicySource[],
    withoutBoundary: boolean,
  ): PrincipalContext {
    const place = placeOf(this.organization, actor.accountId);
    const context = principalContext(actor, { given: this.given, place });
    const changing = this.reader.catalog.setOf(CHANGING_OWN_TAGS);
    if (actor.type !== 'user' || !sources.some((source) => this.gives(source, actor, changing)))
      return context;
    const otherTags = withOtherTags(actor, context, this.given ?? NOTHING_GIVEN, () =>
      this.policiesOn(actor, sources, withoutBoundary),
    );
    return { ...context, otherTags };
  }

  private policiesOn(
    { accountId, permissionsBoundary }: Actor,
    sources: readonly PolicySource[],
    withoutBoundary: boolean,
  ): PoliciesOnUser {
    const guardrails = guardrailsOf(this.organization, accountId);
    const boundary = withoutBoundary ? undefined : permissionsBoundary?.policy;
    const parsed = boundary?.document?.parsed;
    return {
      identityPolicies: sources,
      permissionsBoundaries:
        boundary != null && parsed?.ok === true ? [{ name: boundary.name, document: parsed.document }] : [],
      serviceControlPolicies: guardrails?.serviceControlPolicies ?? null,
      resourceControlPolicies: guardrails?.resourceControlPolicies ?? null,
      managementAccount: this.organization?.managementAccount ?? null,
    };
  }

  /** Whether a policy by itself gives any of some actions to some extent. */
  gives(source: Pick<PolicySource, 'document'>, actor: Actor, actions: IndexSet): boolean {
    return this.givenBy(source, actor).intersects(actions);
  }

  /** The actions that a policy by itself gives to some extent. */
  givenBy({ document }: Pick<PolicySource, 'document'>, actor: Actor): IndexSet {
    return reachedActions(this.reader.read(document, actor).reach);
  }

  private identity(
    sources: readonly PolicySource[],
    actor: Actor,
    context: PrincipalContext,
  ): Pick<EffectiveAccess, 'allows' | 'denies' | 'granted'> {
    const { catalog } = this.reader;
    const judge = this.reader.judge(actor);
    const byAction = (each: Statements): Statements => statementsByAction(each, catalog, judge);
    const reachOf = (policies: readonly Statements['allows'][], denies: Statements['denies']): Reach =>
      computeReach(policies, denies, catalog, judge);
    const accesses = sources.map(({ document }) => this.reader.read(document, actor));
    const [only] = accesses;
    if (only !== undefined && accesses.length === 1 && !dependsOnPrincipal(only.reading, context)) {
      const { allows, denies } = byAction(only.reading);
      const isAsByItself = allows === listByAction(only.reading.allows, catalog, judge.partition);
      return { allows, denies, granted: isAsByItself ? only.reach : reachOf([allows], denies) };
    }
    const statements = accesses.map(({ reading }, index) =>
      byAction(statementsFor(reading, context, sources[index]?.document.version === '2012-10-17')),
    );
    const policies = statements.map((each) => each.allows);
    const allows = joined(policies);
    const denies = joined(statements.map((each) => each.denies));
    return { allows, denies, granted: reachOf(policies, denies) };
  }

  private boundaryOf(actor: Actor, context: PrincipalContext): EffectiveAccess['boundary'] {
    if (actor.permissionsBoundary === null) return 'none';
    const { policy } = actor.permissionsBoundary;
    if (policy?.document?.parsed.ok !== true) return 'unknown';
    const templates = memoised(
      this.boundaries,
      jurisdictionKey(actor),
      () => new Map<ManagedPolicy, LayerTemplate>(),
    );
    const { document } = policy.document.parsed;
    const layer = {
      kind: 'permissionsBoundary' as const,
      name: policy.arn,
      policies: [{ name: policy.name, document }],
    };
    return memoised(templates, policy, () => new LayerTemplate(layer, this.reader, actor)).boundingFor(
      context,
    );
  }

  private guardrails(actor: Actor): readonly LayerTemplate[] {
    return memoised(this.guardrailsByAccount, jurisdictionKey(actor), () => {
      const guardrails = guardrailsOf(this.organization, actor.accountId);
      const templates = (kind: LayerKind, levels: readonly PolicyLevel[] | null) =>
        (levels?.length === 0 ? [NO_LEVEL] : (levels ?? [])).map(({ level, name, policies }) => {
          const layer = { kind, name: name === null ? level : `${level} ${name}`, policies };
          return new LayerTemplate(layer, this.reader, actor);
        });
      return [
        ...templates('serviceControlPolicy', guardrails?.serviceControlPolicies ?? null),
        ...templates('resourceControlPolicy', guardrails?.resourceControlPolicies ?? null),
      ];
    });
  }
}

const CHANGING_OWN_TAGS = ['iam:TagUser', 'iam:UntagUser'];
const NOTHING_GIVEN: GivenContext = new Map();
const NO_STATEMENTS: readonly StatementReading[] = [];

/** The statements of several lists; the list itself where one alone holds any, so that what it comes to is kept. */
function joined(lists: readonly (readonly StatementReading[])[]): readonly StatementReading[] {
  const [only, ...others] = lists.filter((list) => list.length > 0);
  if (only === undefined || others.length === 0) return only ?? NO_STATEMENTS;
  // Joining lists is a good deal quicker than flattening one, and every principal comes by here.
  return NO_STATEMENTS.concat(only, ...others);
}

/** A list without any level allows nothing. */
const NO_LEVEL: PolicyLevel = { level: 'organisation', name: null, policies: [] };

function memoised<Key, Value>(memo: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = memo.get(key);
  if (value === undefined) {
    value = make();
    memo.set(key, value);
  }
  return value;
}
