import { InputError } from '../input-error.js';
import { documentAt } from '../input-document.js';
import type { PolicyDocument } from '../policy-document.js';

/**
 * Whether the statements of a kind of policy say whom they are about: those that hang on a principal must not, those
 * of a resource must. AWS refuses a policy that does otherwise.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type PrincipalRule = 'forbidden' | 'required' | 'optional';

/** @throws {InputError} unless the value is a policy document that keeps to the rule */
export function policyDocumentAt(value: unknown, where: string, rule: PrincipalRule): PolicyDocument {
  const document = documentAt(value, where);
  for (const { index, principals, notPrincipals } of document.statements) {
    const names = principals !== null || notPrincipals !== null;
    const place = `${where}.Statement[${index}]`;
    if (rule === 'forbidden' && names)
      throw new InputError(
        `a policy of this kind is about those it is attached to and takes no ${principals === null ? 'NotPrincipal' : 'Principal'}`,
        place,
      );
    if (rule === 'required' && !names)
      throw new InputError('a statement of a resource policy needs Principal or NotPrincipal', place);
  }
  return document;
}
