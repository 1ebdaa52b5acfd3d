import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { metrics } from '@opentelemetry/api';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { nameList } from './testing/name-list.ts';
import { aProfile, numbered, register } from './testing/test-service.ts';
import { twoServices } from './testing/two-services.ts';

jest.setTimeout(30_000);

class Reader extends MetricReader {
  protected onShutdown = (): Promise<void> => Promise.resolve();
  protected onForceFlush = (): Promise<void> => Promise.resolve();
}

it('what is set aside, parked, repaired and still to come is measured', async () => {
  const reader = new Reader();
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  const valueOf = async (name: string) => {
    const { resourceMetrics } = await reader.collect();
    const all = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    const [point] = all.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
    return { value: point?.value, ...point?.attributes };
  };
  const of = { subscription: 'name-list', source: 'profile' };
  const { profile, billing, arrived, close } = await twoServices();
  const stopRelay = profile.startRelay();
  billing.startSubscriber(nameList({ poison: new Set(['poison']) }));
  const sick = { profileId: aProfile(), id: systemRuntime.ids.next() };
  await register(profile.store, ['poison', 'after'], sick);
  await register(profile.store, ['one']);
  await arrived(['one']);
  await eventually(async () => expect(await valueOf('clipcast.parked_streams')).toEqual({ value: 1, ...of }));
  expect(await valueOf('clipcast.dead_letters')).toEqual({ value: 2, ...of });
  expect(await valueOf('clipcast.subscription.lag')).toEqual({ value: 0, ...of });
  await stopRelay();
  await register(profile.store, numbered(0, 7));
  profile.startLogReads();
  await eventually(
    async () => expect(await valueOf('clipcast.subscription.lag')).toEqual({ value: 7, ...of }),
    {
      withinMs: 15_000,
      everyMs: 5,
    },
  );
  await eventually(async () => expect(await valueOf('clipcast.gap_repairs')).toEqual({ value: 1, ...of }));
  await arrived(['one', ...numbered(0, 7)]);
  await close();
});
