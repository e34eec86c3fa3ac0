const MULTI_REGION = /^(arn:[^:]+:s3:)(:[^:]*:accesspoint\/.*)$/;

/**
 * The ARN of a Multi-Region Access Point, or of objects behind it, as one of an access point in some region; null for
 * any other. The reference of S3 has actions on objects behind access points only, but those are used through both.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
 */
export function withRegion(pattern: string): string | null {
  const [, start, end] = MULTI_REGION.exec(pattern) ?? [];
  return start === undefined || end === undefined ? null : `${start}*${end}`;
}
