import type { InputError } from '../policy/input-error.js';

/** What is wrong with an input, and where, as a sentence. */
export function inputSentence({ message, where }: InputError): string {
  return where === '' || where === '$' ? `${message}.` : `${message} (at ${where}).`;
}
