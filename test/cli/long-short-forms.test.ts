import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import { expandLongShortForms } from '../../src/cli/long-short-forms.js';

const LONG = '--flag-all-risky-actions';
const expand = (line: string) => expandLongShortForms(line.split(' '), COMMANDS).join(' ');

describe('-aR is written out', () => {
  test.each([
    ['scan -aR -i a.json', `scan ${LONG} -i a.json`],
    ['scan -i a.json -aR', `scan -i a.json ${LONG}`],
    ['scan-policy-file -aR', `scan-policy-file ${LONG}`],
    ['scan -saRt -i a.json', `scan -s ${LONG} -t -i a.json`],
    ['scan -aRs', `scan ${LONG} -s`],
    ['scan -aRi a.json -s', `scan ${LONG} -i a.json -s`],
    ['scan -vaR', `scan -v ${LONG}`],
  ])('%s', (line, expected) => {
    expect(expand(line)).toBe(expected);
  });
});

describe('everything else stays as it is', () => {
  test.each([
    // The value of an option, beside it or after it.
    'scan -iaR.json',
    'scan -siaR',
    'scan -i -aR',
    'scan --input-file -aR -s',
    'scan --input-file=-aR',
    'scan -fhigh -o aR',
    // After the end of the options.
    'scan -- -aR',
    // Where there is no such option, for the parser to complain of.
    'expand-policy -aR',
    'unknown -aR',
    '-aR',
    'scan -a -R',
    'scan - -s',
    '--help',
  ])('%s', (line) => {
    expect(expand(line)).toBe(line);
  });
});
