import type { JSX } from 'preact';
import { PolicyDetail } from '../detail/policy-detail.js';
import type { ListView } from '../model/list-view.js';
import type { ReportModel } from '../model/report-model.js';
import type { Navigate } from '../route/use-route.js';
import { policyColumns } from './columns.js';
import { ListWorkspace } from './list-workspace.js';

interface PoliciesPageProps {
  readonly model: ReportModel;
  readonly view: ListView;
  readonly navigate: Navigate;
}

/** Every policy of the account with its findings, and the chosen one in detail. */
export function PoliciesPage({ model, view, navigate }: PoliciesPageProps): JSX.Element {
  return (
    <ListWorkspace
      model={model}
      title="Policies"
      caption="Policies with their findings"
      riskScope="identity-policy"
      searchLabel="Search names, actions, principals"
      noun={['policy', 'policies']}
      table={model.policies}
      columns={policyColumns(model, view)}
      view={view}
      nothing="The input holds no policy: no inline policy of a user, group or role, and no managed one."
      onChange={(changed, how) => {
        navigate({ page: 'policies', view: changed }, how);
      }}
      detail={(row) => <PolicyDetail model={model} row={row} view={view} />}
    />
  );
}
