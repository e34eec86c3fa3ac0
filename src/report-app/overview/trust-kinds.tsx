import type { JSX } from 'preact';
import { countOf, formatCount } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { trustLink } from '../route/route.js';
import { SeverityMark } from '../shell/severity-mark.js';

/** Who may assume the account's roles: findings on trust policies by kind. */
export function TrustKinds({ model }: { readonly model: ReportModel }): JSX.Element {
  const { assessment } = model;
  const roles = assessment.principals.filter((principal) => principal.type === 'role').length;
  const rows = assessment.kinds
    .filter((kind) => kind.scope === 'trust-policy')
    .map((kind) => ({
      kind,
      count: assessment.findings.filter((finding) => finding.kind === kind.id).length,
    }));
  return (
    <section class="card" aria-labelledby="trust-title">
      <h2 id="trust-title">Who may assume roles</h2>
      <p class="quiet">
        The trust policies of {countOf(roles, 'role')} were read.
        {!assessment.options.flagTrustPolicies &&
          ' The scan ran without --flag-trust-policies: these do not count in totals.'}
      </p>
      <ul class="trust-kinds">
        {rows.map(({ kind, count }) => (
          <li key={kind.id}>
            <SeverityMark severity={kind.severity} />
            {count === 0 ? (
              <span>{kind.title}</span>
            ) : (
              <a href={trustLink({ kinds: [kind.id] })}>{kind.title}</a>
            )}
            <span class="number">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
