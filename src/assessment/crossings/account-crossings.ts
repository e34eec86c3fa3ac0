import type { Verdict } from '../../escalation/graph/verdict.js';
import type { JsonValue } from '../assessment.js';

/**
 * What must be kept of an account to know, when all accounts of an organisation are read, who crosses from one into
 * another: who may leave it, and by which roles it can be entered. Plain data, small beside the account.
 */
export interface AccountCrossings {
  readonly format: 'cloudsplaining-crossings';
  readonly version: 1;
  readonly accountId: string;
  readonly partition: string;
  /** Policies as far as they are about assuming roles, and trust policies, each once. */
  readonly documents: readonly JsonValue[];
  /** Principals that may leave the account or can be assumed from another one. */
  readonly ports: readonly Port[];
  /** Ports that may assume roles of other accounts, those with the same policies together. */
  readonly leavers: readonly LeaverGroup[];
  readonly doors: readonly Door[];
  /** Principals that are or can become leavers, those of whom the same is true together. */
  readonly starts: readonly StartGroup[];
}

/** A principal at the border of its account. */
export interface Port {
  /** Without what the ARNs of the account begin with. */
  readonly arn: string;
  readonly id: string;
  readonly tags?: readonly (readonly [key: string, value: string])[];
  /** ARN of its permissions boundary. */
  readonly boundary?: string;
}

/** Ports with the same policies. */
export interface LeaverGroup {
  /** Indexes into `documents`. */
  readonly policies: readonly number[];
  /** Index into `documents` of the permissions boundary; `unknown` where the account's data lack it. */
  readonly boundary?: number | 'unknown';
  /** How sure it is that they can take off first what else holds them back; absent where they need not. */
  readonly after?: Verdict;
  /** Indexes into `ports`, as runs. */
  readonly ports: string;
}

/** A role that principals of other accounts may assume, going by its trust policy. */
export interface Door {
  /** Index into `ports`. */
  readonly port: number;
  /** Index into `documents`. */
  readonly trust: number;
  /** Whether it is administrator of its account or can become one, and how sure that is at best. */
  readonly administrator?: { readonly is: boolean; readonly verdict: Verdict };
  /** Whether exclusions keep it out of reports. */
  readonly isExcluded?: true;
  readonly becomes: ByVerdict;
  /** Doors with which it makes an administrator of whoever can be both. */
  readonly together?: ByVerdict;
}

/** Principals of the account of whom the same is true. */
export interface StartGroup {
  readonly count: number;
  /** ARNs of the first of them, without what the ARNs of the account begin with. */
  readonly first: readonly string[];
  readonly standing: Standing;
  /** How surely they are or become administrator at home, at best. */
  readonly verdict?: Verdict;
  readonly becomes: ByVerdict;
  /** Doors of its own account by which it becomes administrator of it, if it comes back by them. */
  readonly together?: ByVerdict;
}

/** What a principal is in its own account. */
export type Standing = 'administrator' | 'can become administrator' | 'neither';

/**
 * Ports, as runs of their indexes: those that are confirmed, those that are at least conditional, and those that are
 * at least possible. What is equal to the one before is left out at the end.
 */
export type ByVerdict = readonly string[];

/** The beginning of the ARNs of an account's principals. */
export function arnPrefix(partition: string, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:`;
}

/** How many principals of a group are named. */
export const MOST_NAMES = 5;
