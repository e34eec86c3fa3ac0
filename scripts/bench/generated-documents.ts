import { allowCondition, denyCondition } from './generated-conditions.js';
import { ACCOUNT_ID, type GeneratedNames } from './generated-names.js';
import type { Random } from './random.js';
import type { ServiceVocabulary, Vocabulary } from './service-vocabulary.js';

/** A policy document that this generator wrote. */
export interface GeneratedDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly GeneratedStatement[];
}

type GeneratedStatement = Readonly<Record<string, unknown>>;

/** Writes policy documents of the kinds customers write, in about the proportions in which they write them. */
export class DocumentWriter {
  private readonly random: Random;
  private readonly names: GeneratedNames;
  private readonly vocabulary: Vocabulary;

  constructor(random: Random, names: GeneratedNames, vocabulary: Vocabulary) {
    this.random = random;
    this.names = names;
    this.vocabulary = vocabulary;
  }

  /** A document of one to six statements. */
  document(): GeneratedDocument {
    const count = this.random.weighted([
      [30, 1],
      [28, 2],
      [20, 3],
      [12, 4],
      [6, 5],
      [4, 6],
    ] as const);
    return {
      Version: '2012-10-17',
      Statement: Array.from({ length: count }, (_, index) => this.statement(index)),
    };
  }

  /** A permissions boundary: some services, cut by guardrails. */
  boundary(): GeneratedDocument {
    const services = this.random.sample(this.vocabulary.customer, 12).map(([, { prefix }]) => `${prefix}:*`);
    return {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Services', Effect: 'Allow', Action: services, Resource: '*' },
        {
          Sid: 'KeepBoundary',
          Effect: 'Deny',
          Action: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
          Resource: '*',
        },
        {
          Sid: 'Regions',
          Effect: 'Deny',
          NotAction: ['iam:*', 'sts:*', 'route53:*', 'cloudfront:*'],
          Resource: '*',
          Condition: denyCondition(this.random, this.names),
        },
      ],
    };
  }

  private statement(index: number): GeneratedStatement {
    const write = this.random.weighted<() => GeneratedStatement>([
      [34, () => this.listedActions('own')],
      [18, () => this.listedActions('*')],
      [20, () => this.verbWildcards()],
      [8, () => this.serviceWildcard()],
      [5, () => this.passRole()],
      [3, () => this.assumeRole()],
      [6, () => this.guardrail()],
      [2, () => this.denied()],
      [1.5, () => this.notAction()],
      [2, () => this.notResource()],
      [0.4, () => ({ Effect: 'Allow', Action: '*', Resource: '*' })],
    ]);
    const written = write();
    const named = this.random.chance(0.6) ? { Sid: `Statement${index}`, ...written } : written;
    if (written['Condition'] !== undefined || !this.random.chance(0.16)) return named;
    return { ...named, Condition: allowCondition(this.random, this.names) };
  }

  private service(): ServiceVocabulary {
    return this.random.weighted(this.vocabulary.customer);
  }

  private resources(service: ServiceVocabulary): string | readonly string[] {
    if (service.templates.length === 0) return '*';
    const count = this.random.weighted([
      [6, 1],
      [3, 2],
      [1, 3],
    ] as const);
    const resources = Array.from({ length: count }, () =>
      this.names.resource(this.random.pick(service.templates)),
    );
    const [only] = resources;
    return count === 1 && only !== undefined && this.random.chance(0.6) ? only : resources;
  }

  private listedActions(resources: 'own' | '*'): GeneratedStatement {
    const service = this.service();
    const actions = this.random.sample(service.actions, this.random.integer(1, 9));
    return {
      Effect: 'Allow',
      Action: actions.length === 1 ? actions[0] : actions,
      Resource: resources === '*' ? '*' : this.resources(service),
    };
  }

  private verbWildcards(): GeneratedStatement {
    const services = Array.from({ length: this.random.integer(1, 3) }, () => this.service());
    const patterns = services.flatMap(({ prefix, verbs }) =>
      this.random.sample(verbs, this.random.integer(1, 3)).map((verb) => `${prefix}:${verb}*`),
    );
    const [first] = services;
    const narrow = first !== undefined && services.length === 1 && this.random.chance(0.5);
    return { Effect: 'Allow', Action: patterns, Resource: narrow ? this.resources(first) : '*' };
  }

  private serviceWildcard(): GeneratedStatement {
    const service = this.service();
    return {
      Effect: 'Allow',
      Action: `${service.prefix}:*`,
      Resource: this.random.chance(0.5) ? '*' : this.resources(service),
    };
  }

  private passRole(): GeneratedStatement {
    const scoped = this.random.chance(0.6);
    return {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: scoped ? `arn:aws:iam::${ACCOUNT_ID}:role/${this.names.team()}-*` : '*',
      ...(this.random.chance(0.5)
        ? { Condition: { StringEquals: { 'iam:PassedToService': this.names.computeService() } } }
        : {}),
    };
  }

  private assumeRole(): GeneratedStatement {
    const account = this.random.chance(0.5) ? ACCOUNT_ID : this.names.otherAccount();
    return {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: `arn:aws:iam::${account}:role/${this.names.workload()}`,
    };
  }

  private guardrail(): GeneratedStatement {
    const { prefix } = this.service();
    return {
      Effect: 'Deny',
      Action: `${prefix}:*`,
      Resource: '*',
      Condition: denyCondition(this.random, this.names),
    };
  }

  private denied(): GeneratedStatement {
    const { actions } = this.service();
    return { Effect: 'Deny', Action: this.random.sample(actions, this.random.integer(2, 8)), Resource: '*' };
  }

  private notAction(): GeneratedStatement {
    const kept = this.random
      .sample(this.vocabulary.customer, this.random.integer(3, 10))
      .map(([, { prefix }]) => `${prefix}:*`);
    return { Effect: 'Allow', NotAction: [...kept, 'iam:*', 'organizations:*'], Resource: '*' };
  }

  private notResource(): GeneratedStatement {
    const service = this.service();
    const actions = this.random.sample(service.actions, this.random.integer(1, 5));
    return {
      Effect: this.random.chance(0.7) ? 'Allow' : 'Deny',
      Action: actions,
      NotResource: this.resources(service),
    };
  }
}
