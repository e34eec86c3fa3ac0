import type { AwsConnection } from '../aws/connection.js';
import { textOption } from './option-values.js';

/** Where AWS is and as whom it is called, as the options of a command say. */
export function awsConnection(options: Readonly<Record<string, unknown>>): AwsConnection {
  return {
    profile: textOption(options, 'profile') ?? null,
    region: textOption(options, 'region') ?? null,
    endpointUrl: textOption(options, 'endpointUrl') ?? null,
  };
}
