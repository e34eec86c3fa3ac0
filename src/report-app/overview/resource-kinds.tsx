import type { JSX } from 'preact';
import { countOf } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { scopeTallies } from '../model/scope-tallies.js';
import { resourcesLink } from '../route/route.js';
import { TallyList } from './tally-list.js';

/** Who may use the account's resources from outside: findings on their policies by kind; nothing where there are none. */
export function ResourceKinds({ model }: { readonly model: ReportModel }): JSX.Element | null {
  const { assessment } = model;
  const { resourcePolicies = [] } = assessment;
  if (resourcePolicies.length === 0) return null;
  return (
    <section class="card" aria-labelledby="resources-title">
      <h2 id="resources-title">Who may use resources</h2>
      <p class="quiet">The policies of {countOf(resourcePolicies.length, 'resource')} were read.</p>
      <TallyList
        tallies={scopeTallies(assessment, 'resource-policy')}
        linkOf={(kind) => resourcesLink({ kinds: [kind] })}
      />
    </section>
  );
}
