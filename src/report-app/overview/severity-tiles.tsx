import type { JSX } from 'preact';
import type { RiskScope, Severity } from '../../assessment/assessment.js';
import { countOf, findingsHeading, formatCount, SEVERITIES } from '../../output/html-wording.js';
import { notCounted } from '../../output/not-counted.js';
import type { ReportModel } from '../model/report-model.js';
import { policiesLink, resourcesLink, triageLink, trustLink } from '../route/route.js';
import { SeverityMark } from '../shell/severity-mark.js';

/** Counted findings by severity, each number with the way to what it counts. */
export function SeverityTiles({ model }: { readonly model: ReportModel }): JSX.Element {
  const { assessment } = model;
  const { bySeverity } = assessment.summary;
  const more = notCounted(assessment.findings);
  return (
    <section aria-labelledby="tiles-title">
      <h2 id="tiles-title">{findingsHeading(bySeverity)}</h2>
      <ul class="tiles">
        {SEVERITIES.filter((severity) => severity !== 'none' || bySeverity.none > 0).map((severity) => (
          <Tile key={severity} model={model} severity={severity} />
        ))}
      </ul>
      {more.total > 0 && (
        <p class="quiet">
          {countOf(more.total, 'more finding does', 'more findings do')} not count: {more.breakdown}.{' '}
          <span class="screen-only">
            <a href={triageLink({ choices: { counted: ['no'] } })}>Show them</a> or{' '}
            <a href="#/glossary">what these words mean</a>
          </span>
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
  const resources = new Set(
    counted.flatMap(({ subject }) => (subject.type === 'resource-policy' ? [subject.resourcePolicy] : [])),
  );
  const kindsOf = (scope: RiskScope): readonly string[] =>
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
        {resources.size > 0 && (
          <a href={resourcesLink({ kinds: kindsOf('resource-policy'), scope: 'counted' })}>
            {countOf(resources.size, 'resource policy', 'resource policies')}
          </a>
        )}
        {principals.size > 0 && (
          <a href={triageLink({ choices: { severity: [severity], type: ['principal'], counted: ['yes'] } })}>
            {countOf(principals.size, 'principal')}
          </a>
        )}
        {counted.length === 0 && <span>nothing found</span>}
      </span>
    </li>
  );
}
