import type { Severity } from '../assessment/assessment.js';
import { SEVERITY_WORDS } from './shared-options.js';

/** The values of a command's options; absent ones are undefined, absent flags false. */
type Options = Readonly<Record<string, unknown>>;

/** A text option. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** A flag. */
export function flagOption(options: Options, name: string): boolean {
  return options[name] === true;
}

/** A severity; the parser has checked that it is one. */
export function severityOption(options: Options, name: string): Severity | undefined {
  const value = options[name];
  return SEVERITY_WORDS.find((severity) => severity === value);
}

/** A repeatable severity. */
export function severitiesOption(options: Options, name: string): readonly Severity[] {
  const value: unknown = options[name];
  const words: readonly unknown[] = Array.isArray(value) ? value : [];
  return SEVERITY_WORDS.filter((severity) => words.includes(severity));
}

/** The values of a repeatable text option. */
export function textsOption(options: Options, name: string): readonly string[] {
  const value: unknown = options[name];
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter((entry) => typeof entry === 'string');
}
