import type { EffectiveAccess, EffectiveAccessReader } from '../../access/effective-access.js';
import type { PolicySource } from '../../access/policy-source.js';
import type { Actor } from '../../access/principal-context.js';
import type { ManagedPolicy, ManagedPolicyVersion } from '../../account/account.js';
import type { Catalog } from '../../catalog/catalog.js';
import { IndexSet } from '../../catalog/index-set.js';
import { statementActions } from '../../policy/statement-reading.js';
import { Capabilities, CHOOSING_VERSION, REWRITING_POLICY } from './capabilities.js';
import type { Preparation } from './edge.js';
import type { Population } from './population.js';
import type { Verdict } from './verdict.js';

/** What a principal can do once it has taken off itself what holds it back. */
export interface Lifted {
  readonly access: EffectiveAccess;
  readonly steps: readonly LiftingStep[];
}

/** How a principal takes off something that holds it back. */
export interface LiftingStep extends Preparation {
  /** The actions that it held back, wholly or in part. */
  readonly frees: IndexSet;
  /** All that would do the same, whether or not the principal can use it. */
  readonly means: readonly MeansOn[];
}

type Step = Omit<LiftingStep, 'frees'>;

interface Means {
  readonly action: string;
  /** The row of the catalogue that describes it; the action itself where there is none. */
  readonly path: string;
}

/** A means with the principal, or else the managed policy, that it is used on. */
export interface MeansOn extends Means {
  readonly on: number | ManagedPolicy['arn'];
}

/** A new version of a policy says whatever its writer wants; a stored one may hold back less than the one in force. */
const REWRITING: Means = { action: REWRITING_POLICY, path: 'iam-001' };
const CHOOSING: Means = { action: CHOOSING_VERSION, path: 'legacy-set-default-policy-version' };

/** What takes its boundary off a user or a role, or puts another in its place. */
export const BOUNDARY_MEANS: Readonly<Record<'user' | 'role', readonly Means[]>> = {
  user: [
    { action: 'iam:DeleteUserPermissionsBoundary', path: 'iam-022' },
    { action: 'iam:PutUserPermissionsBoundary', path: 'iam-024' },
  ],
  role: [
    { action: 'iam:DeleteRolePermissionsBoundary', path: 'iam-023' },
    { action: 'iam:PutRolePermissionsBoundary', path: 'iam:PutRolePermissionsBoundary' },
  ],
};

/** What takes a policy off whoever has it, by whether a user, a role or a group does. */
export const POLICY_MEANS: Readonly<
  Record<'user' | 'role' | 'group', Readonly<Record<PolicySource['kind'], readonly Means[]>>>
> = {
  user: {
    attached: [{ action: 'iam:DetachUserPolicy', path: 'iam-025' }],
    inline: [
      { action: 'iam:DeleteUserPolicy', path: 'iam-026' },
      { action: 'iam:PutUserPolicy', path: 'iam-007' },
    ],
  },
  role: {
    attached: [{ action: 'iam:DetachRolePolicy', path: 'iam:DetachRolePolicy' }],
    inline: [
      { action: 'iam:DeleteRolePolicy', path: 'iam:DeleteRolePolicy' },
      { action: 'iam:PutRolePolicy', path: 'iam-005' },
    ],
  },
  group: {
    attached: [
      { action: 'iam:DetachGroupPolicy', path: 'iam:DetachGroupPolicy' },
      { action: 'iam:RemoveUserFromGroup', path: 'iam:RemoveUserFromGroup' },
    ],
    inline: [
      { action: 'iam:DeleteGroupPolicy', path: 'iam:DeleteGroupPolicy' },
      { action: 'iam:PutGroupPolicy', path: 'iam-011' },
      { action: 'iam:RemoveUserFromGroup', path: 'iam:RemoveUserFromGroup' },
    ],
  },
};

/** Every action by which a principal takes off itself what holds it back. */
export const LIFTING_ACTIONS: readonly string[] = [
  ...new Set([
    REWRITING_POLICY,
    CHOOSING_VERSION,
    ...Object.values(BOUNDARY_MEANS)
      .flat()
      .map(({ action }) => action),
    ...Object.values(POLICY_MEANS)
      .flatMap(({ attached, inline }) => [...attached, ...inline])
      .map(({ action }) => action),
  ]),
];

/**
 * Takes off a principal its boundary and the policies with a Deny, as far as it is allowed to, and works out its
 * access again after each step: none if nothing holds it back that it could take off. Taking off one may allow the
 * next; with a policy goes what that allows.
 */
