import type { JSX } from 'preact';
import { countOf } from '../../output/html-wording.js';
import { resourceColumns } from '../list/columns.js';
import { ListWorkspace } from '../list/list-workspace.js';
import type { ListView } from '../model/list-view.js';
import type { ReportModel } from '../model/report-model.js';
import type { Navigate } from '../route/use-route.js';
import { ResourceDetail } from './resource-detail.js';

interface ResourcesPageProps {
  readonly model: ReportModel;
  readonly view: ListView;
  readonly navigate: Navigate;
}

/** Buckets, queues, keys and other resources whose policies were read, and whom they let in. */
export function ResourcesPage({ model, view, navigate }: ResourcesPageProps): JSX.Element {
  const { assessment } = model;
  const read = assessment.resourcePolicies?.length ?? 0;
  return (
    <ListWorkspace
      model={model}
      title="Resource policies"
      caption="Policies of resources"
      riskScope="resource-policy"
      searchLabel="Search resources and who may use them"
      noun={['resource policy', 'resource policies']}
      table={model.resources}
      columns={resourceColumns(model, view)}
      view={view}
      nothing={`The policies of ${countOf(read, 'resource')} were read.`}
      onChange={(changed, how) => {
        navigate({ page: 'resources', view: changed }, how);
      }}
      detail={(row) => <ResourceDetail model={model} row={row} view={view} />}
    />
  );
}
