import { devNull } from 'node:os';

/** What would lead the command to an account, a region or a proxy of the one who runs the demonstration. */
const OF_THE_USER = /^(?:AWS_.*|(?:HTTPS?|ALL|NO)_PROXY)$/i;

/** An environment in which the command knows the endpoint of the demonstration and nothing else of AWS. */
export function demoEnvironment(
  environment: NodeJS.ProcessEnv,
  endpoint: { readonly url: string; readonly accessKeyId: string; readonly secretAccessKey: string },
): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !OF_THE_USER.test(name))),
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_ACCESS_KEY_ID: endpoint.accessKeyId,
    AWS_SECRET_ACCESS_KEY: endpoint.secretAccessKey,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}
