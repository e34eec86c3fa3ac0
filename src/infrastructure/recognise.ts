import { infrastructureFormat } from '../account/infrastructure-format.js';
import { isJsonObject } from '../policy/json-shape.js';

/** What a file holds, as its content tells. */
export type FileKind =
  'terraform' | 'terraform-state-file' | 'cloudformation' | 'policy' | 'account' | 'cdk-manifest' | 'other';

const ACCOUNT_LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList'];
const POLICY_KEYS = [
  'Statement',
  'PolicyVersion',
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'PolicyVersionList',
];

/** Tells what a parsed file is, whatever it is called. */
export function recognise(value: unknown): FileKind {
  if (Array.isArray(value)) return value.some(holdsPolicy) ? 'policy' : 'other';
  if (!isJsonObject(value)) return 'other';
  const format = infrastructureFormat(value);
  if (format === 'terraform') return 'terraform';
  if (Object.hasOwn(value, 'lineage') && Object.hasOwn(value, 'serial')) return 'terraform-state-file';
  if (format === 'cloudformation') return 'cloudformation';
  if (ACCOUNT_LISTS.some((key) => Object.hasOwn(value, key))) return 'account';
  if (isJsonObject(value['artifacts']) && typeof value['version'] === 'string') return 'cdk-manifest';
  return holdsPolicy(value) ? 'policy' : 'other';
}

function holdsPolicy(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  if (POLICY_KEYS.some((key) => Object.hasOwn(value, key))) return true;
  if (isJsonObject(value['Document']) && Object.hasOwn(value['Document'], 'Statement')) return true;
  return ['Policy', 'Role'].some((key) => holdsPolicy(value[key]));
}
