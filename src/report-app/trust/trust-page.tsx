import type { JSX } from 'preact';
import { countOf } from '../../output/html-wording.js';
import { trustColumns } from '../list/columns.js';
import { ListWorkspace } from '../list/list-workspace.js';
import type { ListView } from '../model/list-view.js';
import type { ReportModel } from '../model/report-model.js';
import type { Navigate } from '../route/use-route.js';
import { TrustDetail } from './trust-detail.js';

interface TrustPageProps {
  readonly model: ReportModel;
  readonly view: ListView;
  readonly navigate: Navigate;
}

/** Roles whose trust policy lets someone in who deserves a look. */
export function TrustPage({ model, view, navigate }: TrustPageProps): JSX.Element {
  const { assessment } = model;
  const roles = assessment.principals.filter((principal) => principal.type === 'role').length;
  const kinds = assessment.kinds.filter((kind) => kind.scope === 'trust-policy').map((kind) => kind.title);
  return (
    <ListWorkspace
      model={model}
      title="Trust policies"
      caption="Roles with findings on their trust policies"
      riskScope="trust-policy"
      searchLabel="Search roles and their trust"
      noun={['role with a finding', 'roles with findings']}
      table={model.trust}
      columns={trustColumns(model, view)}
      view={view}
      nothing={`No finding. The trust policies of ${countOf(roles, 'role')} were checked for: ${kinds.join(', ')}.`}
      remark={
        !assessment.options.flagTrustPolicies && (
          <p class="notice">
            The scan ran without --flag-trust-policies: these findings do not count in totals.
          </p>
        )
      }
      onChange={(changed, how) => {
        navigate({ page: 'trust', view: changed }, how);
      }}
      detail={(row) => <TrustDetail model={model} row={row} view={view} />}
    />
  );
}
