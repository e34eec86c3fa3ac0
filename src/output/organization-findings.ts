import type { OrganizationFindings } from '../assessment/organization-findings.js';
import { chunksOf } from './chunks.js';

/** The findings of an organisation as compact JSON, in chunks: with thousands of accounts it is a long text. */
export function organizationFindingsChunks(findings: OrganizationFindings): Iterable<string> {
  return chunksOf(parts(findings));
}

function* parts(findings: OrganizationFindings): Generator<string, void, undefined> {
  let separator = '{';
  for (const [key, value] of Object.entries(findings) as [string, unknown][]) {
    yield `${separator}${JSON.stringify(key)}:`;
    separator = ',';
    if (Array.isArray(value)) yield* listParts(value);
    else yield JSON.stringify(value);
  }
  yield '}\n';
}

function* listParts(list: readonly unknown[]): Generator<string, void, undefined> {
  yield '[';
  for (const [index, entry] of list.entries()) yield (index === 0 ? '' : ',') + JSON.stringify(entry);
  yield ']';
}
