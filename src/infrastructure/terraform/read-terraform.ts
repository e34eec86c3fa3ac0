import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import { AccountDraft } from '../account-draft.js';
import { finishAccount, type DeclaredAccount } from '../finish-account.js';
import type { Fallback } from '../jurisdiction.js';
import type { SourceFile } from '../source-file.js';
import { planResources } from './plan-resource.js';
import { References } from './references.js';
import { TerraformDeclarations } from './terraform-declarations.js';
import { terraformJurisdiction } from './terraform-jurisdiction.js';

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
  return finishAccount(draft, file.path);
}
