import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decisionLines } from '../../src/output/decision-text.js';
import { evaluateRequest } from '../../src/policy/request/evaluate-request.js';

const page = readFileSync(new URL('../../docs/semantics.md', import.meta.url), 'utf8');
const cases = [...page.matchAll(/^```yaml\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$/gm)];

describe('the requests of docs/semantics.md', () => {
  it('are all read', () => {
    expect(cases).toHaveLength([...page.matchAll(/^```yaml/gm)].length);
    expect(cases).toHaveLength(7);
  });

  it.each(cases.map(([, yaml = '', text = ''], index) => [index + 1, yaml, text] as const))(
    'case %i',
    (_, yaml, text) => {
      const evaluation = evaluateRequest(parse(yaml));
      expect([evaluation.decision, ...decisionLines(evaluation)]).toEqual(text.trimEnd().split('\n'));
    },
  );
});
