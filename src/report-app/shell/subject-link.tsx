import type { JSX } from 'preact';
import { principalName } from '../../assessment/principal-name.js';
import type { ReportModel } from '../model/report-model.js';
import { policiesLink, principalsLink } from '../route/route.js';
import { NameText } from './name-text.js';

interface SubjectLinkProps {
  readonly model: ReportModel;
  /** Index into `principals` or `policies`. */
  readonly index: number;
}

/** A principal's name as the way to its page; those of other accounts have theirs in another report. */
export function PrincipalLink({ model, index }: SubjectLinkProps): JSX.Element {
  if (index >= model.assessment.principals.length)
    return <NameText text={principalName(model.assessment, index)} />;
  return (
    <a href={principalsLink({ selected: model.principalKeys[index] ?? null })}>
      <NameText text={model.assessment.principals[index]?.name ?? ''} />
    </a>
  );
}

/** A policy's name as the way to its page. */
export function PolicyLink({
  model,
  index,
  name,
}: SubjectLinkProps & { readonly name?: string | undefined }): JSX.Element {
  return (
    <a href={policiesLink({ selected: model.policies.byIndex.get(index)?.key ?? null, scope: 'all' })}>
      <NameText text={name ?? model.assessment.policies[index]?.name ?? ''} />
    </a>
  );
}
