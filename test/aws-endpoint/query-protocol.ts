import type { ServiceFailure } from './service-failure.js';
import { decodedPairs, type WireAnswer, type WireRequest } from './wire.js';
import { xmlElement, type XmlElements } from './xml.js';

/** A call in the AWS Query protocol: a form that names its action and API version. */
export interface QueryCall {
  readonly action: string;
  readonly version: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** An XML namespace of each API that speaks this protocol, by its version. */
export const QUERY_NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['2010-05-08', 'https://iam.amazonaws.com/doc/2010-05-08/'],
  ['2011-06-15', 'https://sts.amazonaws.com/doc/2011-06-15/'],
]);

const XML = { 'content-type': 'text/xml' };

/** Reads the form in the body. */
export function queryCall(request: WireRequest): QueryCall {
  const parameters = new Map(decodedPairs(request.body.toString('utf8')));
  return {
    action: parameters.get('Action') ?? '',
    version: parameters.get('Version') ?? '',
    parameters,
  };
}

/** The entries of a list parameter, `Filter.member.1` and so on, in their order. */
export function listParameter(call: QueryCall, name: string): readonly string[] {
  const entries: string[] = [];
  for (let number = 1; ; number++) {
    const entry = call.parameters.get(`${name}.member.${number}`);
    if (entry === undefined) return entries;
    entries.push(entry);
  }
}

/** The answer of an action, its elements already written where they are text. */
export function queryAnswer(call: QueryCall, resultXml: string, requestId: string): WireAnswer {
  const namespace = QUERY_NAMESPACES.get(call.version) ?? '';
  const name = call.action;
  const metadata = xmlElement('ResponseMetadata', { RequestId: requestId });
  const text = `<${name}Response xmlns="${namespace}"><${name}Result>${resultXml}</${name}Result>${metadata}</${name}Response>\n`;
  return { status: 200, headers: XML, body: Buffer.from(text) };
}

/** The answer of a failure. */
export function queryFailure(namespace: string, failure: ServiceFailure, requestId: string): WireAnswer {
  const error: XmlElements = {
    Error: {
      Type: failure.status < 500 ? 'Sender' : 'Receiver',
      Code: failure.code,
      Message: failure.message,
      ...failure.details,
    },
    RequestId: requestId,
  };
  const text = xmlElement('ErrorResponse', error, { xmlns: namespace });
  return {
    status: failure.status,
    headers: { ...XML, ...failure.headers },
    body: Buffer.from(`${text}\n`),
  };
}
