/** Name of the file that holds what several accounts come to together. */
export const ORGANIZATION_FINDINGS = 'organization-findings.json';
/** Name of the page over the reports of several accounts. */
export const ORGANIZATION_PAGE = 'index.html';
