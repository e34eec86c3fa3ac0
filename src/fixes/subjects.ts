import { partitionOf } from '../account/partition.js';
import type { AssessedPolicy, Assessment, JsonValue } from '../assessment/assessment.js';
import { compileExclusions } from '../assessment/compile-exclusions.js';
import type { AssessOptions } from '../assessment/assess-options.js';
import { DEFAULT_EXCLUSIONS } from '../assessment/exclusions.js';
import { BUILT_IN_KINDS } from '../risks/kinds-in-force.js';
import { CoverageJudge } from '../policy/resource-coverage.js';
import type { Circumstances } from './judged-document.js';
import { inlineRoom, MANAGED_ROOM, TRUST_ROOM, type Room } from './size-limit.js';

/** What proposals need besides the assessment: the options that it was made with, and what to write into ARNs. */
export interface FixSettings extends Pick<
  AssessOptions,
  'catalog' | 'exclusions' | 'kinds' | 'knownAccounts'
> {
  /** Fills the region of ARNs; a placeholder without it. */
  readonly region?: string;
  /** The account that policies are for whose own account is not known. */
  readonly accountId?: string;
}

/** A document that can be changed, with all that decides what is found in it. */
export interface FixSubject {
  /** Index into `documents`. */
  readonly document: number;
  readonly json: JsonValue;
  readonly circumstances: Circumstances;
  readonly room: Room;
}

/** Finds the documents of findings. */
export class FixSubjects {
  private readonly assessment: Assessment;
  private readonly settings: FixSettings;
  private readonly shared: Pick<
    Circumstances,
    'catalog' | 'kinds' | 'includedActions' | 'excludedActions' | 'flagAllRiskyActions' | 'isKnownAccount'
  >;
  private readonly judges = new Map<string, CoverageJudge>();
  private readonly subjects = new Map<string, FixSubject | null>();

  constructor(assessment: Assessment, settings: FixSettings) {
    const { catalog } = settings;
    const exclusions = compileExclusions(settings.exclusions ?? DEFAULT_EXCLUSIONS, {
      reportUnmatched: false,
      knownAccounts: settings.knownAccounts ?? [],
    });
    this.assessment = assessment;
    this.settings = settings;
    this.shared = {
      catalog,
      kinds: settings.kinds ?? BUILT_IN_KINDS,
      includedActions: catalog.expandAll(exclusions.includeActions),
      excludedActions: catalog.expandAll(exclusions.excludeActions),
      flagAllRiskyActions: assessment.options.flagAllRiskyActions,
      isKnownAccount: exclusions.isKnownAccount,
    };
  }

  /** The policy's document; null where there is none, or it is not the account's to change. */
  ofPolicy(index: number): FixSubject | null {
    return this.remembered(`policy ${index}`, () => {
      const policy = this.assessment.policies[index];
      if (policy === undefined || policy.type === 'aws-managed') return null;
      const { accountId, partition } = this.jurisdictionOf(policy);
      return this.subject(policy.document, accountId, partition, 'identity', this.roomOf(policy));
    });
  }

  /** The trust policy of a role. */
  ofTrust(index: number): FixSubject | null {
    return this.remembered(`trust ${index}`, () => {
      const principal = this.assessment.principals[index];
      if (principal?.role == null || principal.managedBy !== null) return null;
      const { accountId, arn } = principal;
      return this.subject(principal.role.trustPolicy, accountId, partitionIn(arn), 'trust', TRUST_ROOM);
    });
  }

  private remembered(key: string, find: () => FixSubject | null): FixSubject | null {
    const known = this.subjects.get(key);
    if (known !== undefined) return known;
    const subject = find();
    this.subjects.set(key, subject);
    return subject;
  }

  private subject(
    document: number | null,
    accountId: string | null,
    partition: string,
    purpose: Circumstances['purpose'],
    room: Room,
  ): FixSubject | null {
    const json = document === null ? null : (this.assessment.documents[document] ?? null);
    if (document === null || json === null) return null;
    const { region, accountId: givenAccount = null } = this.settings;
    // Where nothing says which account it is, principals bear an id that only stands for it.
    const ownAccount = this.assessment.account.id === null ? null : accountId;
    const circumstances: Circumstances = {
      ...this.shared,
      judge: this.judge(accountId, partition),
      accountId,
      purpose,
      place: {
        partition: partition === '' ? partitionOf(region ?? null).partition : partition,
        accountId: ownAccount ?? givenAccount,
        region: region ?? null,
      },
    };
    return { document, json, circumstances, room };
  }

  private judge(accountId: string | null, partition: string): CoverageJudge {
    const key = `${partition} ${accountId ?? ''}`;
    let judge = this.judges.get(key);
    if (judge === undefined) {
      judge = new CoverageJudge(this.settings.catalog, {
        accountId,
        partition: partition === '' ? null : partition,
      });
      this.judges.set(key, judge);
    }
    return judge;
  }

  /** The account and partition in which an assessment judges a policy. */
  private jurisdictionOf({ arn, type, attachedTo }: AssessedPolicy): {
    readonly accountId: string | null;
    readonly partition: string;
  } {
    const { account, principals } = this.assessment;
    if (type === 'inline') {
      const holder = principals[attachedTo[0] ?? -1];
      return {
        accountId: holder?.accountId ?? null,
        partition: partitionIn(holder?.arn ?? ''),
      };
    }
    const [, partition = account.partition, , , own = ''] = (arn ?? '').split(':');
    return { accountId: /^\d{12}$/.test(own) ? own : account.id, partition };
  }

  /** Of all holders of an inline policy the one with the least room. */
  private roomOf(policy: AssessedPolicy): Room {
    if (policy.type !== 'inline') return MANAGED_ROOM;
    const { principals, policies, documents } = this.assessment;
    const rooms = policy.attachedTo.flatMap((index) => {
      const holder = principals[index];
      if (holder === undefined) return [];
      const others = holder.policies.flatMap((number) => {
        const other = policies[number];
        return other === undefined || other === policy || other.type !== 'inline' || other.document === null
          ? []
          : (documents[other.document] ?? []);
      });
      return [inlineRoom(holder.type, others)];
    });
    return rooms.sort((a, b) => a.limit - a.taken - (b.limit - b.taken))[0] ?? MANAGED_ROOM;
  }
}

function partitionIn(arn: string): string {
  return arn.split(':')[1] ?? '';
}
