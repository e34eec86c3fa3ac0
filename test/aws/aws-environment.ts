import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { AwsConnection } from '../../src/aws/connection.js';
import type { AwsEndpoint } from '../aws-endpoint/aws-endpoint.js';

/** Everything that tools for AWS read from the environment. */
const OF_AWS =
  /^(?:AWS_|HTTPS?_PROXY$|ALL_PROXY$|NO_PROXY$|https?_proxy$|all_proxy$|no_proxy$|HOME$|USERPROFILE$)/;

/** An environment without credentials, and a home folder of its own for each test. */
export interface AwsEnvironment {
  readonly home: string;
  /** Sets variables for the rest of the test. */
  set(variables: Readonly<Record<string, string>>): void;
  /** Uses an access key of an endpoint. */
  useKey(endpoint: AwsEndpoint, index?: number): void;
  /** Writes a file into the home folder and gives its path. */
  write(name: string, text: string): string;
}

/** Gives every test of the file that calls it such an environment, and the old one back afterwards. */
export function useAwsEnvironment(): AwsEnvironment {
  let home = '';
  let before: NodeJS.ProcessEnv = {};
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'cloudsplaining-aws-'));
    before = { ...process.env };
    for (const name of Object.keys(process.env)) if (OF_AWS.test(name)) delete process.env[name];
    Object.assign(process.env, cleanVariables(home));
  });
  afterEach(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    rmSync(home, { recursive: true, force: true });
  });
  const environment: AwsEnvironment = {
    get home() {
      return home;
    },
    set: (variables) => {
      Object.assign(process.env, variables);
    },
    useKey: (endpoint, index = 0) => {
      environment.set(keyVariables(endpoint, index));
    },
    write: (name, text) => {
      const path = join(home, name);
      writeFileSync(path, text);
      return path;
    },
  };
  return environment;
}

/** Keeps the SDK from the machine's own credentials, and from waiting long between attempts. */
export function cleanVariables(home: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    USERPROFILE: home,
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '3',
  };
}

/** The variables that hold an access key of an endpoint. */
export function keyVariables(endpoint: AwsEndpoint, index = 0): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey } = endpoint.credentials[index] ?? {
    accessKeyId: '',
    secretAccessKey: '',
  };
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

/** A connection to an endpoint that gives up soon. */
export function connectionTo({ url }: AwsEndpoint, settings: Partial<AwsConnection> = {}): AwsConnection {
  return { profile: null, region: null, endpointUrl: url, idleMilliseconds: 250, ...settings };
}
