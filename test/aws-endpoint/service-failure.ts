/** The services that the endpoint speaks. */
export type ServiceName = 'iam' | 'sts' | 'organizations' | 's3';

/** An answer that is an error of the service, before its protocol has a form for it. */
export class ServiceFailure extends Error {
  readonly code: string;
  readonly status: number;
  /** Further elements of the answer, such as the Reason of Organizations or the Region of S3. */
  readonly details: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    status: number,
    message: string,
    more: {
      readonly details?: Readonly<Record<string, string>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = more.details ?? {};
    this.headers = more.headers ?? {};
  }
}

/** The refusal of a caller who lacks a permission, in the words in which AWS names caller, action and resource. */
export function denial(
  service: ServiceName,
  callerArn: string,
  action: string,
  resource: string,
): ServiceFailure {
  const message = `User: ${callerArn} is not authorized to perform: ${action} on resource: ${service === 's3' ? `"${resource}"` : resource}`;
  // STS does not say why: the reason may lie in the other account.
  const reason = action.startsWith('sts:')
    ? ''
    : ` because no identity-based policy allows the ${action} action`;
  return service === 'organizations'
    ? new ServiceFailure('AccessDeniedException', 400, `${message}${reason}`)
    : new ServiceFailure('AccessDenied', 403, `${message}${reason}`);
}
