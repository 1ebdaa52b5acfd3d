import { billingService } from '@clipcast/billing-service/testing';
import { createClient, type Usage } from '@clipcast/client';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { losingProxy } from './losing-proxy.ts';

export const NOON = '2030-03-15T12:00:00.000Z';

export const aReservationId = (): string => `rsv_${systemRuntime.ids.next()}`;

/** So many characters of a voice that has a price: a dollar for a thousand. */
export const characters = (quantity: number, different: Partial<Usage> = {}): Usage => ({
  provider: 'elevenlabs',
  model: 'eleven_multilingual_v2',
  unit: 'character',
  quantity: String(quantity),
  ...different,
});

/** billing-service on real servers, behind a proxy that loses answers, and a client of it. */
export async function spendingWorld() {
  const billing = await billingService(NOON);
  const proxy = await losingProxy(await billing.listen());
  const client = createClient({
    baseUrl: 'http://nowhere.invalid',
    services: { billing: proxy.url },
    accessKey: billing.operatorKey,
    retry: { attempts: 4, baseMs: 1 },
  });
  const { quantity: _, ...kind } = characters(0);
  await billing.send('PUT', '/v1/prices', {
    prices: [{ ...kind, unitPriceUsd: '1', per: '1000', effectiveFrom: '2030-01-01T00:00:00Z' }],
  });
  const budgetOf = async (profileId: ProfileId) => (await billing.budgetOf(profileId)).body;
  return {
    client,
    proxy,
    budgetOf,
    operatorKey: billing.operatorKey,
    setClock: billing.setClock,
    costsOf: async (profileId: ProfileId) => (await billing.get(`/v1/profiles/${profileId}/costs`)).body,
    reservationsOf: async (profileId: ProfileId) =>
      (await billing.get(`/v1/profiles/${profileId}/reservations`)).body['items'] as Record<
        string,
        unknown
      >[],
    /** A profile that may spend so much. */
    profileWith: async (monthlyLimitUsd: string): Promise<ProfileId> => {
      const profileId = await billing.registeredProfile();
      await billing.quotaChanges(profileId, {
        monthlyLimitUsd,
        warnAtPercent: 90,
        alsoTellAtPercent: [],
        enforcement: 'hard',
      });
      await eventually(
        async () => expect(await budgetOf(profileId)).toMatchObject({ limitUsd: monthlyLimitUsd }),
        { withinMs: 60_000 },
      );
      return profileId;
    },
    close: async () => {
      await proxy.close();
      await billing.close();
    },
  };
}
