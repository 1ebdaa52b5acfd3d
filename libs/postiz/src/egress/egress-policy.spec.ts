import { createEgressPolicy } from './egress-policy.ts';
import { EgressRefused } from './egress-refused.ts';

const policy = createEgressPolicy({ allow: [] });

const ipv4Forms = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '017700000001',
  '0',
  '0.0.0.0',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '１２７.0.0.1',
  '%31%32%37.0.0.1',
  '127.0.0.1\u200b',
  '127.255.255.254',
  '256.0.0.1',
  '4294967296',
];
const ranges = [
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '2852039166',
  '0xA9FEA9FE',
  '0251.0376.0251.0376',
  '169.254.43518',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '192.0.0.8',
  '192.88.99.1',
  '198.18.0.1',
  '198.19.255.255',
  '192.0.2.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
];
const ipv6 = [
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:a9fe:a9fe]',
  '[::127.0.0.1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::a9fe:a9fe]',
  '[2002:7f00:1::]',
  '[2001:0:53aa:64c::80ff:fffe]',
  '[fe80::1]',
  '[fe80::1%25eth0]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[100::1]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[5f00::1]',
  '[2001:2::1]',
  '[2001:10::1]',
  '[::ffff:168.63.129.16]',
];
const names = [
  'localhost',
  'LOCALHOST.',
  'postgres',
  'nats',
  'metadata.google.internal',
  'db.internal',
  'printer.local',
  'a.localhost',
  'router.lan',
];

describe('a base URL given by a tenant', () => {
  it.each([...ipv4Forms, ...ranges, ...ipv6, ...names])(
    'is refused for the inner or unclear host %s',
    (host) => {
      expect(() => policy.parseBaseUrl(`https://${host}/api`)).toThrow(EgressRefused);
    },
  );

  it.each([
    '',
    'postiz.example.com',
    'ftp://postiz.example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://postiz.example.com/api',
    'https://user@postiz.example.com',
    'https://user:word@postiz.example.com',
    'https://postiz.example.com/api?x=1',
    'https://postiz.example.com/api?',
    'https://postiz.example.com/api#',
    'https://postiz.example.com:8443',
    'https://postiz.example.com:22',
    'https://postiz.example.com/a%2f..%2fb',
    'https://postiz.example.com@127.0.0.1/',
    'https://127.0.0.1\\@postiz.example.com/',
  ])('is refused as %j', (text) => {
    expect(() => policy.parseBaseUrl(text)).toThrow(EgressRefused);
  });

  it.each([
    ['https://api.postiz.com', 'https://api.postiz.com/'],
    ['https://postiz.example.com/api', 'https://postiz.example.com/api'],
    ['https://postiz.example.com:443/api/', 'https://postiz.example.com/api/'],
    [' https://POSTIZ.example.com./deep/../api ', 'https://postiz.example.com/api'],
    ['https://bücher.example.com', 'https://xn--bcher-kva.example.com/'],
    ['https://93.184.215.14/api', 'https://93.184.215.14/api'],
    [
      'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
      'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
    ],
  ])('is taken as %j', (text, href) => {
    expect(policy.parseBaseUrl(text).href).toBe(href);
  });
});

describe("the operator's list", () => {
  const allowing = createEgressPolicy({
    allow: ['127.0.0.1:4110', 'Postiz.internal:5000', '[::1]:80', ' postiz.example.com:8443'],
  });

  it.each([
    'http://127.0.0.1:4110',
    'https://postiz.internal:5000/api',
    'http://[::1]/',
    'https://postiz.example.com:8443',
    'http://127.1:4110',
  ])('opens %s', (text) => {
    expect(allowing.parseBaseUrl(text)).toBeInstanceOf(URL);
  });

  it.each([
    'http://127.0.0.1:4111',
    'http://localhost:4110',
    'https://postiz.internal',
    'http://[::1]:81/',
    'http://x.postiz.internal:5000',
  ])('does not open %s', (text) => {
    expect(() => allowing.parseBaseUrl(text)).toThrow(EgressRefused);
  });

  it('opens an address only for its own host and port', () => {
    expect(allowing.admits('postiz.internal', 5000, '10.0.0.7')).toBe(true);
    expect(allowing.admits('postiz.internal', 5001, '10.0.0.7')).toBe(false);
    expect(allowing.admits('evil.example.com', 5000, '10.0.0.7')).toBe(false);
    expect(allowing.admits('::1', 80, '::1')).toBe(true);
  });

  it.each(['postiz', 'postiz:', ':80', 'http://postiz:80', 'postiz:99999', 'a b:80', 'user@postiz:80'])(
    'refuses the entry %j',
    (entry) => {
      expect(() => createEgressPolicy({ allow: [entry] })).toThrow(RangeError);
    },
  );
});

describe('the addresses of a name', () => {
  const resolving = (...addresses: readonly string[]) =>
    createEgressPolicy({
      allow: [],
      resolve: () =>
        Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
    });

  it('are given when all are public', async () => {
    const addresses = await resolving('93.184.215.14', '2606:2800:21f::1').addressesOf('a.example.com', 443);
    expect(addresses.map(({ address }) => address)).toEqual(['93.184.215.14', '2606:2800:21f::1']);
  });

  it.each([
    [['10.0.0.1']],
    [['93.184.215.14', '127.0.0.1']],
    [['2606:2800:21f::1', '::ffff:127.0.0.1']],
    [['fe80::1%eth0']],
    [['no address']],
    [[]],
  ])('are refused when any is not: %j', async (addresses) => {
    await expect(resolving(...addresses).addressesOf('a.example.com', 443)).rejects.toThrow(EgressRefused);
  });

  it('are checked also when the name is itself an address', async () => {
    await expect(policy.addressesOf('127.0.0.1', 443)).rejects.toThrow(EgressRefused);
    await expect(policy.addressesOf('::1', 443)).rejects.toThrow(EgressRefused);
  });
});
