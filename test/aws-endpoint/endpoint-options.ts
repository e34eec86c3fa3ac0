import type { MisbehaviourChoice } from './misbehaviour.js';
import type { EndpointOrganization } from './endpoint-organization.js';

/** An entry of authorization details: the AWS CLI's own JSON of a user, group, role or managed policy. */
export type DetailEntry = Readonly<Record<string, unknown>>;

/** What IAM knows of one account, as `aws iam get-account-authorization-details` prints it. */
export interface AuthorizationDetails {
  readonly UserDetailList: readonly DetailEntry[];
  readonly GroupDetailList: readonly DetailEntry[];
  readonly RoleDetailList: readonly DetailEntry[];
  readonly Policies: readonly DetailEntry[];
}

/** A role that callers may assume, beside those whose trust policies stand in the authorization details. */
export interface AssumableRole {
  readonly name: string;
  /** Default: `/`. */
  readonly path?: string;
  /** The external id that a caller must give. */
  readonly externalId?: string;
  /** Ids of the accounts whose principals may assume it. Default: the first account of the endpoint. */
  readonly trustedAccounts?: readonly string[];
  /** Whether the caller must have given an MFA code with this call or for its session. */
  readonly requiresMfa?: boolean;
  /** Default: 3600 seconds. */
  readonly maxSessionSeconds?: number;
  /** Web identity tokens for which the role may be assumed without credentials. */
  readonly webIdentityTokens?: readonly string[];
}

/** One account that the endpoint keeps. */
export interface EndpointAccount {
  /** Twelve digits. */
  readonly id: string;
  readonly name: string;
  readonly alias?: string;
  /** A function is called when the account is first asked for, and again once it was dropped from the cache. */
  readonly details: AuthorizationDetails | (() => AuthorizationDetails);
  readonly status?: AccountStatus;
  readonly roles?: readonly AssumableRole[];
}

/** What AWS Organizations says of an account's life. */
export type AccountStatus = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

/** Credentials of an IAM user, or of the account itself. */
export interface LongTermCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  /** The IAM user's name; null stands for the account's root user. */
  readonly userName: string | null;
  /** The user's MFA device and the codes it may show. */
  readonly mfa?: { readonly serialNumber: string; readonly codes: readonly string[] };
}

/** A bucket that exists from the start. */
export interface EndpointBucket {
  readonly name: string;
  /** The account that owns it and may alone use it. Default: the first account of the endpoint. */
  readonly accountId?: string;
  /** Requests signed for another region are sent away. Default: any region will do. */
  readonly region?: string;
  /** Whether objects may have ACLs; buckets made since 2023 refuse them. Default: false. */
  readonly allowsAcls?: boolean;
}

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/** What the endpoint is to hold and how it is to behave. */
export interface EndpointOptions {
  /** Default: `aws`. */
  readonly partition?: Partition;
  /** The first one is the caller's; in an organisation, the management account. */
  readonly accounts: readonly EndpointAccount[];
  readonly organization?: EndpointOrganization;
  /** Default: one access key of the user `operator` in the first account. */
  readonly credentials?: readonly LongTermCredentials[];
  readonly buckets?: readonly EndpointBucket[];
  /** How each request is to be answered wrongly; null or absent: as AWS would. */
  readonly misbehaviour?: MisbehaviourChoice;
  /** The most entries of a page, where the request does not ask for fewer. Default: what each service does. */
  readonly pageSize?: number;
  /** Whether lists begin with a page that is empty but says that more follows, as AWS permits itself. */
  readonly emptyFirstPages?: boolean;
  /** How far the endpoint's clock goes ahead of this machine's. Default: 0. */
  readonly clockAheadSeconds?: number;
}
