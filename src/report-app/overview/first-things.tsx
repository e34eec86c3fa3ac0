import type { JSX } from 'preact';
import { PRINCIPAL_TITLES } from '../../output/html-wording.js';
import { firstThings, type FirstThing } from '../model/first-things.js';
import { firstAdvice } from '../model/fix-advice.js';
import { kindTitle, type ReportModel } from '../model/report-model.js';
import { policiesLink, principalsLink, resourcesLink, trustLink } from '../route/route.js';
import { NameText } from '../shell/name-text.js';
import { SeverityMark } from '../shell/severity-mark.js';

/** Kinds that are named; the others are counted. */
const NAMED_KINDS = 3;

/** What to mend before anything else, and why. */
export function FirstThings({ model }: { readonly model: ReportModel }): JSX.Element {
  const things = firstThings(model.assessment, model.blockedOf);
  return (
    <section class="card" aria-labelledby="first-title">
      <h2 id="first-title">Fix first</h2>
      {things.length === 0 ? (
        <p class="quiet">Nothing that counts was found.</p>
      ) : (
        <ol class="first-things">
          {things.map((thing) => (
            <li key={JSON.stringify(thing.subject)}>
              <SeverityMark severity={thing.severity} />
              <div>
                <SubjectLink model={model} thing={thing} />
                <p>{kindsInWords(model, thing.kinds)}</p>
                {thing.reasons.length > 0 && (
                  <p class="quiet">
                    <NameText text={sentence(thing.reasons)} />
                  </p>
                )}
                <Advice model={model} thing={thing} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function SubjectLink({
  model,
  thing,
}: {
  readonly model: ReportModel;
  readonly thing: FirstThing;
}): JSX.Element {
  const { subject } = thing;
  const { policies, principals, resourcePolicies = [] } = model.assessment;
  if (subject.type === 'policy') {
    const key = model.policies.byIndex.get(subject.policy)?.key ?? null;
    return (
      <a href={policiesLink({ selected: key })}>
        <NameText text={policies[subject.policy]?.name ?? ''} />
      </a>
    );
  }
  if (subject.type === 'resource-policy')
    return (
      <a href={resourcesLink({ selected: model.resources.byIndex.get(subject.resourcePolicy)?.key ?? null })}>
        <NameText text={resourcePolicies[subject.resourcePolicy]?.name ?? ''} />
      </a>
    );
  const principal = principals[subject.principal];
  const name = principal?.name ?? '';
  const key = model.trust.byIndex.get(subject.principal)?.key ?? null;
  return (
    <>
      {principal === undefined ? '' : `${PRINCIPAL_TITLES[principal.type]} `}
      <a
        href={
          subject.type === 'trust-policy'
            ? trustLink({ selected: key })
            : principalsLink({ selected: model.principalKeys[subject.principal] ?? null })
        }
      >
        <NameText text={name} />
      </a>
    </>
  );
}

/** The first thing to change there. */
function Advice({
  model,
  thing,
}: {
  readonly model: ReportModel;
  readonly thing: FirstThing;
}): JSX.Element | null {
  const first = firstAdvice(model.assessment, thing.finding);
  return first === null ? null : (
    <p class="first-advice">
      <NameText text={first} />
    </p>
  );
}

/** Reasons as one sentence. */
function sentence(reasons: readonly string[]): string {
  const text = reasons.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function kindsInWords(model: ReportModel, kinds: readonly string[]): string {
  const named = kinds.slice(0, NAMED_KINDS).map((kind) => kindTitle(model, kind));
  const more = kinds.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
