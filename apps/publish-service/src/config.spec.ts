import { inspect } from 'node:util';
import { readPublishConfig } from './config.ts';

const needed = {
  PORT: '0',
  DATABASE_URL: 'postgres://localhost/clipcast',
  NATS_URL: 'nats://localhost',
  CLIPCAST_OPERATOR_KEY: 'operator-key-of-the-tests',
  CLIPCAST_KEYRING: '{}',
  CLIPCAST_MEDIA_DIR: 'media',
};
const POSTIZ_API_URL = 'https://postiz.example.com/api';
const POSTIZ_API_KEY = 'a-key-that-nobody-sees';
const read = (env: Record<string, string>) => readPublishConfig({ ...needed, ...env });

describe('where traces are looked at', () => {
  it.each([undefined, '', 'https://traces.example.com/{traceId}', 'http://g/explore?panes=%7BtraceId%7D'])(
    'may be %p',
    (CLIPCAST_TRACE_URL = '') => {
      expect(read({ CLIPCAST_TRACE_URL }).CLIPCAST_TRACE_URL ?? '').toBe(CLIPCAST_TRACE_URL);
    },
  );
  it.each(['https://traces.example.com', 'traces/{traceId}', 'ftp://traces.example.com/{traceId}'])(
    'is refused as %p',
    (CLIPCAST_TRACE_URL) => {
      expect(() => read({ CLIPCAST_TRACE_URL })).toThrow('{traceId} in it');
    },
  );
});

describe('the default connection', () => {
  it('is off unless it is set', () => {
    expect(read({})).not.toHaveProperty('POSTIZ_API_URL');
  });

  it('is its address and its key, which is never shown', () => {
    const config = read({ POSTIZ_API_URL, POSTIZ_API_KEY });
    expect([config.POSTIZ_API_URL, config.POSTIZ_API_KEY?.reveal()]).toEqual([
      POSTIZ_API_URL,
      POSTIZ_API_KEY,
    ]);
    expect(JSON.stringify(config) + inspect(config)).not.toContain(POSTIZ_API_KEY);
  });

  it.each([
    ['an address without a key', { POSTIZ_API_URL }],
    ['a key without an address', { POSTIZ_API_KEY }],
    ['what is no address', { POSTIZ_API_URL: 'postiz', POSTIZ_API_KEY }],
    ['an address of another protocol', { POSTIZ_API_URL: 'ftp://postiz.example.com', POSTIZ_API_KEY }],
  ])('is refused with %s', (_name, env) => {
    expect(() => read(env)).toThrow('POSTIZ_API_');
  });
});
