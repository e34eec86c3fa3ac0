/** What `create-exclusions-file` writes: the exclusions in force by default, with what each part is for. */
export const EXCLUSIONS_TEMPLATE = `# Exclusions: what not to report, and what to report besides.
# Patterns may hold * (any characters) and ? (one character); case does not matter; empty entries are skipped.
# Whatever a rule excludes is left out of the findings and all their counts; the report lists it with the rule.

# Policies, by name, id, ARN, path, or path and name.
policies:
  - "AWSServiceRoleFor*"
  - "*ServiceRolePolicy"
  - "*ServiceLinkedRolePolicy"
  # Uncomment to leave administrators out:
  # - "AdministratorAccess"
  - "service-role*"
  - "aws-service-role*"

# Roles, users and groups, by the same names. "service-role*" leaves out what the AWS console makes for functions
# and builds; remove it to have these roles judged.
roles:
  - "service-role*"
  - "aws-service-role*"
users:
  - ""
groups:
  - ""

# Actions to report as infrastructure modification although they only read.
include-actions:
  - "s3:GetObject"
  - "ssm:GetParameter"
  - "ssm:GetParameters"
  - "ssm:GetParametersByPath"
  - "secretsmanager:GetSecretValue"

# Actions never to report, such as "logs:*" or "ecr:GetAuthorizationToken".
exclude-actions:
  - ""

# Account ids that trust policies may name without a finding.
known-accounts:
  - ""
`;
