import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { countOf, formatCount } from '../../output/html-wording.js';
import { boundaryEffect, guardsOf, type BoundaryEffect } from '../model/boundary-effect.js';
import type { ReportModel } from '../model/report-model.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { PolicyLink } from '../shell/subject-link.js';

interface PrincipalGuardsProps {
  readonly model: ReportModel;
  /** Index into `principals`. */
  readonly principal: number;
}

/** What keeps a principal from using all that its policies allow: its boundary, and what blocked findings. */
export function PrincipalGuards({ model, principal }: PrincipalGuardsProps): JSX.Element | null {
  const { assessment, statementsOf } = model;
  const effect = useMemo(() => boundaryEffect(assessment, statementsOf, principal), [model, principal]);
  const boundary = assessment.principals[principal]?.permissionsBoundary ?? null;
  const guards = guardsOf(assessment, principal);
  if (boundary === null && guards.length === 0) return null;
  return (
    <section>
      <h3>Boundary and guardrails</h3>
      {boundary !== null && (
        <p>
          {boundary.policy === null ? (
            <NameText text={boundary.arn} />
          ) : (
            <PolicyLink model={model} index={boundary.policy} />
          )}{' '}
          {boundary.policy === null
            ? 'is its permissions boundary. It is not in the input, so that what it cuts is not known.'
            : `is its permissions boundary. ${effectInWords(effect)}`}
        </p>
      )}
      {effect !== null && effect.cut > 0 && (
        <LongList
          items={effect.services}
          shownAtFirst={12}
          className="inline-list"
          render={({ service, cut }) => (
            <>
              {assessment.services[service] ?? service} <span class="quiet">{formatCount(cut)}</span>
            </>
          )}
        />
      )}
      {guards.length > 0 && (
        <p>
          Its findings are blocked, wholly or in part, by{' '}
          {guards.map((guard, index) => (
            <span key={guard}>
              {index > 0 && ', '}
              <NameText text={guard} />
            </span>
          ))}
          .
        </p>
      )}
    </section>
  );
}

function effectInWords(effect: BoundaryEffect | null): string {
  if (effect === null) return 'The report does not hold its document.';
  const { allowed, cut, services } = effect;
  if (allowed === 0) return 'Its policies allow no action that this report names.';
  if (cut === 0)
    return `It leaves all ${countOf(allowed, 'action')} that its policies allow and this report names.`;
  return `Of ${countOf(allowed, 'action')} that its policies allow and this report names, it cuts ${cut === allowed ? 'all' : formatCount(cut)}, in ${countOf(services.length, 'service')}:`;
}
