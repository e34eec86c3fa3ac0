import { readTemplate } from './cloudformation/read-template.js';
import type { DeclaredAccount } from './finish-account.js';
import { madeUpAccountId, type Target } from './jurisdiction.js';
import type { SourceFile } from './source-file.js';
import { readTerraform } from './terraform/read-terraform.js';

/** Where things are deployed, as far as it is known apart from the files. */
export type DeployedTo = Target;

/** A file that declares the IAM of an account. */
export interface DeclaringFile {
  readonly file: SourceFile;
  readonly kind: 'terraform' | 'cloudformation';
  /** Where it is to be deployed, where something beside the file says so. */
  readonly target?: Target;
  /** Files of one group are for the same account, whichever it is. */
  readonly group?: string;
}

/**
 * Reads files one by one. Where nothing says which account a file is for, a made-up account id stands for it, one for
 * each such file or group of files, so that what may be in different accounts is not joined.
 */
export class DeclaredAccounts {
  private readonly deployedTo: DeployedTo;
  private readonly madeUpByGroup = new Map<string, string>();
  private madeUp = 0;

  /** @param deployedTo - what holds of files that do not tell */
  constructor(deployedTo: DeployedTo) {
    this.deployedTo = deployedTo;
  }

  /** @throws {InputError} if the file holds more than can be read */
  read({ file, kind, target, group }: DeclaringFile): DeclaredAccount {
    const known = group === undefined ? undefined : this.madeUpByGroup.get(group);
    const accountId = known ?? madeUpAccountId(this.madeUp);
    const fallback = { madeUpAccount: accountId, ...this.deployedTo };
    const declared =
      kind === 'terraform' ? readTerraform(file, fallback) : readTemplate(file, fallback, target);
    if (declared.account.accountId === null && known === undefined) {
      this.madeUp++;
      if (group !== undefined) this.madeUpByGroup.set(group, accountId);
    }
    return declared;
  }
}
