import type { JSX } from 'preact';
import { countOf } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { scopeTallies } from '../model/scope-tallies.js';
import { trustLink } from '../route/route.js';
import { TallyList } from './tally-list.js';

/** Who may assume the account's roles: findings on trust policies by kind. */
export function TrustKinds({ model }: { readonly model: ReportModel }): JSX.Element {
  const { assessment } = model;
  const roles = assessment.principals.filter((principal) => principal.type === 'role').length;
  return (
    <section class="card" aria-labelledby="trust-title">
      <h2 id="trust-title">Who may assume roles</h2>
      <p class="quiet">
        The trust policies of {countOf(roles, 'role')} were read.
        {!assessment.options.flagTrustPolicies &&
          ' The scan ran without --flag-trust-policies: these do not count in totals.'}
      </p>
      <TallyList
        tallies={scopeTallies(assessment, 'trust-policy')}
        linkOf={(kind) => trustLink({ kinds: [kind] })}
      />
    </section>
  );
}
