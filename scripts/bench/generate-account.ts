import { closeSync, openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { DocumentWriter } from './generated-documents.js';
import { GeneratedNames } from './generated-names.js';
import { awsManaged, customerManaged, policyEntry } from './generated-policies.js';
import { PrincipalWriter } from './generated-principals.js';
import { Random } from './random.js';
import { readVocabulary, type Vocabulary } from './service-vocabulary.js';

/** What an account to generate is to be like. */
export interface AccountToGenerate {
  readonly principals: number;
  /** The same seed and number of principals give the same bytes. */
  readonly seed: number;
}

const DEFAULT_SEED = 20_260_701;
const CUSTOMER_POLICIES_PER_PRINCIPAL = 0.6;
const BOUNDARY_POLICIES = 3;
const USERS = 0.25;
const GROUPS = 0.05;
const CHUNK = 65_536;

/**
 * The authorization details of an invented account, as text in pieces: of every hundred principals seventy are
 * roles, twenty-five users and five groups, and each holds about five policies.
 */
export function* accountText(
  { principals, seed }: AccountToGenerate,
  vocabulary: Vocabulary = readVocabulary(),
): Generator<string, void, undefined> {
  const random = new Random(seed);
  const names = new GeneratedNames(random);
  const documents = new DocumentWriter(random, names, vocabulary);
  const awsPolicies = awsManaged(random, names, vocabulary);
  const customerPolicies = Array.from(
    { length: Math.ceil(principals * CUSTOMER_POLICIES_PER_PRINCIPAL) },
    () => customerManaged(random, names, documents.document()),
  );
  const boundaries = Array.from({ length: BOUNDARY_POLICIES }, () =>
    customerManaged(random, names, documents.boundary()),
  );
  const writer = new PrincipalWriter({ random, names, documents, awsPolicies, customerPolicies, boundaries });

  const users = Math.round(principals * USERS);
  const groups = Math.round(principals * GROUPS);
  const groupNames = Array.from({ length: groups }, () =>
    names.unique(`${names.team()}-${random.pick(['engineers', 'readers', 'operators', 'admins'])}`),
  );
  yield '{';
  yield* list('UserDetailList', users, () => writer.user(groupNames));
  yield ',\n';
  yield* list('GroupDetailList', groups, (index) => writer.group(groupNames[index] ?? ''));
  yield ',\n';
  yield* list('RoleDetailList', principals - users - groups, () => writer.role());
  yield ',\n';
  const policies = [...awsPolicies, ...customerPolicies, ...boundaries];
  yield* list(
    'Policies',
    policies.length,
    (index) => policies.slice(index, index + 1).map((policy) => policyEntry(policy, random))[0],
  );
  yield '}\n';
}

function* list(
  key: string,
  length: number,
  entry: (index: number) => unknown,
): Generator<string, void, undefined> {
  yield `"${key}": [\n`;
  for (let index = 0; index < length; index++)
    yield `${JSON.stringify(entry(index))}${index < length - 1 ? ',' : ''}\n`;
  yield ']';
}

/** Writes a generated account to a file, piece by piece. */
export function writeAccount(path: string, account: AccountToGenerate): void {
  const file = openSync(path, 'w');
  try {
    let pending = '';
    for (const piece of accountText(account)) {
      pending += piece;
      if (pending.length < CHUNK) continue;
      writeSync(file, pending);
      pending = '';
    }
    writeSync(file, pending);
  } finally {
    closeSync(file);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: {
      principals: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(DEFAULT_SEED) },
      output: { type: 'string', default: 'generated-account.json' },
    },
  });
  writeAccount(values.output, { principals: Number(values.principals), seed: Number(values.seed) });
}
