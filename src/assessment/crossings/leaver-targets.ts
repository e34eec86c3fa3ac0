import { DocumentReader } from '../../access/document-reader.js';
import { EffectiveAccessReader } from '../../access/effective-access.js';
import { actionTargets } from '../../escalation/graph/action-targets.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { NO_TARGETS, type Targets } from '../../escalation/graph/targets.js';
import { ASSUMING } from './assuming-statements.js';
import type { BorderIndex } from './border-index.js';
import type { LeaverClass } from './leaver-classes.js';
import type { LeaverCircumstances } from './leaver-keys.js';
import type { LeaverPolicies } from './leaver-policies.js';

/** Works out once for each class of leavers which roles their policies let them assume. */
export class LeaverTargets {
  private readonly policies: LeaverPolicies;
  private readonly index: BorderIndex;
  private readonly circumstances: LeaverCircumstances;
  private readonly memo = new Map<LeaverClass, Targets>();
  private lastReader: { readonly accountId: string | null; readonly reader: DocumentReader } | null = null;

  constructor(policies: LeaverPolicies, index: BorderIndex, circumstances: LeaverCircumstances) {
    this.policies = policies;
    this.index = index;
    this.circumstances = circumstances;
  }

  /** The ports that their policies let them assume, whether or not these trust them. */
  of(leavers: LeaverClass): Targets {
    return memoised(this.memo, leavers, () => {
      const { catalog, guardrails } = this.circumstances;
      const action = catalog.actionIndex(ASSUMING);
      const actor = this.policies.of(leavers.group, leavers.representative);
      if (action === undefined || actor === null) return NO_TARGETS;
      const { accountId } = actor;
      const organization = {
        managementAccount: null,
        unnamedAccount: null,
        byAccount: new Map([[accountId ?? '', guardrails.of(accountId ?? '')]]),
      };
      const reader = new EffectiveAccessReader(this.readerFor(accountId), organization);
      return actionTargets(reader.accessOf(actor), action, this.index.arns);
    });
  }

  /** What documents say depends on the account; classes of one account follow each other. */
  private readerFor(accountId: string | null): DocumentReader {
    if (this.lastReader?.accountId !== accountId)
      this.lastReader = { accountId, reader: new DocumentReader(this.circumstances.catalog) };
    return this.lastReader.reader;
  }
}
