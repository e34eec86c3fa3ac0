import type { EntityType, IAMClient, ManagedPolicyDetail } from '@aws-sdk/client-iam';
import type { AuthorizationDetails, GroupDetail, RoleDetail, UserDetail } from './authorization-details.js';
import { detailPages } from './detail-pages.js';
import { printedGroup, printedPolicy, printedRole, printedUser } from './details-as-printed.js';
import { isUsed, usedPolicyArns } from './used-policies.js';

/** What of the managed policies is kept, of which AWS has more than accounts use. */
export interface DownloadOptions {
  /** All versions of AWS's policies; those of the account's own are kept in any case. */
  readonly includeNonDefaultVersions: boolean;
  /** Managed policies that nobody has, too. */
  readonly includeUnattached: boolean;
}

/** How far a download is. */
export interface DownloadCounts {
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  readonly policies: number;
  readonly pages: number;
  /** Managed policies that nobody has; known when everything is there. */
  readonly policiesLeftOut: number;
}

/** Asked for one by one, and at the same time: AWS gives the pages of one question only one after another. */
const FILTERS = [
  'User',
  'Group',
  'Role',
  'LocalManagedPolicy',
  'AWSManagedPolicy',
] as const satisfies readonly EntityType[];

/**
 * Downloads the IAM of an account, in the order AWS gives it.
 *
 * @param onProgress told after each page, and once more at the end
 */
export async function downloadAccount(
  iam: IAMClient,
  options: DownloadOptions,
  onProgress: (counts: DownloadCounts) => void = () => undefined,
): Promise<AuthorizationDetails> {
  const received = new Received();
  const failed = new AbortController();
  const readings = FILTERS.map(async (filter, index) => {
    try {
      for await (const page of detailPages(iam, filter, failed.signal)) {
        received.users.push(...(page.UserDetailList ?? []).map(printedUser));
        received.groups.push(...(page.GroupDetailList ?? []).map(printedGroup));
        received.roles.push(...(page.RoleDetailList ?? []).map(printedRole));
        received.policies[index]?.push(...(page.Policies ?? []));
        received.pages += 1;
        onProgress(received.counts(0));
      }
    } catch (error) {
      // One failure is enough; the others are not worth waiting for.
      failed.abort();
      throw error;
    }
  });
  await firstFailure(readings);
  const { details, policiesLeftOut } = received.printed(options);
  onProgress(received.counts(policiesLeftOut));
  return details;
}

/** Waits for all; of failures the first to happen is the cause of the others. */
async function firstFailure(readings: readonly Promise<void>[]): Promise<void> {
  try {
    await Promise.all(readings);
  } finally {
    await Promise.allSettled(readings);
  }
}

/** What has come of an account so far. */
class Received {
  readonly users: UserDetail[] = [];
  readonly groups: GroupDetail[] = [];
  readonly roles: RoleDetail[] = [];
  /** By filter, so that their order does not depend on which page came first. */
  readonly policies: readonly ManagedPolicyDetail[][] = FILTERS.map(() => []);
  pages = 0;

  counts(policiesLeftOut: number): DownloadCounts {
    return {
      users: this.users.length,
      groups: this.groups.length,
      roles: this.roles.length,
      policies: this.policies.reduce((sum, { length }) => sum + length, 0) - policiesLeftOut,
      pages: this.pages,
      policiesLeftOut,
    };
  }

  printed({ includeNonDefaultVersions, includeUnattached }: DownloadOptions): {
    readonly details: AuthorizationDetails;
    readonly policiesLeftOut: number;
  } {
    const all = this.policies.flat();
    const used = usedPolicyArns([...this.users, ...this.groups, ...this.roles]);
    const kept = includeUnattached ? all : all.filter((policy) => isUsed(policy, used));
    return {
      details: {
        UserDetailList: this.users,
        GroupDetailList: this.groups,
        RoleDetailList: this.roles,
        Policies: kept.map((policy) => printedPolicy(policy, includeNonDefaultVersions)),
      },
      policiesLeftOut: all.length - kept.length,
    };
  }
}
