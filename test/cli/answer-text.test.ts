import { describe, expect, it } from 'vitest';
import { answerText } from '../../src/cli/answer-text.js';
import { UsageError } from '../../src/cli/usage-error.js';

describe('the text of an answer', () => {
  it('is what is written', () => {
    expect(answerText(() => 'two paths', 'ask for less')).toBe('two paths');
  });

  it('is refused in one sentence where it is longer than a text can be', () => {
    const tooLong = () => ' '.repeat(2 ** 30);
    expect(tooLong).toThrow(RangeError);
    expect(() => answerText(tooLong, 'ask for less')).toThrow(UsageError);
    expect(() => answerText(tooLong, 'ask for less')).toThrow(
      'The answer is too long to be printed; ask for less.',
    );
  });

  it('hides no other error', () => {
    const fault = new RangeError('Maximum call stack size exceeded');
    expect(() =>
      answerText(() => {
        throw fault;
      }, 'ask for less'),
    ).toThrow(fault);
  });
});
