import type { AssessedEscalation } from './assessment.js';
import type { FindingCollector } from './finding-collector.js';

const ACCOUNT_IN_NAME = /(?:^|:)(\d{12})(?::|$)/;

/** Adds a critical finding for every role that someone outside can assume and by which it surely becomes administrator. */
export function addOutsiderFindings(
  { chains, hops }: AssessedEscalation,
  collector: FindingCollector,
  {
    arnOf,
    isOwn,
    isKnownAccount,
  }: {
    arnOf: (principal: number) => string;
    isOwn: (principal: number) => boolean;
    isKnownAccount: (accountId: string) => boolean;
  },
): void {
  const found = new Set<number>();
  chains.forEach(({ outsider, verdict, hops: [first = -1] }, chain) => {
    const role = hops[first]?.to;
    if (outsider === undefined || verdict !== 'confirmed' || role === undefined || found.has(role)) return;
    // A role of another account is found there.
    if (!isOwn(role)) return;
    const account = ACCOUNT_IN_NAME.exec(outsider)?.[1];
    if (account !== undefined && isKnownAccount(account)) return;
    found.add(role);
    collector.addOutsiderFinding(role, arnOf(role), outsider, chain);
  });
}
