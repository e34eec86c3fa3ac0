import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RiskScope } from '../../assessment/assessment.js';
import { countOf } from '../../output/html-wording.js';
import { KindGuidance } from '../detail/kind-guidance.js';
import { paragraphs } from '../model/describe-finding.js';
import type { ReportModel } from '../model/report-model.js';
import { formatRoute, triageLink } from '../route/route.js';
import { CustomText, LeftOutPage } from './custom-text.js';
import { SeverityMark } from '../shell/severity-mark.js';

/** What each kind of finding means, and how to go from a finding to a policy that is better and still works. */
export function GuidancePage({
  model,
  kind,
}: {
  readonly model: ReportModel;
  /** Id of the kind to show first. */
  readonly kind: string | null;
}): JSX.Element {
  const custom = model.assessment.customPages?.guidance;
  useEffect(() => {
    if (kind === null) return;
    const article = document.getElementById(`kind-${kind}`);
    article?.scrollIntoView();
    article?.focus({ preventScroll: true });
  }, [kind]);
  if (custom === '') return <LeftOutPage title="Guidance" />;
  return (
    <main class="page page-text" id="main" tabIndex={-1}>
      <h1>Guidance</h1>
      {custom === undefined ? <Method /> : <CustomText html={custom} />}
      <Contents model={model} />
      <Kinds model={model} scope="identity-policy" title="Findings on policies and principals" />
      <Kinds model={model} scope="trust-policy" title="Findings on trust policies" />
      {model.resources.rows.length > 0 && (
        <Kinds model={model} scope="resource-policy" title="Findings on resource policies" />
      )}
    </main>
  );
}

function Method(): JSX.Element {
  return (
    <section aria-labelledby="method-title">
      <h2 id="method-title">From finding to fix</h2>
      <h3>Triage</h3>
      <p>
        Start with what the overview says to fix first, then with chains to administrator: one statement there
        is often worth a hundred elsewhere. Ask of each finding who has the policy, whether anything outside
        the account can become them, and whether the role was used lately. A role that nobody uses is removed,
        not mended.
      </p>
      <p>
        A finding is a false positive only if the access is needed, cannot be narrowed, and somebody answers
        for it. Write down who, then exclude it by the exclusions file, so that the next report says by which
        rule it is missing.
      </p>
      <h3>Remediate</h3>
      <p>
        Split statements so that actions that can be confined stand apart from those that cannot. Replace{' '}
        <code>*</code> by the ARNs that the workload uses, then by conditions that the caller cannot choose.
        Write out service wildcards as the actions that are called: service last accessed data and CloudTrail
        name them. Take from identity policies first; a boundary or an organisation policy is the guard behind
        them, not the fix.
      </p>
      <h3>Validate</h3>
      <p>
        Scan the new document by <code>cloudsplaining scan-policy-file</code> before it is attached, and keep
        the requests that must work and those that must not as cases for <code>cloudsplaining simulate</code>.
        After the change download the account again: the finding must be gone and no other have come. Watch
        for AccessDenied in CloudTrail for a week before the old version is deleted.
      </p>
    </section>
  );
}

/** Every kind, to jump to. */
function Contents({ model }: { readonly model: ReportModel }): JSX.Element {
  const found = new Set(model.assessment.findings.map((finding) => finding.kind));
  const link = ({ id, title }: { readonly id: string; readonly title: string }): JSX.Element => (
    <li key={id}>
      <a href={formatRoute({ page: 'guidance', kind: id })}>{title}</a>
    </li>
  );
  const kinds = model.assessment.kinds.filter(
    ({ scope }) => scope !== 'resource-policy' || model.resources.rows.length > 0,
  );
  const missing = kinds.filter(({ id }) => !found.has(id));
  return (
    <nav class="contents card" aria-label="Kinds of finding">
      {missing.length < kinds.length && (
        <>
          <p class="quiet">Found in this report</p>
          <ul class="inline-list">{kinds.filter(({ id }) => found.has(id)).map(link)}</ul>
        </>
      )}
      {missing.length > 0 && (
        <>
          <p class="quiet">Not found</p>
          <ul class="inline-list">{missing.map(link)}</ul>
        </>
      )}
    </nav>
  );
}

interface KindsProps {
  readonly model: ReportModel;
  readonly scope: RiskScope;
  readonly title: string;
}

function Kinds({ model, scope, title }: KindsProps): JSX.Element {
  const { kinds, findings } = model.assessment;
  return (
    <section aria-labelledby={`kinds-${scope}`}>
      <h2 id={`kinds-${scope}`}>{title}</h2>
      {kinds
        .filter((kind) => kind.scope === scope)
        .map((kind) => {
          const count = findings.filter((finding) => finding.kind === kind.id).length;
          return (
            <article class="kind-article" key={kind.id} id={`kind-${kind.id}`} tabIndex={-1}>
              <h3>{kind.title}</h3>
              <p class="kind-count">
                <SeverityMark severity={kind.severity} />{' '}
                {count === 0 ? (
                  <span class="quiet">not found in this account</span>
                ) : (
                  <a href={triageLink({ choices: { kind: [kind.id] } })}>{countOf(count, 'finding')}</a>
                )}
              </p>
              {paragraphs(kind.summary).map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
              <KindGuidance kind={kind} />
            </article>
          );
        })}
    </section>
  );
}
