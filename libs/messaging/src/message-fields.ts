import type { JsMsg } from '@nats-io/jetstream';

/** The first value of each header of a message. */
export type MessageFields = ReadonlyMap<string, string>;

/** What the client keeps of a message before anybody asks for its headers; not part of what it promises. */
interface Kept {
  readonly msg?: { readonly _rdata?: unknown; readonly _msg?: { readonly hdr?: unknown } };
}

const decoder = new TextDecoder();
const LINE_END = '\r\n';

/**
 * A message's headers, read in one go from what came over the wire: the client's own reader compares each name with all
 * others, which was a fourth of what an event costs a subscriber. Where the client keeps its messages differently, its own
 * reader is asked.
 */
export function fieldsOf(message: Pick<JsMsg, 'headers'>): MessageFields {
  const kept = (message as Kept).msg;
  const bytes = kept?._rdata;
  const length = kept?._msg?.hdr;
  if (!(bytes instanceof Uint8Array) || typeof length !== 'number') return slowFieldsOf(message);
  return length > 0 ? parseFields(decoder.decode(bytes.subarray(0, length))) : new Map();
}

/** The same by way of the client. */
export const slowFieldsOf = ({ headers }: Pick<JsMsg, 'headers'>): MessageFields =>
  new Map([...(headers ?? [])].map(([name, values]) => [name, values[0] ?? '']));

function parseFields(block: string): MessageFields {
  const fields = new Map<string, string>();
  for (let from = block.indexOf(LINE_END) + 2; from > 1;) {
    const end = block.indexOf(LINE_END, from);
    if (end <= from) break;
    const colon = block.indexOf(':', from);
    if (colon > from && colon < end) {
      const name = block.slice(from, colon);
      if (!fields.has(name)) fields.set(name, block.slice(colon + 1, end).trim());
    }
    from = end + 2;
  }
  return fields;
}
