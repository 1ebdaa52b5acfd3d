import { get, request, type IncomingMessage } from 'node:http';

export interface StreamedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** A reader of server-sent events, as a browser is one. */
export const readEventStream = async (url: string, headers: Record<string, string>) => {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers, agent: false }, resolve).on('error', reject);
  });
  const events: StreamedEvent[] = [];
  let text = '';
  let ended = false;
  answer.setEncoding('utf8');
  answer.on('data', (part: string) => {
    text += part;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = parsed(text.slice(0, end));
      if (event) events.push(event);
      text = text.slice(end + 2);
    }
  });
  answer.on('close', () => (ended = true));
  answer.on('error', () => undefined);
  return {
    status: answer.statusCode,
    headers: answer.headers,
    events,
    isEnded: () => ended,
    /** Whether it came to its end, and was not torn off. */
    isWhole: () => answer.complete,
    close: () => answer.destroy(),
  };
};

function parsed(block: string): StreamedEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return { id: fields.get('id') ?? '', event: fields.get('event') ?? '', data: JSON.parse(data) };
}

/** The status that a HEAD request is answered with, once the answer has come to its end. */
export const headOf = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { method: 'HEAD', headers, agent: false }, (answer) => {
      answer.resume().once('close', () => resolve(answer.statusCode));
    })
      .on('error', reject)
      .end();
  });
