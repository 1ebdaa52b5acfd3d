import type { ClipRegistered, CostRecorded } from '@clipcast/contracts';
import { bareId, derivedId, prefixed, systemRuntime, type ProfileId, type Uuid } from '@clipcast/kernel';
import type { PublicEvent } from '@clipcast/messaging';

export const aProfileId = (): ProfileId => prefixed('prf', systemRuntime.ids.next());

export const someMedia = {
  fileName: 'clip.mp4',
  sha256: 'a'.repeat(64),
  bytes: 1_000,
  durationMs: 5_000,
  hasThumbnail: false,
};

/** A clip that is ready, in a project, unless said otherwise. */
export const aClip = (different: Partial<ClipRegistered['data']> = {}): ClipRegistered['data'] => ({
  clipId: prefixed('clp', systemRuntime.ids.next()),
  projectId: 'autumn',
  title: 'A clip',
  status: 'ready',
  media: someMedia,
  ...different,
});

/** A dollar for a post, unless said otherwise. */
export const aBookedCost = (different: Partial<CostRecorded['data']> = {}): CostRecorded['data'] => ({
  month: '2026-03',
  spentUsd: '1.000000',
  reservedUsd: '0.000000',
  limitUsd: '0.000000',
  costId: prefixed('cst', systemRuntime.ids.next()),
  provider: 'postiz',
  model: 'post',
  quantity: '1',
  unit: 'post',
  amountUsd: '1.000000',
  incurredAt: '2026-03-10T09:00:00Z',
  source: {},
  plan: null,
  price: null,
  corrects: null,
  appliesTo: null,
  reservationId: null,
  accessKeyId: null,
  ...different,
});

/** The stream of a profile's month in billing-service. */
export const monthStream = (profileId: ProfileId, month: string): Uuid =>
  derivedId('budget', bareId(profileId), month);

/** Another service's facts as they come over, each stream counting its own. */
export class ToldFacts {
  readonly #versions = new Map<string, number>();

  constructor(private readonly service: PublicEvent['service']) {}

  fact(
    profileId: ProfileId,
    streamId: Uuid,
    { type, data }: { readonly type: string; readonly data: object },
    recordedAt = '2026-03-15T12:00:00.000Z',
  ): PublicEvent {
    const streamVersion = (this.#versions.get(streamId) ?? 0) + 1;
    this.#versions.set(streamId, streamVersion);
    return {
      service: this.service,
      type,
      schemaVersion: 1,
      id: systemRuntime.ids.next(),
      number: BigInt(streamVersion),
      epoch: systemRuntime.ids.next(),
      profileId,
      streamId,
      streamVersion,
      recordedAt,
      correlationId: systemRuntime.ids.next(),
      actor: 'operator:test',
      data,
    };
  }
}
