import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { stsClient } from './clients.js';
import type { AwsConnection } from './connection.js';
import type { AwsCredentialProvider } from './credentials.js';
import { MalformedAnswerError } from './malformed-answer.js';

/** A role in an account of the organisation, and how it is assumed. */
export interface MemberRole {
  readonly accountId: string;
  readonly partition: string;
  readonly roleName: string;
  /** Begins and ends with a slash. */
  readonly rolePath: string;
  readonly externalId: string | null;
  readonly sessionName: string;
}

/** The ARN of a member's role. */
export function memberRoleArn({ accountId, partition, roleName, rolePath }: MemberRole): string {
  return `arn:${partition}:iam::${accountId}:role${rolePath}${roleName}`;
}

/** Credentials of a role in another account, fetched anew shortly before they expire. */
export function memberCredentials(
  connection: AwsConnection,
  base: AwsCredentialProvider,
  role: MemberRole,
): AwsCredentialProvider {
  const sts = stsClient(connection, base);
  return async () => {
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: memberRoleArn(role),
        RoleSessionName: role.sessionName,
        ...(role.externalId === null ? {} : { ExternalId: role.externalId }),
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined)
      throw new MalformedAnswerError('the answer holds no credentials');
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      ...(Expiration === undefined ? {} : { expiration: Expiration }),
    };
  };
}
