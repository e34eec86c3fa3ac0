import type { JSX } from 'preact';
import { countOf, formatCount } from '../../output/html-wording.js';
import { severityRank } from '../model/subject-row.js';
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
  const found = rows
    .filter(({ count }) => count > 0)
    .sort((a, b) => severityRank(b.kind.severity) - severityRank(a.kind.severity) || b.count - a.count);
  const notFound = rows.filter(({ count }) => count === 0).map(({ kind }) => kind.title);
  return (
    <section class="card" aria-labelledby="trust-title">
      <h2 id="trust-title">Who may assume roles</h2>
      <p class="quiet">
        The trust policies of {countOf(roles, 'role')} were read.
        {!assessment.options.flagTrustPolicies &&
          ' The scan ran without --flag-trust-policies: these do not count in totals.'}
      </p>
      <ul class="trust-kinds">
        {found.map(({ kind, count }) => (
          <li key={kind.id}>
            <SeverityMark severity={kind.severity} />
            <a href={trustLink({ kinds: [kind.id] })}>{kind.title}</a>
            <span class="number">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {notFound.length > 0 && <p class="quiet">Not found: {notFound.join(', ')}.</p>}
    </section>
  );
}
