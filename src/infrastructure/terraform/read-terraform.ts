import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import { AccountDraft } from '../account-draft.js';
import { finishAccount, type DeclaredAccount } from '../finish-account.js';
import type { Fallback } from '../jurisdiction.js';
import type { SourceFile } from '../source-file.js';
import { planResources } from './plan-resource.js';
import { References } from './references.js';
import { TerraformDeclarations } from './terraform-declarations.js';
import { terraformJurisdiction } from './terraform-jurisdiction.js';
import { providersWithOwnCredentials } from './terraform-providers.js';

/**
 * Reads the IAM of a plan or a state as `terraform show -json` prints it: what there is once the plan is applied.
 * Source: https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readTerraform(file: SourceFile, fallback: Fallback): DeclaredAccount {
  const root: JsonObject = isJsonObject(file.value) ? file.value : {};
  const resources = planResources(root);
  const draft = new AccountDraft(terraformJurisdiction(root, resources, fallback));
  const declarations = new TerraformDeclarations(draft, file, new References(root, resources));
  declarations.read(resources);
  const account = finishAccount(draft, file.path);
  const providers = providersWithOwnCredentials(root);
  const notes = [
    ...(root['errored'] === true
      ? [
          `${file.path}: Terraform met an error while it made this plan, so that part of it is missing; correct the error and make the plan again.`,
        ]
      : root['complete'] === false
        ? [
            `${file.path}: this plan does not make everything that the configuration declares, as one with -target does not, so that part of it is missing; make a plan of all of it.`,
          ]
        : []),
    ...(providers.length === 0
      ? []
      : [
          `${file.path}: providers of AWS have credentials of their own (${providers.join(', ')}), and all that they make counts as of one account: give a plan for each account.`,
        ]),
  ];
  return notes.length === 0 ? account : { ...account, notes: [...account.notes, ...notes] };
}
