/**
 * What commands use of AWS, in a file of its own that they load when they need it: most of it is the SDK, which is
 * several times as large as everything else.
 */
export { Bucket } from '../aws/bucket.js';
export { whoAmI } from '../aws/caller.js';
export { iamClient, organizationsClient, s3Client } from '../aws/clients.js';
export { baseCredentials } from '../aws/credentials.js';
export { downloadAccount } from '../aws/download-account.js';
export { explainFailure } from '../aws/explain-failure.js';
export { guardrailsDigests, guardrailsFile } from '../aws/guardrails-file.js';
export { memberCredentials } from '../aws/member-credentials.js';
export { readOrganization } from '../aws/organization-tree.js';
export { profileNames, unreadProfileNames } from '../aws/profiles.js';
