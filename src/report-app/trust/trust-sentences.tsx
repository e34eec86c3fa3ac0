import type { JSX } from 'preact';
import { trustInWords, type TrustPart } from '../../output/trust-in-words.js';
import type { ReportModel } from '../model/report-model.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { PrincipalLink } from '../shell/subject-link.js';

interface TrustSentencesProps {
  readonly model: ReportModel;
  /** Index into `principals` of a role. */
  readonly role: number;
}

/** A role's trust policy in words, with the way to every principal it names that is in the report. */
export function TrustSentences({ model, role }: TrustSentencesProps): JSX.Element | null {
  const { principals, documents } = model.assessment;
  const principal = principals[role];
  const document = documents[principal?.role?.trustPolicy ?? -1];
  if (principal?.role == null) return null;
  const sentences = trustInWords(document ?? null, principal.accountId);
  return (
    <section>
      <h3>Who may assume it</h3>
      {sentences.length === 0 ? (
        <p class="quiet">
          {document === undefined || document === null
            ? 'The input has no readable trust policy for it, so that nobody is known to.'
            : 'Its trust policy has no statement, so that nobody may.'}
        </p>
      ) : (
        <LongList
          items={sentences}
          shownAtFirst={20}
          className="sentences"
          render={({ parts }) => parts.map((part, index) => <Part key={index} model={model} part={part} />)}
        />
      )}
    </section>
  );
}

function Part({ model, part }: { readonly model: ReportModel; readonly part: TrustPart }): JSX.Element {
  if (typeof part === 'string') return <NameText text={part} />;
  const index = model.assessment.principals.findIndex(({ arn }) => arn === part.arn);
  return index < 0 ? <NameText text={part.arn} /> : <PrincipalLink model={model} index={index} />;
}
