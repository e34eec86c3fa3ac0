import type { StoredDocument } from '../../account/account.js';
import { barePolicy } from '../../account/bare-policy.js';
import { memoised } from '../../escalation/graph/grouped.js';
import type { LeaverGroup } from './account-crossings.js';
import type { BorderPopulation, BorderPrincipal } from './border-population.js';
import { indexesIn } from './by-verdict.js';
import { LeaverKeys, type LeaverCircumstances } from './leaver-keys.js';

/** Leavers of any account whose policies let them assume the very same roles. */
export interface LeaverClass {
  readonly group: LeaverGroup;
  /** One of them; it stands for all. */
  readonly representative: number;
  readonly members: number[];
  /** Places of their accounts. */
  readonly places: Set<number>;
}

/** Tells apart whose policies are the same. */
export class LeaverClasses {
  readonly classes: readonly LeaverClass[];
  private readonly population: BorderPopulation;
  private readonly documents: readonly StoredDocument[];

  constructor(
    groupsByPlace: readonly (readonly LeaverGroup[])[],
    population: BorderPopulation,
    documents: readonly StoredDocument[],
    { guardrails, catalog }: LeaverCircumstances,
  ) {
    this.population = population;
    this.documents = documents;
    // What it reads of the documents is not needed afterwards.
    const keys = new LeaverKeys(population, documents, { guardrails, catalog });
    const classes = new Map<string, LeaverClass>();
    groupsByPlace.forEach((groups, place) => {
      for (const group of groups) {
        for (const port of indexesIn(group.ports, population.numbersAt(place))) {
          const found = memoised(classes, keys.of(group, port), () => ({
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
}
