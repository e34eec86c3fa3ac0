import type { JSX } from 'preact';
import type { AssessedHop, JsonValue } from '../../assessment/assessment.js';
import { statementsNaming } from '../../output/outsider-way.js';
import { DocumentText } from '../detail/document-view.js';
import { inlineName } from '../model/inline-name.js';
import { statementLabel, statementsOf } from '../model/print-document.js';
import type { ReportModel } from '../model/report-model.js';
import { NameText } from '../shell/name-text.js';
import { PolicyLink, PrincipalLink } from '../shell/subject-link.js';

interface HopEvidenceProps {
  readonly model: ReportModel;
  readonly hop: AssessedHop;
  /** As its trust policy names it, where someone outside takes the step. */
  readonly outsider: string | undefined;
  /** Whether statements are printed out at once. */
  readonly isOpen: boolean;
}

/** Why a step works: its statements, its conditions, what it needs and what it takes off first. */
export function HopEvidence({ model, hop, outsider, isOpen }: HopEvidenceProps): JSX.Element {
  const { policies, principals, documents } = model.assessment;
  const trustDocument = documentAt(documents, principals[hop.to]?.role?.trustPolicy);
  const trust = outsider === undefined ? hop.trust : statementsNaming(trustDocument, outsider);
  return (
    <ul class="evidence">
      {hop.statements.flatMap(({ policy, statements }) => {
        const document = documentAt(documents, policies[policy]?.document);
        return statements.map((index) => (
          <li key={`${policy} ${index}`}>
            <PolicyLink model={model} index={policy} name={nameAt(model, hop, policy)} />,{' '}
            <Statement {...{ document, index, isOpen }} />
          </li>
        ));
      })}
      {(hop.elsewhere ?? []).flatMap(({ policy, statements }) =>
        statements.map((index) => (
          <li key={`${policy} ${index}`}>
            <NameText text={policy} /> in the other account, statement {index + 1}
          </li>
        )),
      )}
      {trust.map((index) => (
        <li key={index}>
          trust policy of <PrincipalLink model={model} index={hop.to} />,{' '}
          <Statement {...{ document: trustDocument, index, isOpen }} />
        </li>
      ))}
      {[
        ...hop.conditions.map((condition) =>
          /^(?:if|unless) /.test(condition) ? condition : `if ${condition}`,
        ),
        ...hop.needs.map((need) => `needs ${need}`),
        ...hop.lifts.map((lifted) => `after taking off ${lifted}`),
        ...hop.gains.map((gained) => `after gaining ${gained}`),
      ].map((text) => (
        <li key={text}>
          <NameText text={text} />
        </li>
      ))}
    </ul>
  );
}

/** What whoever takes a step calls a policy: an inline one may bear another name with each of its holders. */
function nameAt({ assessment }: ReportModel, { from }: AssessedHop, index: number): string {
  const policy = assessment.policies[index];
  const holder = assessment.principals[from ?? -1];
  if (policy === undefined) return '';
  return (holder === undefined ? null : inlineName(assessment, holder, policy)) ?? policy.name;
}

function Statement(props: {
  readonly document: JsonValue;
  readonly index: number;
  readonly isOpen: boolean;
}): JSX.Element {
  const statement = statementsOf(props.document)[props.index];
  const label = statementLabel(props.document, props.index);
  const name = `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  if (statement === undefined) return <bdi>{name}</bdi>;
  return (
    <details class="statement" open={props.isOpen}>
      <summary>
        <bdi class="clamp">{name}</bdi>
      </summary>
      <DocumentText document={statement} finding={null} label={label} />
    </details>
  );
}

function documentAt(documents: readonly JsonValue[], index: number | null | undefined): JsonValue {
  return index == null ? null : (documents[index] ?? null);
}