export function lifted(
  access: EffectiveAccess,
  self: number,
  population: Population,
  reader: EffectiveAccessReader,
): readonly Lifted[] {
  const { boundary, catalog } = access;
  const stages: Lifted[] = [];
  // What allows nothing is no loss.
  const sources = [
    ...access.sources.filter((source) => !allowsSomething(source)),
    ...access.sources.filter(allowsSomething),
  ];
  const removed = new Set<PolicySource>();
  let withoutBoundary = false;
  for (;;) {
    const { access: current, steps } = stages.at(-1) ?? { access, steps: [] };
    const capabilities = new Capabilities(current, self, population);
    const boundaryStep = withoutBoundary ? null : boundaryLifting(capabilities);
    const policy = boundaryStep === null ? removablePolicy(capabilities, sources, removed) : null;
    let step: LiftingStep;
    if (boundaryStep !== null) {
      const left = typeof boundary === 'string' ? IndexSet.empty : boundary.reach.unrestricted;
      step = { ...boundaryStep, frees: catalog.all.minus(left) };
      withoutBoundary = true;
    } else if (policy !== null) {
      step = { ...policy.step, frees: deniedBy(policy.source, catalog) };
      removed.add(policy.source);
    } else return stages;
    const gone = new Set(removed);
    const left = reader.accessOf(access.actor, {
      withoutBoundary,
      policies: () => access.sources.filter((source) => !gone.has(source)),
    });
    stages.push({ access: left, steps: [...steps, step] });
  }
}

function boundaryLifting(capabilities: Capabilities): Step | null {
  const { access, self, population } = capabilities;
  const { actor, boundary } = access;
  if (boundary === 'none') return null;
  const { arn, policy } = actor.permissionsBoundary ?? { arn: '', policy: null };
  const means = [
    ...BOUNDARY_MEANS[actor.type].map((each) => onPrincipal(each, self)),
    ...boundaryPolicyMeans(actor, population).flatMap((each) => onPolicy(each, policy)),
  ];
  return surestStep(capabilities, means, `permissions boundary ${arn}`);
}

/** What has the policy of somebody's boundary keep nothing from it. */
export function boundaryPolicyMeans(actor: Actor, { attachable }: Population): readonly Means[] {
  const policy = actor.permissionsBoundary?.policy ?? null;
  if (policy === null) return [];
  return attachable.hasHarmlessVersion(policy, actor) ? [REWRITING, CHOOSING] : [REWRITING];
}

function removablePolicy(
  capabilities: Capabilities,
  sources: readonly PolicySource[],
  removed: ReadonlySet<PolicySource>,
): { readonly source: PolicySource; readonly step: Step } | null {
  const { access, self, population } = capabilities;
  for (const source of sources) {
    if (removed.has(source) || !holdsDeny(source)) continue;
    const holder = source.group === null ? access.actor.type : 'group';
    const target = source.group === null ? self : population.principals.indexOf(source.group);
    const means = [
      ...POLICY_MEANS[holder][source.kind].map((each) => onPrincipal(each, target)),
      ...versionMeans(source).flatMap((each) => onPolicy(each, source.managed)),
    ];
    const step = surestStep(capabilities, means, `policy ${source.name}`);
    if (step !== null) return { source, step };
  }
  return null;
}

/** What has a managed policy deny nothing: what it allowed may be gone with that. */
export function versionMeans({ managed }: Pick<PolicySource, 'managed'>): readonly Means[] {
  if (managed === null) return [];
  return managed.versions.some(deniesNothing) ? [REWRITING, CHOOSING] : [REWRITING];
}

function deniesNothing({ isDefault, document }: ManagedPolicyVersion): boolean {
  return !isDefault && document?.parsed.ok === true && !holdsDeny(document.parsed);
}

function deniedBy({ document }: PolicySource, catalog: Catalog): IndexSet {
  const denies = document.statements.filter(({ effect }) => effect === 'Deny');
  return IndexSet.unionOf(denies.map((statement) => statementActions(statement, catalog)));
}

/** Whether a policy has a Deny statement. */
export function holdsDeny({ document }: Pick<PolicySource, 'document'>): boolean {
  return document.statements.some(({ effect }) => effect === 'Deny');
}

function allowsSomething({ document }: PolicySource): boolean {
  return document.statements.some(({ effect }) => effect === 'Allow');
}

function onPrincipal(means: Means, on: number): MeansOn {
  return { ...means, on };
}

function onPolicy(means: Means, policy: ManagedPolicy | null): readonly MeansOn[] {
  return policy === null ? [] : [{ ...means, on: policy.arn }];
}

/** The first of the means that can be used without a condition; else the first that can be used at all. */
function surestStep(capabilities: Capabilities, means: readonly MeansOn[], what: string): Step | null {
  let surest: Step | null = null;
  for (const each of means) {
    const verdict = surenessOfMeans(capabilities, each);
    if (verdict === null || (surest !== null && verdict !== 'confirmed')) continue;
    const { action, path, on } = each;
    const policy = typeof on === 'number' ? null : on;
    surest = { kind: 'takes off', path, action, verdict, policy, what, means };
    if (verdict === 'confirmed') break;
  }
  return surest;
}

/** How sure it is that a principal can use a means; null if it cannot. */
export function surenessOfMeans(capabilities: Capabilities, { action, on }: MeansOn): Verdict | null {
  const isPrincipal = typeof on === 'number';
  const { open, conditional } = isPrincipal
    ? capabilities.targets(action)
    : capabilities.policyTargets(action);
  const named = isPrincipal ? IndexSet.of([on]) : capabilities.population.policyArns.named(on);
  if (open.intersects(named)) return 'confirmed';
  return conditional.intersects(named) ? 'conditional' : null;
}
