import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { accountWith } from './account-with.js';
import { startThenJunk, startThenNulBytes } from './big-files.js';

/** A file to make before a run: its contents, or what makes it at a path. */
export type FileToMake = string | Uint8Array | ((path: string) => void);

/** Input files for which the command line must say one sentence, exit with 2 and write nothing. */
export interface RefusedCommand {
  readonly name: string;
  readonly files: Readonly<Record<string, FileToMake>>;
  readonly parameters: readonly string[];
  readonly standardInput?: string | Uint8Array;
  /** All that standard error says, without the program's name before it. */
  readonly message: string;
}

const ACCOUNT = JSON.stringify(accountWith({}));
const UTF8_ONLY = 'this is not text in UTF-8; save the file as UTF-8 and try again.';
const HOW_TO_MAKE = 'make the file with: aws iam get-account-authorization-details > account.json';
const DEEP = 1_000_000;

const notJson = (character: string, line: number, column: number) =>
  `this is not JSON: ${JSON.stringify(character)} at line ${line}, column ${column} does not belong there; correct the file.`;
const cutOff = (line: number, column: number) =>
  `the JSON ends too early, at line ${line}, column ${column}; the file is cut off.`;

/** A scan of a file, `account.json`. */
function scan(name: string, content: FileToMake, message: string): RefusedCommand {
  return {
    name: `scan: ${name}`,
    files: { 'account.json': content },
    parameters: ['scan', '-s', '-i', 'account.json', '-o', 'reports'],
    message: `account.json: ${message}`,
  };
}

/** A scan of a sound account with an exclusions file. */
function exclusions(name: string, content: FileToMake, message: string): RefusedCommand {
  return {
    name: `exclusions: ${name}`,
    files: { 'account.json': ACCOUNT, 'exclusions.yml': content },
    parameters: ['scan', '-s', '-i', 'account.json', '-o', 'reports', '-e', 'exclusions.yml'],
    message: `exclusions.yml: ${message}`,
  };
}

/** A command on a policy file, `policy.json`. */
function policy(
  command: 'scan-policy-file' | 'expand-policy',
  name: string,
  content: FileToMake,
  message: string,
): RefusedCommand {
  return {
    name: `${command}: ${name}`,
    files: { 'policy.json': content },
    parameters: [command, '-i', 'policy.json'],
    message: `policy.json: ${message}`,
  };
}

const statement = (text: string) =>
  `{"Version":"2012-10-17","Statement":{"Action":"s3:*","Resource":"*",${text}}}`;

/** Seven levels of nine aliases each: a few hundred bytes that stand for 4.8 million entries. */
const ALIAS_BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...['ab', 'bc', 'cd', 'de', 'ef', 'fg'].map(
    ([inner = '', outer = '']) => `${outer}: &${outer} [${Array(9).fill(`*${inner}`).join(', ')}]`,
  ),
  'policies: *g',
].join('\n');

