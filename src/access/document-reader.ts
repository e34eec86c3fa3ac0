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

/** Reads each distinct document once for each account it applies in. */
export class DocumentReader {
  readonly catalog: Catalog;
  private readonly judges = new Map<string, CoverageJudge>();
  private readonly readings = new Map<CoverageJudge, Map<PolicyDocument, PolicyAccess>>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** What a document gives on its own. */
  read(document: PolicyDocument, jurisdiction: Jurisdiction): PolicyAccess {
    const judge = this.judge(jurisdiction);
    let known = this.readings.get(judge);
    if (known === undefined) {
      known = new Map();
      this.readings.set(judge, known);
    }
    let access = known.get(document);
    if (access === undefined) {
      access = policyAccess(document, this.catalog, judge);
      known.set(document, access);
    }
    return access;
  }

  /** The judge of resources for one account. */
  judge(jurisdiction: Jurisdiction): CoverageJudge {
    const key = jurisdictionKey(jurisdiction);
    let judge = this.judges.get(key);
    if (judge === undefined) {
      const { accountId, partition } = jurisdiction;
      judge = new CoverageJudge(this.catalog, { accountId, partition: partition === '' ? null : partition });
      this.judges.set(key, judge);
    }
    return judge;
  }
}
