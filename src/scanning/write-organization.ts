import type { OrganizationFindings } from '../assessment/organization-findings.js';
import { organizationPage } from '../output/html-organization.js';
import { organizationFindingsChunks } from '../output/organization-findings.js';
import type { Destination } from './destination.js';
import { ORGANIZATION_FINDINGS, ORGANIZATION_PAGE } from './organization-file-names.js';
import { commitTogether } from './output-file.js';
import { readReportApp } from './report-app-files.js';

/** Writes the page over the accounts' reports, and the same as JSON. Both are complete before the first takes its place. */
export async function writeOrganization(
  findings: OrganizationFindings,
  destination: Pick<Destination, 'begin'>,
): Promise<void> {
  const json = destination.begin(ORGANIZATION_FINDINGS);
  for (const chunk of organizationFindingsChunks(findings)) json.write(chunk);
  const page = destination.begin(ORGANIZATION_PAGE);
  for (const chunk of organizationPage(findings, readReportApp().style)) page.write(chunk);
  await commitTogether([json, page]);
}
