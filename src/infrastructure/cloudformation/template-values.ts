import { isJsonObject } from '../../policy/json-shape.js';
import type { AccountDraft } from '../account-draft.js';
import { allOrNone } from '../document-text.js';
import type { DraftDocument, DraftPrincipal, PolicyReference } from '../draft.js';
import type { Place, Position } from '../place.js';
import { settleDocument } from '../settle-document.js';
import type { SourceFile } from '../source-file.js';
import { countOf, possibleValues, spread, textOf, Undecided, Unknown } from '../unknown-values.js';
import type { Resolver } from './resolver.js';
import { memberIn, type TemplateResource } from './template.js';
import { documentInText } from './text-document.js';

const START: Position = { line: 1, column: 1 };

/** Reads properties of resources: documents, and references to policies and principals, known or not. */
export class TemplateValues {
  private readonly draft: AccountDraft;
  private readonly file: SourceFile;
  private readonly resolver: Resolver;
  /** Principals of this template that documents and attachments refer to by names that are not plain. */
  private readonly byWrittenName = new Map<string, DraftPrincipal>();

  constructor(draft: AccountDraft, file: SourceFile, resolver: Resolver) {
    this.draft = draft;
    this.file = file;
    this.resolver = resolver;
  }

  placeOf(resource: TemplateResource): Place {
    const position = this.file.places.key(resource.holder, resource.key) ?? START;
    return { file: this.file.path, address: `Resources.${resource.id}`, ...position };
  }

  /** A property with its functions resolved. */
  property(resource: TemplateResource, name: string): unknown {
    return this.resolver.resolve(memberIn(resource.properties, name));
  }

  /** The entries of a property that holds a list, or one entry; those that may be there count. */
  entries(value: unknown): readonly unknown[] {
    return possibleValues(value).flatMap((possible) =>
      Array.isArray(possible)
        ? possible.flatMap((entry: unknown) => possibleValues(entry))
        : possible === undefined
          ? []
          : [possible],
    );
  }

  /** A document that was resolved already; null, and a problem, where nothing of it can be judged. */
  document(resource: TemplateResource, value: unknown, what: string): DraftDocument | null {
    const place = this.placeOf(resource);
    if (value === undefined) {
      this.draft.problem(what, place, 'the document is missing, so it is not assessed');
      return null;
    }
    const settled = settleDocument(spread(value, documentInText), {
      leftOut: (reason, statement) => this.draft.problem(what, this.placeWithin(place, statement), reason),
      unknown: ({ names }) => this.draft.noteUnknown(names, place),
    });
    if (settled === null) return null;
    const statements = allOrNone(settled.origins.map((statement) => this.positionOf(statement)));
    return { json: settled.json, place: statements === undefined ? place : { ...place, statements } };
  }

  private placeWithin(place: Place, statement: object | null): Place {
    return { ...place, ...(statement === null ? null : this.positionOf(statement)) };
  }

  private positionOf(made: object): Position | null {
    return this.file.places.of(this.resolver.origins.get(made) ?? made);
  }

  /** The managed policies that a property names. */
  policies(resource: TemplateResource, value: unknown): readonly PolicyReference[] {
    const place = this.placeOf(resource);
    return this.entries(value).flatMap((entry): PolicyReference[] => {
      if (typeof entry === 'string') return [this.draft.policyOfArn(entry) ?? { arn: entry, place }];
      const name = entry instanceof Unknown ? ` (${entry.words})` : '';
      this.draft.problem(
        `policy attached to ${resource.id}`,
        place,
        `which policy it is is known only once it is deployed${name}, so it is passed over`,
      );
      return [];
    });
  }

  /** The permissions boundary of a principal; none where it may be that there is none. */
  boundary(resource: TemplateResource, value: unknown): PolicyReference | null {
    const place = this.placeOf(resource);
    const possible = possibleValues(value);
    const [first] = possible;
    if (first === undefined) return null;
    const isSure = !(value instanceof Undecided) || possible.length === countOf(value);
    if (!isSure) {
      this.draft.problem(
        `permissions boundary of ${resource.id}`,
        place,
        'whether it is there depends on a condition that is not known, so it is taken not to be',
      );
      return null;
    }
    const arn = textOf(first) ?? '';
    if (possible.some((other) => textOf(other) !== arn)) {
      this.draft.problem(
        `permissions boundary of ${resource.id}`,
        place,
        'which of several policies it is depends on a condition that is not known, so it is taken not to be there',
      );
      return null;
    }
    return this.draft.policyOfArn(arn) ?? { arn, place };
  }

  /** The principals that a property names. */
  principals(
    resource: TemplateResource,
    value: unknown,
    type: DraftPrincipal['type'],
  ): readonly DraftPrincipal[] {
    const place = this.placeOf(resource);
    return this.entries(value).flatMap((entry) => {
      const name = textOf(entry);
      if (name === null || name === '') return [];
      return [this.byWrittenName.get(`${type} ${name}`) ?? this.draft.named(type, name, place)];
    });
  }

  /** Remembers what a principal is called where its name holds something that is not known. */
  remember(written: string, principal: DraftPrincipal): void {
    this.byWrittenName.set(`${principal.type} ${written}`, principal);
  }

  tags(value: unknown): DraftPrincipal['tags'] {
    return this.entries(value).flatMap((entry) => {
      if (!isJsonObject(entry)) return [];
      const key = textOf(entry['Key']);
      return key === null ? [] : [{ key, value: textOf(entry['Value']) ?? '' }];
    });
  }
}
