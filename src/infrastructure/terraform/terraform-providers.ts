import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';

/** What decides which account a provider of AWS works in. */
const CREDENTIALS = [
  'access_key',
  'assume_role',
  'assume_role_with_web_identity',
  'profile',
  'shared_config_files',
  'shared_credentials_files',
];

/**
 * The providers of AWS that a plan configures with credentials of their own, which may be those of several accounts.
 * None where all work with the same, as those of several regions do.
 * Source: https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
 */
export function providersWithOwnCredentials({ configuration }: JsonObject): readonly string[] {
  const configured = isJsonObject(configuration) ? configuration['provider_config'] : null;
  if (!isJsonObject(configured)) return [];
  const aws = Object.entries(configured).flatMap(([name, provider]) =>
    isJsonObject(provider) && provider['name'] === 'aws' ? [[name, credentialsOf(provider)] as const] : [],
  );
  const distinct = new Set(aws.map(([, credentials]) => credentials));
  return distinct.size > 1 ? aws.map(([name]) => name) : [];
}

function credentialsOf({ expressions }: JsonObject): string {
  return JSON.stringify(isJsonObject(expressions) ? CREDENTIALS.map((key) => expressions[key] ?? null) : []);
}
