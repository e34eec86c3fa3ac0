/**
 * What Security Hub takes of a finding, in characters; a request holds at most 100 findings.
 * Source: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html and
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
export const MOST_FINDINGS = 100;
export const MOST_RESOURCES = 32;
export const LONGEST_ID = 512;
export const LONGEST_TITLE = 256;
export const LONGEST_DESCRIPTION = 1024;
export const LONGEST_REMEDIATION = 512;
export const LONGEST_NOTE = 512;
export const LONGEST_PRODUCT_FIELD = 2048;
