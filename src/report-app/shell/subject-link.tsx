import type { ComponentChildren, JSX } from 'preact';
import { principalName } from '../../assessment/principal-name.js';
import type { ReportModel } from '../model/report-model.js';
import { policiesLink, principalsLink, trustLink } from '../route/route.js';
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

/** Words about statements of a role's trust policy as the way to them, where the trust policy has a page. */
export function TrustPolicyLink({
  model,
  index,
  statements,
  children,
}: SubjectLinkProps & {
  readonly statements: readonly number[];
  readonly children: ComponentChildren;
}): JSX.Element {
  const row = model.trust.byIndex.get(index);
  if (row === undefined) return <>{children}</>;
  // A finding that rests on the statement marks it there.
  const finding = row.findings.find(({ grantedBy }) => grantedBy.some((each) => statements.includes(each)));
  return (
    <a href={trustLink({ selected: row.key, finding: finding?.id ?? null, scope: 'all' })}>{children}</a>
  );
}
