import { DocumentReader } from '../../access/document-reader.js';
import { EffectiveAccessReader, type EffectiveAccess } from '../../access/effective-access.js';
import { actionTargets } from '../../escalation/graph/action-targets.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { allReach, NO_TARGETS, type Targets } from '../../escalation/graph/targets.js';
import { ASSUMING, type SendingAction } from '../../escalation/graph/trust-statements.js';
import type { BorderIndex } from './border-index.js';
import type { BorderPrincipal } from './border-population.js';
import type { LeaverClass } from './leaver-classes.js';
import type { LeaverCircumstances } from './leaver-keys.js';
import type { LeaverPolicies } from './leaver-policies.js';

/** Works out once for each class of leavers which roles their policies let them assume, and send what to. */
export class LeaverTargets {
  private readonly policies: LeaverPolicies;
  private readonly index: BorderIndex;
  private readonly circumstances: LeaverCircumstances;
  private readonly memo = new Map<LeaverClass, Map<readonly SendingAction[], Targets>>();
  private lastReader: { readonly accountId: string | null; readonly reader: DocumentReader } | null = null;

  constructor(policies: LeaverPolicies, index: BorderIndex, circumstances: LeaverCircumstances) {
    this.policies = policies;
    this.index = index;
    this.circumstances = circumstances;
  }

  /**
   * The ports that their policies let them assume, whether or not these trust them.
   *
   * @param sending - what they must be allowed to do to them besides
   */
  of(leavers: LeaverClass, sending: readonly SendingAction[]): Targets {
    const bySending = memoised(this.memo, leavers, () => new Map<readonly SendingAction[], Targets>());
    return memoised(bySending, sending, () => {
      const actor = this.policies.of(leavers.group, leavers.representative);
      if (actor === null) return NO_TARGETS;
      const { catalog } = this.circumstances;
      const access = this.accessOf(actor);
      return allReach(
        [ASSUMING, ...sending].map((name) => {
          const action = catalog.actionIndex(name);
          return action === undefined ? NO_TARGETS : actionTargets(access, action, this.index.arns);
        }),
      );
    });
  }

  private accessOf(actor: BorderPrincipal): EffectiveAccess {
    const { accountId } = actor;
    const guardrails = this.circumstances.guardrails.of(accountId ?? '');
    const organization = {
      managementAccount: null,
      unnamedAccount: null,
      byAccount: new Map([[accountId ?? '', guardrails]]),
      places: this.circumstances.guardrails.places,
    };
    const access = new EffectiveAccessReader(this.readerFor(accountId), organization).accessOf(actor);
    return access.asItIs?.() ?? access;
  }

  /** What documents say depends on the account; classes of one account follow each other. */
  private readerFor(accountId: string | null): DocumentReader {
    if (this.lastReader?.accountId !== accountId)
      this.lastReader = { accountId, reader: new DocumentReader(this.circumstances.catalog) };
    return this.lastReader.reader;
  }
}
