import { DomainError, prefixed, type Runtime } from '@clipcast/kernel';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PublicationRequests } from '../publication-requests.ts';
import { FindCircumstances, refusalIn } from '../publishing-circumstances.query.ts';
import { countPosts } from '../chosen-integrations.ts';
import { RequestPublication, type Asked } from '../request-publication/request-publication.ts';
import { inLanes } from './in-lanes.ts';
import { contextOfItem, lanesByClip, refuseLarge, RequestBatch, type ItemOutcome } from './request-batch.ts';

/** So many items are worked on at the same time: one profile's batch must not take the service from the others. */
const AT_ONCE_MAX = 4;
const KEY_REUSED = 'idempotency_key_reused';

/** An item that can be read, and its place in the batch. */
interface Placed {
  readonly index: number;
  readonly asked: Asked;
}

@CommandHandler(RequestBatch)
export class RequestBatchHandler implements ICommandHandler<RequestBatch> {
  constructor(
    private readonly requests: PublicationRequests,
    private readonly circumstances: FindCircumstances,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  async execute(batch: RequestBatch): Promise<readonly ItemOutcome[]> {
    const outcomes = new Map<number, ItemOutcome>();
    const readable: Placed[] = [];
    for (const [index, item] of batch.items.entries()) {
      if (item instanceof DomainError) outcomes.set(index, item);
      else readable.push({ index, asked: item });
    }
    await this.#recall(batch, readable, outcomes);
    const open = readable.filter(({ index }) => !outcomes.has(index));
    if (open.length > 0) await this.#begin(batch, readable, open, outcomes);
    return batch.items.map((_, index) => outcomes.get(index) ?? neverJudged(index));
  }

  /** What the first sending of the same batch came to. @throws {DomainError} when its key was another batch's. */
  async #recall(
    batch: RequestBatch,
    readable: readonly Placed[],
    outcomes: Map<number, ItemOutcome>,
  ): Promise<void> {
    if (!batch.context.idempotency) return;
    await inLanes(
      readable.map((placed) => [placed]),
      AT_ONCE_MAX,
      async (placed) => {
        const earlier = await this.requests.earlierAnswer(this.#commandFor(batch, placed)).catch(refusalIn);
        if (earlier instanceof DomainError && earlier.code === KEY_REUSED) throw earlier;
        if (earlier) outcomes.set(placed.index, earlier);
      },
    );
  }

  async #begin(
    batch: RequestBatch,
    readable: readonly Placed[],
    open: readonly Placed[],
    outcomes: Map<number, ItemOutcome>,
  ): Promise<void> {
    // What is known to be too much is refused before anybody is asked; what "all" comes to is known only then.
    refuseLarge(sum(readable, ({ integrationIds }) => countPosts(integrationIds, [])));
    const found = await this.circumstances.orRefusal(batch.profileId, (integrations) => {
      refuseLarge(sum(readable, ({ integrationIds }) => countPosts(integrationIds, integrations)));
      return sum(open, ({ integrationIds }) => countPosts(integrationIds, integrations));
    });
    if (found instanceof DomainError && ['batch_too_large', 'profile_not_found'].includes(found.code))
      throw found;
    const lanes = lanesByClip(open.map(({ asked }) => asked)).map((places) =>
      places.flatMap((place) => open[place] ?? []),
    );
    await inLanes(lanes, AT_ONCE_MAX, async (placed) => {
      const outcome = await this.requests.begin(this.#commandFor(batch, placed), found).catch(refusalIn);
      outcomes.set(placed.index, outcome);
    });
  }

  #commandFor(
    { profileId, context, isOperator }: RequestBatch,
    { index, asked }: Placed,
  ): RequestPublication {
    const publicationId = prefixed('pub', this.runtime.ids.next());
    return new RequestPublication(profileId, publicationId, asked, contextOfItem(context, index), isOperator);
  }
}

const sum = (items: readonly Placed[], of: (asked: Asked) => number): number =>
  items.reduce((total, { asked }) => total + of(asked), 0);

function neverJudged(index: number): never {
  throw new Error(`Item ${index} of the batch was not judged.`);
}
