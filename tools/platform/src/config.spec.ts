import { readPlatformConfig } from './config.ts';

it('has a default for everything', () => {
  expect(readPlatformConfig({ CLIPCAST_PORT: '' })).toMatchObject({
    port: 4100,
    publishLeadSeconds: 4,
    egressAllow: [],
    databaseUrl: undefined,
  });
});

it('names every variable that does not make sense', () => {
  const read = (): unknown => readPlatformConfig({ CLIPCAST_PORT: 'abc', DATABASE_URL: 'mysql://x/y' });
  expect(read).toThrow('CLIPCAST_PORT');
  expect(read).toThrow('DATABASE_URL');
});

it('leaves room for the ports above the edge', () => {
  expect(() => readPlatformConfig({ CLIPCAST_PORT: '65530' })).toThrow('CLIPCAST_PORT');
});
