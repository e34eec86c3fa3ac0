import { openRoles } from '../escalation/graph/outsider-chain.js';
import { isOpenToTenants } from '../risks/web-identities.js';
import type { AccountView } from './account-view.js';
import type { AssessedEscalation } from './assessment.js';
import type { FindingCollector } from './finding-collector.js';

const ACCOUNT_IN_NAME = /(?:^|:)(\d{12})(?::|$)/;

/** Adds a critical finding for every role that someone outside can assume and by which it surely becomes administrator. */
export function addOutsiderFindings(
  view: AccountView,
  { chains, hops }: AssessedEscalation,
  collector: FindingCollector,
  {
    isExcluded,
    isKnownAccount,
    identityOf,
  }: {
    isExcluded: (principal: number) => boolean;
    isKnownAccount: (accountId: string) => boolean;
    /** Names a principal of the assessment. */
    identityOf: (principal: number) => string;
  },
): void {
  const { graph, search } = view.analysis;
  const isStranger = (name: string) => {
    const account = ACCOUNT_IN_NAME.exec(name)?.[1];
    return account === undefined || !isKnownAccount(account);
  };
  const found = openRoles(
    graph,
    search,
    isOpenToTenants,
    // A role of another account is found there.
    ({ outsider, role }) => view.isOwn(role) && !isExcluded(role) && isStranger(outsider.name),
  );
  for (const { outsider, role } of found) {
    const number = view.numberOf(role);
    const entering = chains.findIndex(
      (chain) => chain.outsider === outsider.name && hops[chain.hops[0] ?? -1]?.to === number,
    );
    // An outsider has one chain, so of its other roles the finding shows how they go on by themselves.
    const chain = entering >= 0 ? entering : chains.findIndex(({ from }) => from === number);
    collector.addOutsiderFinding(number, identityOf(number), outsider.name, chain >= 0 ? chain : null);
  }
}
