import type { JSX } from 'preact';
import { countOf, formatCount } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { severityRank } from '../model/subject-row.js';
import { resourcesLink } from '../route/route.js';
import { SeverityMark } from '../shell/severity-mark.js';

/** Who may use the account's resources from outside: findings on their policies by kind; nothing where there are none. */
export function ResourceKinds({ model }: { readonly model: ReportModel }): JSX.Element | null {
  const { kinds, findings, resourcePolicies = [] } = model.assessment;
  if (resourcePolicies.length === 0) return null;
  const rows = kinds
    .filter((kind) => kind.scope === 'resource-policy')
    .map((kind) => ({ kind, count: findings.filter((finding) => finding.kind === kind.id).length }));
  const found = rows
    .filter(({ count }) => count > 0)
    .sort((a, b) => severityRank(b.kind.severity) - severityRank(a.kind.severity) || b.count - a.count);
  const notFound = rows.filter(({ count }) => count === 0).map(({ kind }) => kind.title);
  return (
    <section class="card" aria-labelledby="resources-title">
      <h2 id="resources-title">Who may use resources</h2>
      <p class="quiet">The policies of {countOf(resourcePolicies.length, 'resource')} were read.</p>
      <ul class="trust-kinds">
        {found.map(({ kind, count }) => (
          <li key={kind.id}>
            <SeverityMark severity={kind.severity} />
            <a href={resourcesLink({ kinds: [kind.id] })}>{kind.title}</a>
            <span class="number">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {notFound.length > 0 && <p class="quiet">Not found: {notFound.join(', ')}.</p>}
    </section>
  );
}
