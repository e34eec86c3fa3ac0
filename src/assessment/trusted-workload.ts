import type { TrustCondition } from './trust-conditions.js';

/** Identities of a provider in words, and the conditions that these words say. */
export interface Workload {
  readonly words: string;
  readonly saidBy: readonly TrustCondition[];
}

const GITHUB = 'token.actions.githubusercontent.com';

/** Whom an identity provider stands for, going by the provider and by what the conditions say of the subject. */
export function workloadInWords(provider: string, conditions: readonly TrustCondition[]): Workload {
  const [, kind, name = provider] = /^arn:.*:(saml|oidc)-provider\/(.*)$/s.exec(provider) ?? [];
  if (kind === 'saml') return { words: `whoever signs in through the SAML provider ${name}`, saidBy: [] };
  const subject = conditions.find(
    ({ operator, key }) =>
      /^(?:foranyvalue:)?string(?:equals|equalsignorecase|like)$/i.test(operator) &&
      key.toLowerCase() === `${name.toLowerCase()}:sub`,
  );
  const saidBy = subject === undefined ? [] : [subject];
  const values = subject?.values ?? [];
  const all = (say: (value: string) => string): string => [...new Set(values.map(say))].join(' or ');
  if (name === GITHUB)
    return {
      words: `GitHub Actions workflows of ${values.length === 0 ? 'any repository on GitHub' : all(repository)}`,
      saidBy,
    };
  if (values.length > 0 && values.every((value) => value.startsWith('system:serviceaccount:')))
    return { words: `pods of a Kubernetes cluster that run as ${all(serviceAccount)}`, saidBy };
  return {
    words:
      `identities of ${name}` +
      (values.length === 0 ? '' : ` whose subject is ${all((value) => `"${value}"`)}`),
    saidBy,
  };
}

/** `repo:acme/app:ref:refs/heads/main` as `repository acme/app on branch main`. */
function repository(subject: string): string {
  const [, owner, name, where = ''] = /^repo:([^/:]*)\/?([^:]*):?(.*)$/s.exec(subject) ?? [];
  if (owner === undefined) return `"${subject}"`;
  const whose =
    owner === '*'
      ? 'any repository on GitHub'
      : name === '' || name === '*'
        ? `any repository of ${owner}`
        : `repository ${owner}/${name ?? ''}`;
  return `${whose} ${place(where)}`;
}

function place(where: string): string {
  if (where === '' || where === '*') return 'on any branch';
  if (where === 'pull_request') return 'for pull requests';
  const [, what, value = ''] = /^(ref:refs\/heads\/|ref:refs\/tags\/|environment:)(.*)$/s.exec(where) ?? [];
  switch (what) {
    case 'ref:refs/heads/':
      return value === '*' ? 'on any branch' : `on branch ${value}`;
    case 'ref:refs/tags/':
      return value === '*' ? 'on any tag' : `on tag ${value}`;
    case 'environment:':
      return value === '*' ? 'in any environment' : `in environment ${value}`;
    default:
      return `where the subject goes on "${where}"`;
  }
}

function serviceAccount(subject: string): string {
  const [, , namespace = '', name = ''] = subject.split(':');
  const account = name === '*' || name === '' ? 'any service account' : `service account ${name}`;
  return namespace === '*' ? `${account} in any namespace` : `${account} in namespace ${namespace}`;
}
