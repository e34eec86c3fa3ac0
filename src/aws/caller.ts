import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { stsClient } from './clients.js';
import type { AwsConnection } from './connection.js';
import type { AwsCredentialProvider } from './credentials.js';
import { MalformedAnswerError } from './malformed-answer.js';

/** Who calls AWS. */
export interface Caller {
  readonly accountId: string;
  readonly partition: string;
  readonly arn: string;
}

/** Asks AWS whose credentials a connection has. Everybody may. */
export async function whoAmI(
  connection: AwsConnection,
  credentials?: AwsCredentialProvider,
): Promise<Caller> {
  const { Account, Arn } = await stsClient(connection, credentials).send(new GetCallerIdentityCommand({}));
  const partition = /^arn:([^:]+):/.exec(Arn ?? '')?.[1];
  if (Account === undefined || Arn === undefined || partition === undefined)
    throw new MalformedAnswerError('the answer names no caller');
  return { accountId: Account, partition, arn: Arn };
}
