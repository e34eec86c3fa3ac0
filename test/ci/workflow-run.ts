import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { filledIn, holds, type WorkflowContext } from './workflow-expression.js';

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly env?: Values;
  readonly with?: Values;
}

/** YAML takes some of them for numbers. */
type Values = Readonly<Record<string, string | number | boolean>>;

/** What a step came to. */
export interface StepRun {
  readonly step: string;
  /** `skipped` where its condition does not hold, `not ours` where it is an action of somebody else. */
  readonly outcome: 'done' | 'failed' | 'skipped' | 'not ours';
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What an action of somebody else was given. */
  readonly given?: Readonly<Record<string, string>>;
}

interface Job {
  /** The repository that is checked out. */
  readonly repository: string;
  /** A folder of its own for the runner. */
  readonly runner: string;
  readonly path: string;
  /** `github.base_ref` and the like. */
  readonly context: WorkflowContext;
}

/** Executes the steps of the only job of a workflow, actions that lie in the repository included. */
export function runWorkflow(workflow: string, job: Job): readonly StepRun[] {
  // The files are our own examples.
  const { jobs } = parse(readFileSync(join(job.repository, workflow), 'utf8')) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
  };
  const [only] = Object.values(jobs);
  return runSteps(only?.steps ?? [], job, job.context, null);
}

function runSteps(
  steps: readonly Step[],
  job: Job,
  outer: WorkflowContext,
  action: string | null,
): readonly StepRun[] {
  const runs: StepRun[] = [];
  const context: Record<string, string> = { ...outer };
  for (const step of steps) {
    // A step that failed ends the job.
    if (runs.some(({ outcome }) => outcome === 'failed')) break;
    const name = step.name ?? step.uses ?? step.run ?? '';
    if (!holds(step.if, context)) {
      runs.push({ step: name, outcome: 'skipped', exitCode: null, stdout: '', stderr: '' });
    } else if (step.uses?.startsWith('./') === true) {
      runs.push(...runAction(step, job, context));
    } else if (step.uses !== undefined) {
      const given = mapped(step.with ?? {}, context);
      runs.push({ step: name, outcome: 'not ours', exitCode: null, stdout: '', stderr: '', given });
    } else {
      const { run, outputs } = runScript(step, name, job, context, action);
      runs.push(run);
      for (const [key, value] of outputs) context[`steps.${step.id ?? ''}.outputs.${key}`] = value;
    }
  }
  return runs;
}

function runAction(step: Step, job: Job, context: WorkflowContext): readonly StepRun[] {
  const folder = join(job.repository, step.uses ?? '');
  // The action is our own.
  const { inputs, runs } = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
    readonly runs: { readonly using: string; readonly steps: readonly Step[] };
  };
  const unknown = Object.keys(step.with ?? {}).filter((name) => !Object.hasOwn(inputs, name));
  if (runs.using !== 'composite' || unknown.length > 0)
    throw new Error(`the action has no input ${unknown.join(', ')}`);
  const values = Object.fromEntries(
    Object.entries(inputs).map(([name, { default: value = '' }]) => [
      `inputs.${name}`,
      filledIn(String(step.with?.[name] ?? value), context),
    ]),
  );
  return runSteps(runs.steps, job, { ...context, ...values }, folder);
}

function runScript(
  step: Step,
  name: string,
  job: Job,
  context: WorkflowContext,
  action: string | null,
): { readonly run: StepRun; readonly outputs: readonly (readonly [string, string])[] } {
  const output = join(job.runner, 'output');
  const summary = join(job.runner, 'summary.md');
  const temporary = join(job.runner, 'temporary');
  for (const folder of [temporary, dirname(output)]) mkdirSync(folder, { recursive: true });
  writeFileSync(output, '');
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', filledIn(step.run ?? '', context)],
    {
      cwd: job.repository,
      encoding: 'utf8',
      env: {
        PATH: job.path,
        HOME: job.runner,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: temporary,
        ...(action === null ? {} : { GITHUB_ACTION_PATH: action }),
        ...mapped(step.env ?? {}, context),
      },
    },
  );
  const outputs = readFileSync(output, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  return {
    run: { step: name, outcome: status === 0 ? 'done' : 'failed', exitCode: status, stdout, stderr },
    outputs,
  };
}

function mapped(values: Values, context: WorkflowContext): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, filledIn(String(value), context)]),
  );
}
