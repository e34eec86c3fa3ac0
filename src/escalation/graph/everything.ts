import type { PolicySource } from '../../access/policy-source.js';
import { parsePolicyDocument } from '../../policy/parse-policy-document.js';

const DOCUMENT = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const document = parsePolicyDocument(DOCUMENT);

/** The policy that somebody who writes policies would write. */
export const EVERYTHING: PolicySource = {
  name: '',
  kind: 'inline',
  group: null,
  managed: null,
  stored: { json: DOCUMENT, text: JSON.stringify(DOCUMENT), parsed: { ok: true, document } },
  document,
};
