import type { StoredDocument } from '../../account/account.js';
import { DocumentReader } from '../../access/document-reader.js';
import { principalContext } from '../../access/principal-context.js';
import { decisionsFor, dependsOnPrincipal } from '../../access/statement-for-principal.js';
import type { Catalog } from '../../catalog/catalog.js';
import { memoised } from '../../escalation/graph/grouped.js';
import type { PolicyDocument } from '../../policy/policy-document.js';
import { isServiceLinkedPath } from '../../policy/service-linked.js';
import type { LeaverGroup } from './account-crossings.js';
import type { AssumingGuardrails } from './assuming-guardrails.js';
import type { BorderPopulation, BorderPrincipal } from './border-population.js';

/** What the policies of leavers are read under. */
export interface LeaverCircumstances {
  readonly guardrails: AssumingGuardrails;
  readonly catalog: Catalog;
}

/** Tells leavers apart by what their policies say of them. */
export class LeaverKeys {
  private readonly population: BorderPopulation;
  private readonly documents: readonly StoredDocument[];
  private readonly guardrails: AssumingGuardrails;
  /** For what documents say of themselves, wherever they apply. */
  private readonly reader: DocumentReader;
  private readonly numbers = new Map<object, number>();
  private readonly personal = new Map<PolicyDocument, boolean>();

  constructor(
    population: BorderPopulation,
    documents: readonly StoredDocument[],
    { guardrails, catalog }: LeaverCircumstances,
  ) {
    this.population = population;
    this.documents = documents;
    this.guardrails = guardrails;
    this.reader = new DocumentReader(catalog);
  }

  /** Equal for leavers of whom the same statements say the same. */
  of({ policies, boundary, after }: LeaverGroup, port: number): string {
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
    const place = this.guardrails.places.get(principal.accountId ?? '') ?? null;
    const context = principalContext(principal, { place });
    if (!readings.some(({ reading }) => dependsOnPrincipal(reading, context))) return '';
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
