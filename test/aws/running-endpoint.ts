import { afterEach } from 'vitest';
import { startAwsEndpoint, type AwsEndpoint, type EndpointOptions } from '../aws-endpoint/aws-endpoint.js';

/** Starts endpoints, and ends them after the test that did. */
export function useEndpoint(): (options: EndpointOptions) => Promise<AwsEndpoint> {
  const running: AwsEndpoint[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((endpoint) => endpoint.close()));
  });
  return async (options) => {
    const endpoint = await startAwsEndpoint(options);
    running.push(endpoint);
    return endpoint;
  };
}
