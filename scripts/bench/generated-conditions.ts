import type { GeneratedNames } from './generated-names.js';
import { ACCOUNT_ID } from './generated-names.js';
import type { Random } from './random.js';

/** A Condition element. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A condition such as people put on an Allow statement; some limit it, some do not. */
export function allowCondition(random: Random, names: GeneratedNames): ConditionBlock {
  return random.weighted<() => ConditionBlock>([
    [4, () => ({ StringEquals: { 'aws:ResourceTag/Team': names.team() } })],
    [4, () => ({ StringEquals: { 'aws:RequestedRegion': [names.region(), names.region()] } })],
    [3, () => ({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })],
    [3, () => ({ StringEquals: { 'aws:PrincipalTag/Team': '${aws:ResourceTag/Team}' } })],
    [3, () => ({ Bool: { 'aws:SecureTransport': 'true' } })],
    [
      3,
      () => ({
        IpAddress: { 'aws:SourceIp': [`203.0.113.${random.integer(0, 255)}/32`, '198.51.100.0/24'] },
      }),
    ],
    [3, () => ({ StringEquals: { 'aws:SourceVpce': `vpce-${random.text('0123456789abcdef', 17)}` } })],
    [2, () => ({ StringEquals: { 'kms:ViaService': `s3.${names.region()}.amazonaws.com` } })],
    [2, () => ({ StringLike: { 's3:prefix': [`${names.team()}/*`, 'shared/*'] } })],
    [2, () => ({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Team', 'Environment', 'CostCentre'] } })],
    [1, () => ({ StringEqualsIfExists: { 'ec2:InstanceType': ['t3.micro', 't3.small', 'm6i.large'] } })],
    [1, () => ({ DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } })],
    [1, () => ({ ArnLike: { 'aws:SourceArn': `arn:aws:sns:*:${ACCOUNT_ID}:${names.team()}-*` } })],
    [1, () => ({ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } })],
    [
      1,
      () => ({
        Null: { 'aws:RequestTag/Team': 'false' },
        StringEquals: { 'aws:RequestTag/Environment': names.stage() },
      }),
    ],
  ])();
}

/** A condition such as guardrails have: everything but the permitted is denied. */
export function denyCondition(random: Random, names: GeneratedNames): ConditionBlock {
  return random.weighted<() => ConditionBlock>([
    [4, () => ({ StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1', 'us-east-1'] } })],
    [4, () => ({ Bool: { 'aws:SecureTransport': 'false' } })],
    [3, () => ({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })],
    [2, () => ({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
    [2, () => ({ ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT_ID}:role/${names.team()}-*` } })],
    [1, () => ({ NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } })],
    [1, () => ({ StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } })],
  ])();
}
