import { describe, expect, it } from 'vitest';
import { pathExamples } from '../../scripts/path-examples.js';
import { scanPolicy } from '../../src/assessment/scan-policy.js';
import { ESCALATION_PATHS } from '../../src/escalation/escalation-paths.js';
import { catalog } from '../scenarios/policy-scenario.js';

/** Ids of the paths of findings that count, and of those that are reported with them. */
function pathsIn(document: object): readonly string[] {
  const { findings, escalationPaths } = scanPolicy(document, { catalog });
  return findings
    .filter(({ counted }) => counted)
    .flatMap(({ paths = [] }) => paths)
    .flatMap((path) => {
      const found = escalationPaths[path];
      return found === undefined ? [] : [found.id, ...found.sameActionsAs];
    });
}

describe('the examples on the page of a path', () => {
  it.each(ESCALATION_PATHS.map((path) => [path.id, path] as const))('%s are open and closed', (id, path) => {
    const { open, closed } = pathExamples(path);
    expect(pathsIn(open)).toContain(id);
    expect(pathsIn(closed)).not.toContain(id);
  });
});
