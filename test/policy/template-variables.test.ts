import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replaceVariables, variablesIn } from '../../src/policy/template-variables.js';

const namesIn = (text: string) => Array.from(variablesIn(text), ([, name]) => name);

describe('variables in a text', () => {
  it('are found in its order, and nothing else is', () => {
    expect(namesIn('a${b}c${d:${e}f}${}g${h')).toEqual(['b', 'd:${e', '']);
    expect(replaceVariables('a${b}c${d}}e${', (name, variable) => `<${name} ${variable}>`)).toBe(
      'a<b ${b}>c<d ${d}>}e${',
    );
  });

  it('are those that a search for each brace finds', () => {
    const text = fc.string({ unit: fc.constantFrom('$', '{', '}', 'a', '${') });
    fc.assert(
      fc.property(text, (written) => {
        expect(replaceVariables(written, (name) => `[${name}]`)).toBe(
          written.replace(/\$\{([^}]*)\}/g, '[$1]'),
        );
        expect(namesIn(written)).toEqual(Array.from(written.matchAll(/\$\{([^}]*)\}/g), ([, name]) => name));
      }),
    );
  });

  it('are looked for once, however many begin and none ends', () => {
    // A search for the brace of each would be a million million steps.
    const open = '${'.repeat(2_000_000);
    expect(namesIn(`\${a}${open}`)).toEqual(['a']);
    expect(replaceVariables(open, () => '')).toBe(open);
  });
});
