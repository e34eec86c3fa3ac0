import type { JSX } from 'preact';
import type { Severity } from '../../assessment/assessment.js';
import { countOf, formatCount, SEVERITIES } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { policiesLink, principalsLink, trustLink } from '../route/route.js';
import { SeverityMark } from '../shell/severity-mark.js';

/** Counted findings by severity, each number with the way to what it counts. */
export function SeverityTiles({ model }: { readonly model: ReportModel }): JSX.Element {
  const { assessment } = model;
  const { bySeverity, byKind } = assessment.summary;
  const notCounted = byKind.reduce(
    (sum, kind) => sum + kind.conditional + kind.scoped + kind.extended + kind.unattached,
    0,
  );
  return (
    <section aria-labelledby="tiles-title">
      <h2 id="tiles-title">Findings by severity</h2>
      <ul class="tiles">
        {SEVERITIES.filter((severity) => severity !== 'none' || bySeverity.none > 0).map((severity) => (
          <Tile key={severity} model={model} severity={severity} />
        ))}
      </ul>
      {notCounted > 0 && (
        <p class="quiet">
          {countOf(notCounted, 'more finding')} {notCounted === 1 ? 'is' : 'are'} conditional, scoped,
          extended or unattached and {notCounted === 1 ? 'does' : 'do'} not count.{' '}
          <a href={policiesLink({ scope: 'all' })}>Show policies with all findings</a>
        </p>
      )}
    </section>
  );
}

function Tile({
  model,
  severity,
}: {
  readonly model: ReportModel;
  readonly severity: Severity;
}): JSX.Element {
  const { assessment } = model;
  const counted = assessment.findings.filter((finding) => finding.counted && finding.severity === severity);
  const policies = new Set(
    counted.flatMap(({ subject }) => (subject.type === 'policy' ? [subject.policy] : [])),
  );
  const roles = new Set(
    counted.flatMap(({ subject }) => (subject.type === 'trust-policy' ? [subject.principal] : [])),
  );
  const principals = new Set(
    counted.flatMap(({ subject }) => (subject.type === 'principal' ? [subject.principal] : [])),
  );
  const kindsOf = (scope: 'identity-policy' | 'trust-policy'): readonly string[] =>
    [...new Set(counted.map(({ kind }) => kind))].filter((kind) => model.kinds.get(kind)?.scope === scope);
  return (
    <li class="tile" data-severity={severity}>
      <span class="tile-label">
        <SeverityMark severity={severity} />
      </span>
      <span class="tile-count">{formatCount(assessment.summary.bySeverity[severity])}</span>
      <span class="tile-links">
        {policies.size > 0 && (
          <a href={policiesLink({ kinds: kindsOf('identity-policy') })}>
            {countOf(policies.size, 'policy', 'policies')}
          </a>
        )}
        {roles.size > 0 && (
          <a href={trustLink({ kinds: kindsOf('trust-policy'), scope: 'counted' })}>
            {countOf(roles.size, 'trust policy', 'trust policies')}
          </a>
        )}
        {principals.size > 0 && <a href={principalsLink({})}>{countOf(principals.size, 'principal')}</a>}
        {counted.length === 0 && <span>nothing found</span>}
      </span>
    </li>
  );
}
