import type { JsonValue } from '../../assessment/assessment.js';

/** Names of instance profiles, whose entries stand as they stood in the input. */
export function instanceProfileNames(entries: readonly JsonValue[]): string {
  const names = entries.map((entry) => {
    const name =
      typeof entry === 'object' && entry !== null && 'InstanceProfileName' in entry
        ? entry['InstanceProfileName']
        : null;
    return typeof name === 'string' ? name : 'unnamed';
  });
  return names.length === 0 ? 'none' : names.join(', ');
}
