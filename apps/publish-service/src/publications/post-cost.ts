import type { CostIncurred } from '@clipcast/contracts';
import { bareId, derivedId, prefixed, type PublicationId } from '@clipcast/kernel';
import type { Post } from './post.ts';

/** What one post costs. Its id follows from post and round, so that it counts once, whoever finds out that it is due. */
export function costOfPost(
  { integration, round }: Pick<Post, 'integration' | 'round'>,
  publicationId: PublicationId,
  amountUsd: string,
  incurredAt: string,
): CostIncurred['data'] {
  const { integrationId, provider } = integration;
  return {
    costId: prefixed('cst', derivedId('post-cost', bareId(publicationId), integrationId, String(round))),
    provider: 'postiz',
    model: provider,
    quantity: '1',
    unit: 'post',
    plan: null,
    corrects: null,
    amountUsd,
    incurredAt,
    source: { publicationId, integrationId },
  };
}
