import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import type { AwsConnection } from '../../aws/connection.js';
import { DETAILS_OPERATION, fetchAccount } from './fetch-account.js';
import type { FromThread, ProfileJob, ToThread } from './profile-messages.js';

/**
 * The program of the threads that download the accounts of profiles. Each has an environment of its own: the SDK takes
 * from it whose profile it uses.
 */
parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'download') void download(message.job).then(tell);
});

async function download({ connection, asksForCodes, wanted }: ProfileJob): Promise<FromThread> {
  const aws = await import('../aws-services.js');
  const whole: AwsConnection = asksForCodes ? { ...connection, onMfa: askedCode } : connection;
  try {
    return { kind: 'fetched', account: await fetchAccount(aws, whole, aws.baseCredentials(whole), wanted) };
  } catch (error) {
    const { profile } = connection;
    const doing = { operation: DETAILS_OPERATION, ...(profile === null ? {} : { profile }) };
    return { kind: 'failed', sentence: aws.explainFailure(error, doing).sentence };
  }
}

async function askedCode(serial: string): Promise<string> {
  tell({ kind: 'mfa', serial });
  if (parentPort === null) return '';
  // Our own pool gives it.
  const [answer] = (await once(parentPort, 'message')) as [ToThread];
  return answer.kind === 'code' ? answer.code : '';
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}
