import { InputError } from '../../policy/input-error.js';

/** What is thrown where a small template comes to more than a computer holds. */
export function tooMuch(): InputError {
  return new InputError('this template holds more than can be read; take what repeats out of it', '$');
}
