import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';

/** Where the examples of the project lie. */
export const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

/** A folder of its own for each test of a file. */
export interface Workspace {
  readonly path: string;
  /** Writes files, given by their paths in the folder. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
}

/** Gives every test of the file that calls it an empty folder, and removes it afterwards. */
export function useWorkspace(): Workspace {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudsplaining-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get path() {
      return folder;
    },
    write: (files) => {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
      }
    },
  };
}

/** A policy document with one statement that allows actions on everything. */
export function allowing(...actions: readonly string[]): {
  readonly Version: string;
  readonly Statement: readonly object[];
} {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}

/** Authorization details with one role that holds one inline policy. */
export function accountWith(document: object, accountId = '111122223333'): object {
  return {
    RoleDetailList: [
      {
        Path: '/',
        RoleName: 'deploy',
        RoleId: 'AROAEXAMPLE',
        Arn: `arn:aws:iam::${accountId}:role/deploy`,
        CreateDate: '2026-01-01T00:00:00Z',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
        },
        RolePolicyList: [{ PolicyName: 'deploy', PolicyDocument: document }],
        AttachedManagedPolicies: [],
      },
    ],
  };
}
