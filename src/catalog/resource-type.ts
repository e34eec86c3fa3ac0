/** A kind of resource that actions work on, with the shape of its ARNs. */
export interface ResourceType {
  readonly service: string;
  readonly name: string;
  /** ARN with `${Partition}`, `${Region}`, `${Account}` and further variables. */
  readonly template: string;
}

/**
 * What an action needs of resource types: all of `required` and, unless it is empty, one of `oneOf`; where both are
 * empty the action is not restrictable and is granted on `*` only.
 */
export interface ResourceRequirement {
  /** Indexes into the catalogue's resource types. */
  readonly required: readonly number[];
  readonly optional: readonly number[];
  /** Of the optional ones: all where none is required; otherwise those that the action acts on, if that is known. */
  readonly oneOf: readonly number[];
}

/** Every resource type that an action works on, needed or not. */
export function typesOf({ required, optional }: ResourceRequirement): readonly number[] {
  return [...required, ...optional];
}
