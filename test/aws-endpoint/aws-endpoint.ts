import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccountDirectory } from './account-directory.js';
import { answerRequest } from './answer-request.js';
import { emptyBuckets, type StoredObject } from './bucket-store.js';
import { CredentialStore, newAccessKeyId, newSecretAccessKey, type Identity } from './credential-store.js';
import type { EndpointOptions, LongTermCredentials, Partition } from './endpoint-options.js';
import type { EndpointState } from './endpoint-state.js';
import type { Misbehaviour, ObservedCall } from './misbehaviour.js';
import { OrganizationIndex } from './organization-index.js';
import { organizationsService } from './organizations.js';
import { iamService, queryServiceOf, stsService } from './query-services.js';
import { s3Service } from './s3.js';
import { sendAnswer } from './send-answer.js';
import type { DescribedRequest, Service } from './service.js';
import type { ServiceName } from './service-failure.js';
import { signedRequest } from './signature.js';
import { uniqueId } from './unique-id.js';
import { readRequest, type WireRequest } from './wire.js';

export type { EndpointOptions } from './endpoint-options.js';

/** A request that the endpoint got. */
export interface RecordedCall {
  readonly service: ServiceName;
  readonly action: string;
  /** The account of the caller; null where nobody signed. */
  readonly accountId: string | null;
  readonly accessKeyId: string | null;
  /** Milliseconds since 1970, by the endpoint's clock. */
  readonly at: number;
  readonly resource: string;
  /** 1 for the first time that the account asked this. */
  readonly attempt: number;
  readonly misbehaviour: Misbehaviour | null;
}

/** A running endpoint. */
export interface AwsEndpoint {
  /** For `AWS_ENDPOINT_URL` or `--endpoint-url`. */
  readonly url: string;
  /** Every request, in the order of their coming. */
  readonly calls: readonly RecordedCall[];
  /** The access keys from the start. */
  readonly credentials: readonly LongTermCredentials[];
  /** Every secret key and session token ever given out. */
  readonly secrets: readonly string[];
  /** The objects of each bucket by their keys. */
  readonly buckets: ReadonlyMap<string, ReadonlyMap<string, StoredObject>>;
  /** Multipart uploads that were neither completed nor aborted. */
  unfinishedUploads(): number;
  /** Ends all sessions that STS has given out. */
  expireSessions(): void;
  /** Ends every connection. Fails where the endpoint itself had a fault, which no client can tell from a reset. */
  close(): Promise<void>;
}

const KEEP_ALIVE_MILLISECONDS = 60_000;

/** Starts an endpoint on a free port of the loopback interface. */
export async function startAwsEndpoint(options: EndpointOptions): Promise<AwsEndpoint> {
  const partition = options.partition ?? 'aws';
  const credentials = options.credentials ?? [operator(options)];
  const store = new CredentialStore();
  for (const key of credentials) store.addLongTerm(key, longTermIdentity(key, partition));
  const state: EndpointState = {
    options,
    partition,
    directory: new AccountDirectory(options.accounts),
    credentials: store,
    organization:
      options.organization === undefined
        ? null
        : new OrganizationIndex(options.organization, options.accounts, partition),
    buckets: emptyBuckets(options.buckets ?? [], options.accounts[0]?.id ?? ''),
    now: () => Date.now() + (options.clockAheadSeconds ?? 0) * 1000,
    shownClocks: new Set(),
  };
  const calls: RecordedCall[] = [];
  const attempts = new Map<string, number>();
  const faults: unknown[] = [];
  const services: ReadonlyMap<string, Service> = new Map(
    [iamService, stsService, organizationsService, s3Service].map((service) => [service.name, service]),
  );

  const server = createServer((incoming, response) => {
    react(incoming, response).catch((error: unknown) => {
      faults.push(error);
      response.socket?.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    credentials,
    get secrets() {
      return store.secrets;
    },
    buckets: new Map([...state.buckets].map(([name, { objects }]) => [name, objects])),
    unfinishedUploads: () => [...state.buckets.values()].reduce((sum, { uploads }) => sum + uploads.size, 0),
    expireSessions: () => {
      store.expireSessions();
    },
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
      if (faults.length > 0) throw new AggregateError(faults, 'the endpoint could not answer some requests');
    },
  };

  async function react(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    if (request === null) return;
    const service = serviceOf(request);
    const described = service.describe(request);
    const observed = observe(request, service.name, described);
    const misbehaviour = chosen(observed);
    calls.push({
      service: observed.service,
      action: observed.action,
      accountId: observed.accountId,
      accessKeyId: signedRequest(request)?.accessKeyId ?? null,
      at: state.now(),
      resource: observed.resource,
      attempt: observed.attempt,
      misbehaviour,
    });
    const requestId = randomUUID();
    const reaction = answerRequest(request, { service, described, requestId }, misbehaviour, state);
    if (reaction.kind === 'reset') response.socket?.resetAndDestroy();
    if (reaction.kind === 'answer') await sendAnswer(response, reaction.answer, reaction);
  }

  function serviceOf(request: WireRequest): Service {
    const signedFor = services.get(signedRequest(request)?.service ?? '');
    if (signedFor !== undefined) return signedFor;
    return request.headers.has('x-amz-target')
      ? organizationsService
      : (queryServiceOf(request) ?? s3Service);
  }

  function observe(request: WireRequest, service: ServiceName, described: DescribedRequest): ObservedCall {
    const { action, resource, fingerprint } = described;
    const accountId = store.find(signedRequest(request)?.accessKeyId ?? '')?.identity.accountId ?? null;
    const key = `${accountId} ${service} ${fingerprint}`;
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    return { service, action, accountId, resource, fingerprint, attempt };
  }

  function chosen(call: ObservedCall): Misbehaviour | null {
    const { misbehaviour } = options;
    return typeof misbehaviour === 'function' ? misbehaviour(call) : (misbehaviour ?? null);
  }
}

function operator({ accounts }: EndpointOptions): LongTermCredentials {
  return {
    accessKeyId: newAccessKeyId('AKIA'),
    secretAccessKey: newSecretAccessKey(),
    accountId: accounts[0]?.id ?? '',
    userName: 'operator',
  };
}

function longTermIdentity({ accountId, userName }: LongTermCredentials, partition: Partition): Identity {
  const arn = `arn:${partition}:iam::${accountId}:${userName === null ? 'root' : `user/${userName}`}`;
  return {
    accountId,
    arn,
    userId: userName === null ? accountId : uniqueId('AIDA', arn),
    roleArn: null,
    hasMfa: false,
  };
}
