import type { AuthorizationDetails } from '../aws-endpoint/endpoint-options.js';
import { ACCOUNT_ID } from './authorization-details.js';

/** Details of an account, as if its entries were of that account. */
export function inAccount(accountId: string, input: unknown): AuthorizationDetails {
  // The functions that make entries make them as AWS does.
  return JSON.parse(
    JSON.stringify(input).replaceAll(
      `"Arn":"arn:aws:iam::${ACCOUNT_ID}:`,
      `"Arn":"arn:aws:iam::${accountId}:`,
    ),
  ) as AuthorizationDetails;
}
