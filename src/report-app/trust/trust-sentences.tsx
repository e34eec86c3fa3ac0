import type { JSX } from 'preact';
import type { ReportModel } from '../model/report-model.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { PrincipalLink } from '../shell/subject-link.js';

interface TrustSentencesProps {
  readonly model: ReportModel;
  /** Index into `principals` of a role. */
  readonly role: number;
}

/** ARNs of users and roles, kept when a sentence is split at them. */
const ARN = /(arn:[^:\s]*:iam::\d{12}:(?:user|role)\/[\w+=,.@/-]*[\w+=@/-])/;

/** A role's trust policy in words, with the way to every principal it names that is in the report. */
export function TrustSentences({ model, role }: TrustSentencesProps): JSX.Element | null {
  const { principals, trustSentences } = model.assessment;
  const principal = principals[role];
  if (principal?.role == null) return null;
  const { trustInWords: sentences, trustPolicy } = principal.role;
  return (
    <section>
      <h3>Who may assume it</h3>
      {sentences.length === 0 ? (
        <p class="quiet">
          {trustPolicy === null
            ? 'The input has no readable trust policy for it, so that nobody is known to.'
            : 'Its trust policy has no statement, so that nobody may.'}
        </p>
      ) : (
        <LongList
          items={sentences}
          shownAtFirst={20}
          className="sentences"
          render={(sentence) =>
            (trustSentences[sentence] ?? '')
              .split(ARN)
              .map((part, index) => <Part key={index} model={model} part={part} />)
          }
        />
      )}
    </section>
  );
}

function Part({ model, part }: { readonly model: ReportModel; readonly part: string }): JSX.Element {
  const index = part.startsWith('arn:')
    ? model.assessment.principals.findIndex(({ arn }) => arn === part)
    : -1;
  return index < 0 ? <NameText text={part} /> : <PrincipalLink model={model} index={index} />;
}
