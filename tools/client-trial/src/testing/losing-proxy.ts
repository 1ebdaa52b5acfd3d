import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** What happens to a request on its way: the answer is lost, or a proxy answers itself and nothing arrives. */
type Mishap = 'answer lost' | 503 | 429;

/** An HTTP proxy that loses answers when it is told to. */
export async function losingProxy(target: string) {
  const mishaps: { readonly path: RegExp; readonly mishap: Mishap }[] = [];
  const arrived: string[] = [];

  const forward = (asked: IncomingMessage, answer: ServerResponse, mishap: Mishap | undefined): void => {
    const { method, headers, url = '/' } = asked;
    const onward = request(new URL(url, target), { method, headers }, (came) => {
      if (mishap === 'answer lost') {
        // It was carried out; only nobody hears of it.
        came.resume().on('end', () => answer.destroy());
        return;
      }
      answer.writeHead(came.statusCode ?? 502, came.headers);
      came.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  };

  const server = createServer((asked, answer) => {
    const path = asked.url ?? '/';
    arrived.push(path.slice(path.lastIndexOf('/') + 1));
    const next = mishaps.findIndex((one) => one.path.test(path));
    const mishap = next < 0 ? undefined : mishaps.splice(next, 1)[0]?.mishap;
    if (typeof mishap === 'number') answer.writeHead(mishap, { 'retry-after': '0' }).end('busy');
    else forward(asked, answer, mishap);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The proxy has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** The last part of the path of every request that came, in order. */
    arrived,
    /** What will happen to the next request with such a path, and to as many after it. */
    willHappen: (path: RegExp, mishap: Mishap, times = 1) =>
      void mishaps.push(...Array.from({ length: times }, () => ({ path, mishap }))),
    forgive: () => void mishaps.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
