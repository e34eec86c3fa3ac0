import { isJsonObject } from '../policy/json-shape.js';
import type { Target } from './jurisdiction.js';

const ENVIRONMENT = /^aws:\/\/([^/]+)\/([^/]+)$/;
const ACCOUNT_ID = /^\d{12}$/;
const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;
const NOWHERE: Target = { accountId: null, region: null };

/** Where the templates of a cloud assembly, which `cdk synth` writes to `cdk.out`, are to be deployed. */
export interface CdkTargets {
  /** By the name of the template's file. */
  readonly ofTemplate: ReadonlyMap<string, Target>;
  /** Of templates that the manifest does not name: those of nested stacks. */
  readonly ofOthers: Target;
}

/**
 * Reads the manifest of a cloud assembly.
 * Source: https://docs.aws.amazon.com/cdk/api/v2/docs/cloud-assembly-schema-readme.html
 */
export function cdkTargets(manifest: unknown): CdkTargets {
  const artifacts = isJsonObject(manifest) ? manifest['artifacts'] : undefined;
  const ofTemplate = new Map<string, Target>();
  for (const artifact of isJsonObject(artifacts) ? Object.values(artifacts) : []) {
    if (!isJsonObject(artifact) || artifact['type'] !== 'aws:cloudformation:stack') continue;
    const properties = artifact['properties'];
    const file = isJsonObject(properties) ? properties['templateFile'] : undefined;
    if (typeof file === 'string') ofTemplate.set(file, targetOf(artifact['environment']));
  }
  const distinct = new Map([...ofTemplate.values()].map((target) => [JSON.stringify(target), target]));
  const [only = NOWHERE] = distinct.values();
  return { ofTemplate, ofOthers: distinct.size === 1 ? only : NOWHERE };
}

/** `aws://111122223333/eu-west-1`, in which either part may be unknown. */
function targetOf(environment: unknown): Target {
  const [, account = '', region = ''] =
    typeof environment === 'string' ? (ENVIRONMENT.exec(environment) ?? []) : [];
  return {
    accountId: ACCOUNT_ID.test(account) ? account : null,
    region: REGION.test(region) ? region : null,
  };
}
