import { isJsonObject, type JsonObject } from '../policy/json-shape.js';
import type { FindingDetails } from './findings-trend.js';

type Details = FindingDetails extends ReadonlyMap<string, infer D> ? D : never;

/** What the findings of a findings file or an assessment are; what cannot be read of it is left out. */
export function earlierDetails(file: JsonObject): FindingDetails {
  const details = new Map<string, Details>();
  for (const finding of listOf(file['findings'])) {
    const id = isJsonObject(finding) ? finding['id'] : null;
    if (!isJsonObject(finding) || typeof id !== 'string') continue;
    const kind = finding['kind'];
    details.set(id, { ...(typeof kind === 'string' ? { kind } : {}), ...subjectOf(finding, file) });
  }
  return details;
}

/** An assessment has a subject of one of four types; in a findings file the member's name tells which. */
function subjectOf(finding: JsonObject, file: JsonObject): Pick<Details, 'on' | 'name' | 'arn'> {
  const subject = isJsonObject(finding['subject']) ? finding['subject'] : finding;
  const isTrust = subject['type'] === 'trust-policy' || typeof subject['trustPolicy'] === 'number';
  const policy = subject['policy'];
  const resourcePolicy = subject['resourcePolicy'];
  const principal = subject['trustPolicy'] ?? subject['principal'];
  const [on, list, index] =
    typeof policy === 'number'
      ? (['policy', 'policies', policy] as const)
      : typeof resourcePolicy === 'number'
        ? (['resource-policy', 'resourcePolicies', resourcePolicy] as const)
        : ([isTrust ? 'trust-policy' : 'principal', 'principals', principal] as const);
  if (typeof index !== 'number') return {};
  const entry = listOf(file[list])[index];
  if (!isJsonObject(entry)) return { on };
  const { name, arn } = entry;
  return {
    on,
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof arn === 'string' && arn !== '' ? { arn } : {}),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
