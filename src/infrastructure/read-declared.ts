import type { GivenTemplate } from './cloudformation/given-template.js';
import { LinkedTemplates } from './cloudformation/linked-templates.js';
import type { DeclaredAccount } from './finish-account.js';
import type { Target } from './jurisdiction.js';
import { MadeUpAccounts } from './made-up-accounts.js';
import type { SourceFile } from './source-file.js';
import { readTerraform } from './terraform/read-terraform.js';

/** Where things are deployed, as far as it is known apart from the files. */
export interface DeployedTo extends Target {
  /** Whether all files of which nothing says the account count as of the same one; not if absent. */
  readonly isOneAccount?: boolean;
}

/**
 * Reads files that declare the IAM of accounts. Where nothing says which account a file is for, a made-up account id
 * stands for it, one for each such file or group of files, so that what may be in different accounts is not joined.
 */
export class DeclaredAccounts {
  private readonly deployedTo: DeployedTo;
  private readonly madeUp: MadeUpAccounts;

  /** @param deployedTo - what holds of files that do not tell */
  constructor(deployedTo: DeployedTo) {
    this.deployedTo = deployedTo;
    this.madeUp = new MadeUpAccounts(deployedTo.isOneAccount);
  }

  /**
   * Reads a plan or a state of Terraform.
   *
   * @throws {InputError} if the file holds more than can be read
   */
  terraform(file: SourceFile): DeclaredAccount {
    const declared = readTerraform(file, { madeUpAccount: this.madeUp.next(), ...this.deployedTo });
    if (declared.account.accountId === null) this.madeUp.take();
    return declared;
  }

  /** Templates that are read together, for they may hang together. */
  templates(all: readonly GivenTemplate[]): LinkedTemplates {
    return new LinkedTemplates(all, this.deployedTo, this.madeUp);
  }
}
