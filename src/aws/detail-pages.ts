import {
  GetAccountAuthorizationDetailsCommand,
  type EntityType,
  type GetAccountAuthorizationDetailsResponse,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { MalformedAnswerError } from './malformed-answer.js';

/** Fewer and larger pages than AWS gives by itself: each is a round trip. */
const PAGE_SIZE = 300;
const LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;

/**
 * The pages of one kind of entity, one after another.
 *
 * @throws {MalformedAnswerError} if an answer is none, or the pages lead in a circle
 */
export async function* detailPages(
  iam: IAMClient,
  filter: EntityType,
  abortSignal: AbortSignal,
): AsyncGenerator<GetAccountAuthorizationDetailsResponse, void> {
  const markers = new Set<string>();
  for (let marker: string | null = null; ;) {
    const page: GetAccountAuthorizationDetailsResponse = await iam.send(
      new GetAccountAuthorizationDetailsCommand({
        Filter: [filter],
        MaxItems: PAGE_SIZE,
        ...(marker === null ? {} : { Marker: marker }),
      }),
      { abortSignal },
    );
    if (LISTS.every((list) => page[list] === undefined))
      throw new MalformedAnswerError('the answer holds no authorization details');
    yield page;
    if (page.IsTruncated !== true) return;
    const next: string | undefined = page.Marker;
    if (next === undefined || markers.has(next))
      throw new MalformedAnswerError('the answer says that more follows, but not where');
    markers.add(next);
    marker = next;
  }
}
