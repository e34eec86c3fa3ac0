import type { StoredDocument } from '../../account/account.js';
import { barePolicy } from '../../account/bare-policy.js';
import type { LeaverGroup } from './account-crossings.js';
import type { BorderPopulation, BorderPrincipal } from './border-population.js';

/** Gives leavers the policies of their groups. */
export class LeaverPolicies {
  private readonly population: BorderPopulation;
  private readonly documents: readonly StoredDocument[];

  constructor(population: BorderPopulation, documents: readonly StoredDocument[]) {
    this.population = population;
    this.documents = documents;
  }

  /** A leaver with the policies of its group. */
  of({ policies, boundary }: LeaverGroup, port: number): BorderPrincipal | null {
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
