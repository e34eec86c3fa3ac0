import type { StoredDocument } from '../../account/account.js';
import { barePolicy } from '../../account/bare-policy.js';
import { DocumentReader } from '../../access/document-reader.js';
import { EffectiveAccessReader } from '../../access/effective-access.js';
import { principalContext } from '../../access/principal-context.js';
import { decisionsFor, dependsOnPrincipal } from '../../access/statement-for-principal.js';
import type { Catalog } from '../../catalog/catalog.js';
import { actionTargets } from '../../escalation/graph/action-targets.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { NO_TARGETS, type Targets } from '../../escalation/graph/targets.js';
import type { PolicyDocument } from '../../policy/policy-document.js';
import { isServiceLinkedPath } from '../../policy/service-linked.js';
import type { LeaverGroup } from './account-crossings.js';
import type { AssumingGuardrails } from './assuming-guardrails.js';
import { ASSUMING } from './assuming-statements.js';
import type { BorderPopulation, BorderPrincipal } from './border-population.js';
import { indexesIn } from './by-verdict.js';

/** Leavers of any account whose policies let them assume the very same roles. */
export interface LeaverClass {
  readonly group: LeaverGroup;
  /** One of them; it stands for all. */
  readonly representative: number;
  readonly members: number[];
  /** Places of their accounts. */
  readonly places: Set<number>;
}

/** Tells apart whose policies are the same, and works out once what these allow. */
export class LeaverClasses {
  readonly classes: readonly LeaverClass[];
  private readonly population: BorderPopulation;
  private readonly documents: readonly StoredDocument[];
  private readonly guardrails: AssumingGuardrails;
  private readonly catalog: Catalog;
  /** For what documents say of themselves, wherever they apply. */
  private readonly reader: DocumentReader;
  private readonly numbers = new Map<object, number>();
  private readonly targetsMemo = new Map<LeaverClass, Targets>();
  private lastReader: { readonly accountId: string | null; readonly reader: DocumentReader } | null = null;
  private readonly personal = new Map<PolicyDocument, boolean>();

  constructor(
    groupsByPlace: readonly (readonly LeaverGroup[])[],
    population: BorderPopulation,
    documents: readonly StoredDocument[],
    guardrails: AssumingGuardrails,
    catalog: Catalog,
  ) {
    this.population = population;
    this.documents = documents;
    this.guardrails = guardrails;
    this.catalog = catalog;
    this.reader = new DocumentReader(catalog);
    const classes = new Map<string, LeaverClass>();
    groupsByPlace.forEach((groups, place) => {
      for (const group of groups) {
        for (const port of indexesIn(group.ports, population.numbersAt(place))) {
          const found = memoised(classes, this.keyOf(group, port), () => ({
            group,
            representative: port,
            members: [],
            places: new Set<number>(),
          }));
          found.members.push(port);
          found.places.add(place);
        }
      }
    });
    this.classes = [...classes.values()];
  }

  /** The ports that their policies let them assume, whether or not these trust them. */
  targets(leavers: LeaverClass): Targets {
    return memoised(this.targetsMemo, leavers, () => {
      const action = this.catalog.actionIndex(ASSUMING);
      const actor = this.withPolicies(leavers.group, leavers.representative);
      if (action === undefined || actor === null) return NO_TARGETS;
      const { accountId } = actor;
      const organization = {
        managementAccount: null,
        unnamedAccount: null,
        byAccount: new Map([[accountId ?? '', this.guardrails.of(accountId ?? '')]]),
      };
      const reader = new EffectiveAccessReader(this.readerFor(accountId), organization);
      return actionTargets(reader.accessOf(actor), action, this.population.arns);
    });
  }

  /** What documents say depends on the account; classes of one account follow each other. */
  private readerFor(accountId: string | null): DocumentReader {
    if (this.lastReader?.accountId !== accountId)
      this.lastReader = { accountId, reader: new DocumentReader(this.catalog) };
    return this.lastReader.reader;
  }

  /** A leaver with the policies of its group. */
  withPolicies({ policies, boundary }: LeaverGroup, port: number): BorderPrincipal | null {
    const principal = this.population.principals[port];
    if (principal === undefined) return null;
    const inlinePolicies = policies.flatMap((number) => {
      const document = this.documents[number];
      return document === undefined ? [] : [{ name: '', document }];
    });
    const document = typeof boundary === 'number' ? this.documents[boundary] : undefined;
    const arn = principal.permissionsBoundary?.arn ?? '';
    return {
      ...principal,
      inlinePolicies,
      permissionsBoundary:
        boundary === undefined
          ? null
          : {
              arn,
              policy:
                document === undefined ? null : barePolicy({ id: arn, name: arn, arn, path: '/' }, document),
            },
    };
  }

  /** Equal for leavers of whom the same statements say the same. */
  private keyOf({ policies, boundary, after }: LeaverGroup, port: number): string {
    const principal = this.population.principals[port];
    if (principal === undefined) return '';
    const { type, path, accountId, arn, tags } = principal;
    const guardrails = isServiceLinkedPath(path) ? null : this.guardrails.of(accountId ?? '');
    const imposed = guardrails?.serviceControlPolicies?.flatMap((level) => level.policies) ?? [];
    const numbers = typeof boundary === 'number' ? [...policies, boundary] : policies;
    const held = numbers.flatMap((number) => {
      const parsed = this.documents[number]?.parsed;
      return parsed?.ok === true ? [parsed.document] : [];
    });
    const all = [...held, ...imposed.map(({ document }) => document)];
    const key = [
      type,
      policies.join(),
      boundary ?? '',
      after ?? '',
      guardrails === null ? '' : this.numberOf(guardrails),
      this.decisions(all, principal),
    ];
    // Variables stand for what is the principal's own; whose tags can be changed depends on the account.
    if (all.some((document) => this.isPersonal(document))) key.push(arn, JSON.stringify(tags));
    return key.join(' ');
  }

  private decisions(documents: readonly PolicyDocument[], principal: BorderPrincipal): string {
    const readings = documents.map((document) => ({
      reading: this.reader.read(document, ANYWHERE).reading,
      variablesKnown: document.version === '2012-10-17',
    }));
    if (!readings.some(({ reading }) => dependsOnPrincipal(reading))) return '';
    const context = principalContext(principal);
    return readings
      .map(({ reading, variablesKnown }) => decisionsFor(reading, context, variablesKnown))
      .join('/');
  }

  private isPersonal(document: PolicyDocument): boolean {
    return memoised(this.personal, document, () =>
      document.statements.some(
        (statement) =>
          statement.conditions.some(({ key }) => /:resourcetag\//i.test(key)) ||
          JSON.stringify(statement).includes('${'),
      ),
    );
  }

  private numberOf(object: object): number {
    return memoised(this.numbers, object, () => this.numbers.size);
  }
}

const ANYWHERE = { accountId: null, partition: '' };
