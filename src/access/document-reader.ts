import type { Catalog } from '../catalog/catalog.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { CoverageJudge } from '../policy/resource-coverage.js';
import { policyAccess, type PolicyAccess } from './policy-access.js';

/** Where a policy applies; the account is null where the input names none. */
export interface Jurisdiction {
  readonly accountId: string | null;
  /** Empty where any partition is meant. */
  readonly partition: string;
}

/** Tells jurisdictions apart. */
export function jurisdictionKey({ accountId, partition }: Jurisdiction): string {
  return `${partition}:${accountId ?? ''}`;
}

/** What is known in one jurisdiction. */
interface Known {
  readonly jurisdiction: Jurisdiction;
  readonly judge: CoverageJudge;
  readonly readings: Map<PolicyDocument, PolicyAccess>;
}

/** Reads each distinct document once for each account it applies in. */
export class DocumentReader {
  readonly catalog: Catalog;
  private readonly knownByJurisdiction = new Map<string, Known>();
  /** Most questions in a row are about one account. */
  private last: Known | null = null;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** What a document gives on its own. */
  read(document: PolicyDocument, jurisdiction: Jurisdiction): PolicyAccess {
    const { judge, readings } = this.known(jurisdiction);
    let access = readings.get(document);
    if (access === undefined) {
      access = policyAccess(document, this.catalog, judge);
      readings.set(document, access);
    }
    return access;
  }

  /** The judge of resources for one account. */
  judge(jurisdiction: Jurisdiction): CoverageJudge {
    return this.known(jurisdiction).judge;
  }

  private known({ accountId, partition }: Jurisdiction): Known {
    const { last } = this;
    if (last?.jurisdiction.accountId === accountId && last.jurisdiction.partition === partition) return last;
    const jurisdiction = { accountId, partition };
    const key = jurisdictionKey(jurisdiction);
    let known = this.knownByJurisdiction.get(key);
    if (known === undefined) {
      const judge = new CoverageJudge(this.catalog, {
        accountId,
        partition: partition === '' ? null : partition,
      });
      known = { jurisdiction, judge, readings: new Map() };
      this.knownByJurisdiction.set(key, known);
    }
    this.last = known;
    return known;
  }
}
