import { describe, expect, it } from 'vitest';
import { AccountsTogether } from '../../src/assessment/accounts-together.js';
import { accountContribution, type AccountContribution } from '../../src/assessment/account-contribution.js';
import { assessAccount } from '../../src/assessment/assess.js';
import { findAccountCrossings } from '../../src/assessment/crossings/find-account-crossings.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { KeptContributions } from '../../src/scanning/kept-contributions.js';
import { details, inline, role, user } from '../account/authorization-details.js';

const catalog = loadCatalog();
const FULL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

function contributionOf(name: string): AccountContribution {
  const account = parseAuthorizationDetails(
    details({ users: [user(name, { UserPolicyList: [inline('everything', FULL)] })], roles: [role('door')] }),
  );
  const view = new AccountsTogether([account], catalog, null).view(0);
  const assessment = assessAccount(
    { account, options: { catalog, name, now: new Date(0) }, standalone: false },
    view,
  );
  const crossings = findAccountCrossings(account, '111122223333', view.analysis, () => false);
  return accountContribution(assessment, { report: `${name}.html`, findings: `${name}.json` }, crossings);
}

describe('kept contributions', () => {
  it('are given back as they came, in their order, each part once', () => {
    const kept = new KeptContributions();
    const [ann, zoë] = [contributionOf('ann'), contributionOf('zoë')];
    kept.add(ann);
    kept.add(zoë);
    const { crossings: ofAnn, ...annsOwn } = ann;
    const { crossings: ofZoë, ...zoësOwn } = zoë;
    expect([...kept.takeFindings()]).toEqual([annsOwn, zoësOwn]);
    expect([...kept.takeFindings()]).toEqual([]);
    expect([...kept.takeCrossings()]).toEqual([ofAnn, ofZoë]);
    expect([...kept.takeCrossings()]).toEqual([]);
  });

  it('may lack crossings', () => {
    const kept = new KeptContributions();
    const { crossings: _, ...own } = contributionOf('ann');
    kept.add(own);
    expect([...kept.takeCrossings()]).toEqual([]);
    expect([...kept.takeFindings()]).toEqual([own]);
  });
});
