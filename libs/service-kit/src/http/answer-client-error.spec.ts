import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import type { Problem } from './problem.ts';
import { tinyApp } from '../testing/app-fixture.ts';

const { app } = await tinyApp();
await app.listen(0, '127.0.0.1');
const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
afterAll(async () => app.close());

async function send(text: string): Promise<{ readonly head: string; readonly problem: Problem }> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
  socket.write(text);
  await once(socket, 'close');
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { head, problem: JSON.parse(body) as Problem };
}

it.each([
  ['what is not HTTP', 'HELLO\r\n\r\n', 400, 'bad_request'],
  [
    'headers that are too large',
    `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers_too_large',
  ],
])('answers %s as a problem too', async (_what, text, status, code) => {
  const { head, problem } = await send(text);
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain('application/problem+json');
  expect(problem).toMatchObject({ status, code });
});
