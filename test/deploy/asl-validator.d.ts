declare module 'asl-validator' {
  /** Writes defaults into the definition. */
  function validate(definition: unknown): { readonly isValid: boolean; readonly errors: readonly unknown[] };
  export = validate;
}
