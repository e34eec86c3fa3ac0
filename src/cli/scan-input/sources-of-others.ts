import { basename } from 'node:path';

/** Terraform's own language and its form in JSON. */
const TERRAFORM = /\.(?:tf|tofu)(?:\.json)?$/i;
const SERVERLESS = /^serverless\.(?:ya?ml|json)$/i;
const PULUMI = /^Pulumi\.ya?ml$/i;

/** What of such a file has to do with permissions; most of them have nothing. */
const MENTIONS_PERMISSIONS = /\baws_iam_|polic(?:y|ies)\b|\baws_lambda_permission\b/;

/** Why the source of another tool is not read, by the name of the file, and what to give in its place; null for other files. */
export function sourceOfOthers(path: string): string | null {
  const name = basename(path);
  if (TERRAFORM.test(name))
    return "this is Terraform's source, which is not read; give the plan: terraform plan -out plan.out, then terraform show -json plan.out > plan.json";
  if (SERVERLESS.test(name))
    return 'this is the source of the Serverless Framework, which is not read; give the template that serverless package writes: .serverless/cloudformation-template-update-stack.json';
  if (PULUMI.test(name))
    return 'this is the source of Pulumi, which is not read; give the policies as documents of their own';
  return null;
}

/** Whether a file is in Terraform's own language, which is neither JSON nor YAML. */
export function isTerraformSource(path: string): boolean {
  return /\.(?:tf|tofu)$/i.test(path);
}

/** Whether a text in Terraform's language says anything of permissions. */
export function mentionsPermissions(text: string): boolean {
  return MENTIONS_PERMISSIONS.test(text);
}
