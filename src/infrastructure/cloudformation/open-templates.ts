import { InputError } from '../../policy/input-error.js';
import type { Environment } from './environment.js';
import { openTemplate, type OpenTemplate } from './open-template.js';
import type { GivenTemplate } from './given-template.js';
import type { Surroundings } from './surroundings.js';
import { tooMuch } from './too-much.js';

/** Opens each of several templates once, when it is asked for. */
export class OpenTemplates {
  private readonly environmentOf: (given: GivenTemplate) => Environment;
  private readonly surroundingsOf: (given: GivenTemplate) => Surroundings;
  private readonly opened = new Map<GivenTemplate, OpenTemplate | InputError | null>();

  constructor(
    environmentOf: (given: GivenTemplate) => Environment,
    surroundingsOf: (given: GivenTemplate) => Surroundings,
  ) {
    this.environmentOf = environmentOf;
    this.surroundingsOf = surroundingsOf;
  }

  /** Null where it cannot be read, or needs itself to be opened. */
  open(given: GivenTemplate): OpenTemplate | null {
    const known = this.opened.get(given) ?? this.opening(given);
    return known instanceof InputError ? null : known;
  }

  /** @throws {InputError} if it holds more than can be read */
  get(given: GivenTemplate): OpenTemplate {
    const opened = this.opened.get(given) ?? this.opening(given);
    if (opened === null) throw new Error(`${given.file.path} is asked for while it is opened`);
    if (opened instanceof InputError) throw opened;
    return opened;
  }

  private opening(given: GivenTemplate): OpenTemplate | InputError | null {
    if (this.opened.has(given)) return null;
    this.opened.set(given, null);
    const open = orError(() =>
      openTemplate(given.file, this.environmentOf(given), this.surroundingsOf(given)),
    );
    this.opened.set(given, open);
    return open;
  }
}

/** What an attempt gives, or why a template cannot be read. */
export function orError<Result>(attempt: () => Result): Result | InputError {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof InputError) return error;
    if (error instanceof RangeError && error.message.includes('string length')) return tooMuch();
    if (error instanceof RangeError && error.message.includes('call stack'))
      return new InputError('this template hangs on more others than can be read together', '$');
    throw error;
  }
}

/** What an attempt gives; something else where a template holds more than can be read. */
export function orElse<Result>(attempt: () => Result, other: Result): Result {
  const result = orError(attempt);
  return result instanceof InputError ? other : result;
}
