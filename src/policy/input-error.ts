/**
 * The only error that reading untrusted input throws: one sentence that a person can act on, and the place.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** JSON path (`$.Statement[0].Effect`) or line and column; empty where the whole input is meant. */
  readonly where: string;

  constructor(message: string, where = '', options?: ErrorOptions) {
    super(message, options);
    this.where = where;
  }
}
