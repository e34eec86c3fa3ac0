/** Canned ACLs of S3. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
export const CANNED_ACLS = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
] as const;
