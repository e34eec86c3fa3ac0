import { describe, it } from 'vitest';
import { readScenarios, runScenario } from './policy-scenario.js';

/** One file for each heading of docs/semantics.md. */
const FILES = {
  Matching: 'matching.json',
  'Restrictable and covered': 'coverage.json',
  'When a condition limits': 'conditions.json',
  'What a Deny does': 'deny.json',
  'Risk kinds': 'risk-kinds.json',
  'Trust policies': 'trust.json',
  'Trust policies, every way to write them': 'trust-spellings.json',
  'Trust policies, what 0.9.1 did not look for': 'trust-kinds.json',
  Exclusions: 'exclusions.json',
} as const;

describe.each(Object.entries(FILES))('%s', (_, file) => {
  it.each(readScenarios(file).map((scenario) => [scenario.name, scenario] as const))('%s', (__, scenario) =>
    runScenario(scenario),
  );
});
