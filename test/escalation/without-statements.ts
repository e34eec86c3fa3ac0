import type { StatementReport } from '../../src/assessment/paths-report.js';

export type Json = Readonly<Record<string, unknown>>;

/** Lists of entries by their names. */
export type AuthorizationDetails = Readonly<Record<string, readonly Json[]>>;

/** The account without some statements. */
export function without(account: AuthorizationDetails, removed: readonly StatementReport[]): unknown {
  const remaining = (document: unknown, isHere: (place: StatementReport) => boolean): unknown => {
    const gone = removed.filter(isHere);
    if (gone.length === 0 || typeof document !== 'object' || document === null) return document;
    const { Statement } = { Statement: [], ...document };
    const list: readonly Json[] = Array.isArray(Statement) ? Statement : [Statement];
    const left = list.filter(
      (each, index) => !gone.some(({ statement }) => statement === (each['Sid'] ?? index)),
    );
    return { ...document, Statement: left };
  };
  const inlineOf = (holder: Json, key: string) => {
    const policies = holder[key];
    return Array.isArray(policies)
      ? {
          [key]: policies.map((policy: Json) => ({
            ...policy,
            PolicyDocument: remaining(
              policy['PolicyDocument'],
              (place) =>
                place.policyType === 'inline' &&
                place.holder === holder['Arn'] &&
                place.policy === policy['PolicyName'],
            ),
          })),
        }
      : {};
  };
  return {
    ...account,
    UserDetailList: account['UserDetailList']?.map((user) => ({
      ...user,
      ...inlineOf(user, 'UserPolicyList'),
    })),
    GroupDetailList: account['GroupDetailList']?.map((group) => ({
      ...group,
      ...inlineOf(group, 'GroupPolicyList'),
    })),
    RoleDetailList: account['RoleDetailList']?.map((entry) => ({
      ...entry,
      ...inlineOf(entry, 'RolePolicyList'),
      AssumeRolePolicyDocument: remaining(
        entry['AssumeRolePolicyDocument'],
        (place) => place.policyType === 'trust policy' && place.holder === entry['Arn'],
      ),
    })),
    Policies: account['Policies']?.map((policy) => ({
      ...policy,
      PolicyVersionList: Array.isArray(policy['PolicyVersionList'])
        ? policy['PolicyVersionList'].map((each: Json) => ({
            ...each,
            Document: remaining(
              each['Document'],
              (place) =>
                place.policyType === 'attached' &&
                place.policy === policy['PolicyName'] &&
                each['IsDefaultVersion'] === true,
            ),
          }))
        : [],
    })),
  };
}
