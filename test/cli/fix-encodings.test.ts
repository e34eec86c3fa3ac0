import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();

const ENCODINGS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16, little end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16, big end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
];
const LINE_ENDS: readonly (readonly [string, (text: string) => string])[] = [
  ['\\n', (text) => text],
  ['\\r\\n', (text) => text.replaceAll('\n', '\r\n')],
  ['\\r\\n and \\n', (text) => text.replace('\n', '\r\n')],
  ['\\n and none at the end', (text) => text.replace(/\n$/, '')],
];

/** Laid out as no program does, with letters of more than one and more than two bytes. */
const JSON_TEXT = `
{ "Version":"2012-10-17",
   "Statement" :
   [
      {"Sid": "Lesen",    "Effect": "Allow", "Action": [ "s3:ListAllMyBuckets" ], "Resource": "*",
\t   "Condition": {"StringEquals": {"aws:PrincipalTag/Büro": "Zürich \u{1f3e0} \\u00fc" } } },

      {"Effect" : "Allow",
        "Action": "dynamodb:DeleteTable" , "Resource" : "*" }
   ]
}

`;
const YAML_TEXT = `# Büro \u{1f3e0}


Version:   '2012-10-17'   # two spaces before, three behind
Statement:
  -   Sid: Lesen

      Effect:   Allow
      Action: [ s3:ListAllMyBuckets,   s3:GetBucketLocation ]
      Resource: "*"      # all
      Condition: {StringEquals: {"aws:PrincipalTag/Büro":
         "Zürich \\u00fc"}}


  -   Effect:   Allow   # until the end of the year
      Action:
      -   dynamodb:DeleteTable
      Resource: "*"
# the end
`;
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/TABLE_NAME';
const FILES: readonly (readonly [string, string, string])[] = [
  ['policy.json', JSON_TEXT, JSON_TEXT.replace('"Resource" : "*" }', `"Resource" : "${TABLE}" }`)],
  ['policy.yaml', YAML_TEXT, YAML_TEXT.replace('Resource: "*"\n# the end', `Resource: ${TABLE}\n# the end`)],
];

describe.each(FILES)('fix --write leaves everything else of %s as it is', (name, before, after) => {
  describe.each(ENCODINGS)('in %s', (_encoding, encoded) => {
    test.each(LINE_ENDS)('with lines that end in %s', (_ends, withEnds) => {
      const path = join(workspace.path, name);
      writeFileSync(path, encoded(withEnds(before)));
      const parameters = ['--write', '--account-id', '111122223333', '--region', 'eu-west-1'];
      const { exitCode } = runCommandLine(workspace.path, ['fix', '-i', name, ...parameters]);
      expect(exitCode).toBe(0);
      expect(readFileSync(path).toString('hex')).toBe(encoded(withEnds(after)).toString('hex'));
    });
  });
});
