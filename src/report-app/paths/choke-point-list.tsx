import type { JSX } from 'preact';
import { chokePointWords } from '../../output/choke-point-words.js';
import { countOf } from '../../output/html-wording.js';
import type { ChokePoint } from '../model/choke-points.js';
import { statementLabel } from '../model/print-document.js';
import type { ReportModel } from '../model/report-model.js';
import { NameText } from '../shell/name-text.js';
import { PolicyLink, PrincipalLink } from '../shell/subject-link.js';

/** What would have to change so that nobody else becomes administrator, as a sentence. */
export function chokePointSentence({ assessment }: ReportModel): string {
  const { chokePoints } = assessment.escalation;
  if (chokePoints === null)
    return 'So many can become administrator that the statements to change were not worked out here: cloudsplaining paths lists them.';
  const words = chokePointWords(chokePoints);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}:`;
}

/** The statements to change, each with how many chains go by it. */
export function ChokePointList({
  model,
  points,
}: {
  readonly model: ReportModel;
  readonly points: readonly ChokePoint[];
}): JSX.Element {
  const { documents, policies, principals } = model.assessment;
  return (
    <ul class="choke-points">
      {points.map(({ policy, holder, statement, chains, elsewhere }) => {
        const number = policy === null ? principals[holder]?.role?.trustPolicy : policies[policy]?.document;
        const document = number == null ? null : (documents[number] ?? null);
        const label = statementLabel(document, statement);
        return (
          <li key={`${policy} ${holder} ${statement} ${elsewhere ?? ''}`}>
            {elsewhere !== undefined ? (
              <>
                <NameText text={elsewhere} /> of <PrincipalLink model={model} index={holder} />
              </>
            ) : policy === null ? (
              <>
                the trust policy of <PrincipalLink model={model} index={holder} />
              </>
            ) : (
              <PolicyLink model={model} index={policy} />
            )}
            , <bdi>{`s${label.slice(1)}`}</bdi>
            <span class="quiet">
              {chains > 0 ? ` on ${countOf(chains, 'chain')}` : ' on none of these chains, but on other ways'}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