export const REFUSED_COMMANDS: readonly RefusedCommand[] = [
  {
    name: 'scan: no such file',
    files: {},
    parameters: ['scan', '-s', '-i', 'account.json'],
    message: 'account.json: there is no such file; check the path.',
  },
  scan('an empty file', '', 'the file is empty; it should hold JSON.'),
  scan('only a byte order mark', '\ufeff', 'the file is empty; it should hold JSON.'),
  scan('a truncated account', ACCOUNT.slice(0, 300), cutOff(1, 301)),
  scan('a trailing comma', '{"UserDetailList":[],}', notJson('}', 1, 22)),
  scan('two accounts one after the other', `${ACCOUNT}\n${ACCOUNT}`, notJson('{', 2, 1)),
  scan('an error message of the AWS CLI', '\nAn error occurred (AccessDenied)\n', notJson('A', 2, 1)),
  scan('a web page', '<!DOCTYPE html>\n<html></html>', notJson('<', 1, 1)),
  scan('CSV', 'user,arn\nroot,arn:aws:iam::111122223333:root\n', notJson('u', 1, 1)),
  scan('YAML', 'UserDetailList: []\n', notJson('U', 1, 1)),
  scan('a NUL byte', '{"UserDetailList":[\0]}', notJson('\0', 1, 20)),
  scan(
    'gzip',
    gzipSync(ACCOUNT),
    'this is compressed; unpack it first, with gunzip or unzip, and name what comes out.',
  ),
  scan(
    'zip',
    Buffer.from('504b0304140000000800ff', 'hex'),
    'this is compressed; unpack it first, with gunzip or unzip, and name what comes out.',
  ),
  scan(
    'a zip archive of which all bytes are ASCII',
    'PK\x03\x04\x14\0\0\0\0\0',
    'this is compressed; unpack it first, with gunzip or unzip, and name what comes out.',
  ),
  policy(
    'scan-policy-file',
    'a plan of Terraform that was not printed',
    Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(26, 0xff), Buffer.from('tfplan')]),
    "this is a plan in Terraform's own form; name what terraform show -json prints of it.",
  ),
  policy(
    'scan-policy-file',
    'what Terraform logs while it plans',
    '{"@level":"info","@message":"Terraform 1.11.4","type":"version"}\n{"@level":"info","@message":"Plan: 1 to add"}\n',
    'this is what Terraform logs with -json, not a plan; write the plan with terraform plan -out plan.out, and give what terraform show -json plan.out prints.',
  ),
  {
    name: 'scan: YAML called so',
    files: { 'account.yaml': 'UserDetailList: []\n' },
    parameters: ['scan', '-s', '-i', 'account.yaml'],
    message: 'account.yaml: this is not JSON, and YAML is not read here; save it as JSON.',
  },
  {
    name: 'who-can: a template in YAML',
    files: { 'stack.yaml': 'Resources:\n  Role:\n    Type: AWS::IAM::Role\n' },
    parameters: ['who-can', '-i', 'stack.yaml', '--action', 's3:GetObject'],
    message:
      'stack.yaml: this is a template of CloudFormation, which is not read here; assess it with: cloudsplaining scan-files.',
  },
  scan('a PNG image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), UTF8_ONLY),
  scan(
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from('{"UserDetailList":["'), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('"]}')]),
    UTF8_ONLY,
  ),
  scan(
    'UTF-16 without a byte order mark',
    Buffer.from(ACCOUNT, 'utf16le'),
    'this looks like UTF-16 without a byte order mark; save the file as UTF-8 and try again.',
  ),
  scan('a million open brackets', '['.repeat(DEEP), cutOff(1, DEEP + 1)),
  scan(
    'a million lists in each other',
    `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
    `authorization details must be a JSON object or a list of them, not a list; ${HOW_TO_MAKE} (at $[0]).`,
  ),
  scan('200 MiB of junk', startThenJunk('', 200), notJson('x', 1, 1)),
  scan(
    'an account that turns into 200 MiB of junk',
    startThenJunk('{"UserDetailList":[', 200),
    notJson('x', 1, 20),
  ),
  scan('300 MiB of NUL bytes', startThenNulBytes('', 300), notJson('\0', 1, 1)),
  scan(
    'an account before 300 MiB of NUL bytes',
    startThenNulBytes('{"UserDetailList":[]}', 300),
    notJson('\0', 1, 22),
  ),
  scan(
    'the results of an earlier scan',
    '{"groups":{},"users":{},"roles":{},"aws_managed_policies":{}}',
    `this holds none of UserDetailList, GroupDetailList, RoleDetailList, Policies, so it is not authorization details; ${HOW_TO_MAKE}.`,
  ),
  {
    name: 'scan: a directory without an account',
    files: { accounts: (path) => mkdirSync(path) },
    parameters: ['scan', '-s', '-i', 'accounts', '-o', 'reports'],
    message: 'accounts: no file in this directory holds authorization details; save them there as *.json.',
  },
  {
    name: 'scan: a file where the reports should go',
    files: { 'account.json': ACCOUNT, reports: 'notes' },
    parameters: ['scan', '-s', '-i', 'account.json', '-o', 'reports'],
    message: 'reports: this is a file, not a directory; choose another folder with --output.',
  },
  {
    name: 'scan: a file above the file of a format',
    files: { 'account.json': ACCOUNT, reports: 'notes' },
    parameters: ['scan', '-s', '-i', 'account.json', '--format', 'json', '--output-file', 'reports/a.json'],
    message: 'reports: this is a file, not a directory; choose another folder with --output-file.',
  },
  {
    name: 'scan: a file above the place where the reports should go',
    files: { 'account.json': ACCOUNT, reports: 'notes' },
    parameters: ['scan', '-s', '-i', 'account.json', '-o', 'reports/today'],
    message: 'reports: this is a file, not a directory; choose another folder with --output.',
  },
  {
    name: 'scan: a file name with terminal escapes',
    files: {},
    parameters: ['scan', '-s', '-i', '\u001b[31mred\nline.json'],
    message: '\\u{1b}[31mred\\u{a}line.json: there is no such file; check the path.',
  },
  {
    name: 'scan: a catalogue that is none',
    files: { 'account.json': ACCOUNT, 'catalog.json': '{"a":1}' },
    parameters: ['scan', '-s', '-i', 'account.json', '-o', 'reports', '--catalog', 'catalog.json'],
    message:
      'catalog.json: this is not a compiled catalogue of version 4; make one with `npm run build:catalog`.',
  },
  exclusions('an alias bomb', ALIAS_BOMB, 'the YAML repeats too much through aliases; write the values out.'),
  exclusions(
    'an alias of nothing',
    'roles: *nothing\n',
    'this is not YAML: the asterisk at line 1, column 8 begins an alias that stands for nothing; quote a wildcard as "*".',
  ),
  exclusions(
    'a hundred thousand open brackets',
    '['.repeat(100_000),
    'the YAML is nested too deeply; correct the file.',
  ),
  exclusions(
    'two documents',
    'roles: [a]\n---\nroles: [b]\n',
    'the file holds more than one YAML document; keep one of them.',
  ),
  exclusions(
    'a tab',
    'policies:\n\t- x\n',
    'this is not YAML: Tabs are not allowed as indentation at line 2, column 1; correct the file.',
  ),
  exclusions(
    'a key twice',
    'roles: [a]\nroles: [b]\n',
    'the key at line 2, column 1 stands there for the second time; keep one of them.',
  ),
  exclusions(
    'an unknown key that drives the terminal',
    '"\\e]0;title\\a": [x]\n',
    '"\\u001b]0;title\\u0007" is not a key of an exclusions file; the keys are policies, roles, users, groups, include-actions, exclude-actions, known-accounts (at $["\\u001b]0;title\\u0007"], line 1).',
  ),
  policy(
    'scan-policy-file',
    'Action and NotAction',
    statement('"Effect":"Allow","NotAction":"iam:*"'),
    'a statement needs either Action or NotAction, and not both (at $.Statement of the document).',
  ),
  policy(
    'scan-policy-file',
    'a key that stands twice, once in escapes',
    statement('"Effect":"Deny","\\u0045ffect":"Allow"'),
    'the key "Effect" stands twice in one object (line 1, column 85); keep one of them.',
  ),
  policy(
    'expand-policy',
    'a key that stands twice',
    '{"Statement":[],\n "Statement":[]}',
    'the key "Statement" stands twice in one object (line 2, column 2); keep one of them.',
  ),
  policy(
    'scan-policy-file',
    'an Effect that drives the terminal',
    statement('"Effect":"\u009b31m\u202e"'),
    'Effect must be "Allow" or "Deny", not "\\u{9b}31m\\u{202e}" (at $.Statement.Effect of the document).',
  ),
  policy(
    'scan-policy-file',
    'a condition key that drives the terminal',
    statement('"Effect":"Allow","Condition":{"Bool":{"\\u001b]0;title\\u0007\\n":{}}}'),
    'a condition value must be a string, number or boolean, not an object (at $.Statement.Condition.Bool.\\u{1b}]0;title\\u{7}\\u{a} of the document).',
  ),
  policy(
    'scan-policy-file',
    'a million lists in each other',
    statement(`"Effect":"Allow","Sid":${'['.repeat(DEEP)}${']'.repeat(DEEP)}`),
    'the document is nested more than 64 levels deep.',
  ),
  {
    name: 'scan-policy-file: 200 MiB of open brackets',
    files: { 'policy.json': startThenJunk('', 200, '[') },
    parameters: ['scan-policy-file', '-i', 'policy.json'],
    message: 'policy.json: this is nested too deeply to be a policy or an account; name another file.',
  },
  policy(
    'scan-policy-file',
    'a policy without a default version',
    '{"PolicyVersionList":[{"VersionId":"v1","Document":{}}]}',
    'no version of the policy is marked as the default (at $.PolicyVersionList).',
  ),
  {
    name: 'scan-policy-file: standard input cut off',
    files: {},
    parameters: ['scan-policy-file'],
    standardInput: '{"Version"',
    message: `standard input: ${cutOff(1, 11)}`,
  },
  policy(
    'expand-policy',
    'an unknown element of a million lists in each other',
    `{"Statement":[],"Other":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`,
    'the document is nested more than 64 levels deep.',
  ),
  policy(
    'expand-policy',
    'Resource missing',
    '{"Statement":{"Effect":"Allow","Action":"s3:*"}}',
    'a statement of an identity policy needs Resource or NotResource (at $.Statement).',
  ),
];
