import type { OrganizationFindings } from '../assessment/organization-findings.js';
import { chunksOf } from './chunks.js';
import { jsonChunks } from './json-chunks.js';

/** The findings of an organisation as compact JSON, in chunks: with thousands of accounts it is a long text. */
export function organizationFindingsChunks(findings: OrganizationFindings): Iterable<string> {
  return chunksOf(lines(findings));
}

function* lines(findings: OrganizationFindings): Generator<string, void, undefined> {
  yield* jsonChunks(findings);
  yield '\n';
}
