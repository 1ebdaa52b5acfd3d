import { headers, type MsgHdrs } from '@nats-io/transport-node';

/**
 * NATS headers from lines that are written already. The client's own headers look every name up again for every header
 * they take, which costs as much as everything else in publishing together; its publish asks them for nothing but their
 * bytes. One object serves all messages, because they are encoded within the call.
 */
export class EncodedHeaders {
  readonly #headers: MsgHdrs;
  #bytes: Buffer = Buffer.alloc(0);

  constructor() {
    this.#headers = Object.assign(headers(), { encode: () => this.#bytes });
  }

  /** How many bytes the headers take that were asked for last. */
  get size(): number {
    return this.#bytes.length;
  }

  /** Headers for the next publish. Every line ends in CR LF. */
  of(lines: string): MsgHdrs {
    this.#bytes = Buffer.from(`NATS/1.0\r\n${lines}\r\n`);
    return this.#headers;
  }
}
