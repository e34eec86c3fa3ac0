/** From this status on, something failed; below, somebody refuses. */
const FAILED = 500;

/** A proxy did not connect. */
export class ProxyRefusedError extends Error {
  override readonly name = 'ProxyRefusedError';
  /** Where it was to connect to. */
  readonly host: string;
  readonly status: number;

  constructor(host: string, status: number) {
    super(`the proxy did not connect to ${host}: ${status}`);
    this.host = host;
    this.status = status;
  }

  /** Whether it may connect the next time. */
  get isTransient(): boolean {
    return this.status >= FAILED;
  }
}
