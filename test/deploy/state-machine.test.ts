import { spawnSync } from 'node:child_process';
import validate from 'asl-validator';
import { describe, expect, test } from 'vitest';
import {
  PermanentFailure,
  ThrottledFailure,
  TransientFailure,
} from '../../src/lambda/state-machine-failures.js';
import {
  DEPLOY,
  DeployedTemplate,
  list,
  readTemplate,
  record,
  textOf,
  type JsonRecord,
} from './cloudformation-template.js';

/** Milliseconds for what is not ours, on a busy machine. */
const SLOW = 120_000;
const TEMPLATES = ['template.yaml', 'member-role-stackset.yaml'];

function definition(parameters: Readonly<Record<string, number>> = {}): JsonRecord {
  const template = new DeployedTemplate(readTemplate('template.yaml'), {
    ExternalId: 'a-long-external-id',
    ...parameters,
  });
  const text = template.resources('AWS::StepFunctions::StateMachine').get('StateMachine')?.[
    'DefinitionString'
  ];
  // JSON gives nothing but JSON.
  return JSON.parse(textOf(text)) as JsonRecord;
}

function stateOf(machine: JsonRecord, name: string): JsonRecord {
  return record(record(machine['States'])[name]);
}

describe('the state machine', () => {
  test('is valid', { timeout: SLOW }, () => {
    // The validator writes into what it is given.
    const { isValid, errors } = validate(definition());
    expect(errors).toEqual([]);
    expect(isValid).toBe(true);
  });

  test('is found invalid when it is not', { timeout: SLOW }, () => {
    const machine = definition();
    const broken = {
      ...machine,
      States: { ...record(machine['States']), RollUp: { Type: 'Task', Next: 'Nowhere' } },
    };
    expect(validate(broken).isValid).toBe(false);
  });

  test('goes from the list over the accounts to the page', () => {
    const machine = definition();
    expect(machine['StartAt']).toBe('ListAccounts');
    expect(stateOf(machine, 'ListAccounts')['Next']).toBe('ScanAccounts');
    expect(stateOf(machine, 'ScanAccounts')['Next']).toBe('RollUp');
    expect(stateOf(machine, 'ScanAccounts')['Catch']).toEqual([
      { ErrorEquals: ['States.ExceedToleratedFailureThreshold'], ResultPath: '$.exceeded', Next: 'RollUp' },
    ]);
  });

  test('takes its limits from the parameters', () => {
    const machine = definition({
      MaxConcurrency: 7,
      ToleratedFailurePercentage: 20,
      ToleratedFailureCount: 3,
      RetryAttempts: 9,
      RetryIntervalSeconds: 2,
      ThrottledIntervalSeconds: 30,
      RetryMaxDelaySeconds: 120,
    });
    const map = stateOf(machine, 'ScanAccounts');
    expect(map).toMatchObject({
      MaxConcurrency: 7,
      ToleratedFailurePercentage: 20,
      ToleratedFailureCount: 3,
    });
    const retry = [
      ['ThrottledFailure', 30],
      ['TransientFailure', 2],
    ].map(([name, IntervalSeconds]) => ({
      ErrorEquals: expect.arrayContaining([name]),
      IntervalSeconds,
      BackoffRate: 2,
      MaxDelaySeconds: 120,
      MaxAttempts: 9,
      JitterStrategy: 'FULL',
    }));
    const scan = stateOf(record(map['ItemProcessor']), 'ScanAccount');
    expect(
      [stateOf(machine, 'ListAccounts'), scan, stateOf(machine, 'RollUp')].map(({ Retry }) => Retry),
    ).toEqual([retry, retry, retry]);
  });

  test('lets nobody ask for a wait that Step Functions does not take', () => {
    const limits = record(readTemplate('template.yaml')['Parameters']);
    // Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    expect(limits['RetryMaxDelaySeconds']).toMatchObject({ MinValue: 1, MaxValue: 31_622_400 - 1 });
  });

  test('knows the errors of the functions by their names, and tries again those that may pass', () => {
    const tried = list(stateOf(definition(), 'RollUp')['Retry']).flatMap((retrier) =>
      list(record(retrier)['ErrorEquals']),
    );
    const isTried = (error: Error): boolean => tried.includes(error.name);
    expect(
      [new ThrottledFailure(''), new TransientFailure(''), new PermanentFailure('')].map(isTried),
    ).toEqual([true, true, false]);
    expect(tried).not.toContain('States.ALL');
    expect(tried).not.toContain('States.TaskFailed');
  });
});

test.each(TEMPLATES)('%s needs no transform', (name) => {
  expect(Object.keys(readTemplate(name))).not.toContain('Transform');
});

test('every function has a log group that does not keep its logs for ever', () => {
  const template = new DeployedTemplate(readTemplate('template.yaml'), { ExternalId: 'a-long-external-id' });
  const functions = template.resources('AWS::Lambda::Function');
  const groups = template.resources('AWS::Logs::LogGroup');
  expect([...functions].map(([name, { LoggingConfig }]) => [name, LoggingConfig])).toEqual([
    ['ListAccountsFunction', { LogGroup: 'listaccountslogs' }],
    ['ScanAccountFunction', { LogGroup: 'scanaccountlogs' }],
    ['RollUpFunction', { LogGroup: 'rolluplogs' }],
  ]);
  expect([...groups].map(([name, properties]) => [name, properties])).toEqual([
    ['ListAccountsLogs', { RetentionInDays: 30 }],
    ['ScanAccountLogs', { RetentionInDays: 30 }],
    ['RollUpLogs', { RetentionInDays: 30 }],
  ]);
});

const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;
if (!hasCfnLint)
  process.stderr.write(
    'SKIPPED: cfn-lint is not on this machine, so nobody lints deploy/*.yaml (pip install cfn-lint).\n',
  );

test.runIf(hasCfnLint)('cfn-lint finds nothing', { timeout: SLOW }, () => {
  const { stdout, stderr, status } = spawnSync('cfn-lint', ['--', ...TEMPLATES], {
    cwd: DEPLOY,
    encoding: 'utf8',
  });
  expect([stdout, stderr, status]).toEqual(['', '', 0]);
});
