/** What goes back to a client. A body of undefined sends nothing at all, not even a content type. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that ends the work at once: nothing was changed by the step that throws it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly answer: Answer) {
    super(`Refused with status ${answer.status}`);
  }
}

const NAMES: Readonly<Record<number, string>> = { 400: 'Bad Request', 404: 'Not Found' };

/** Shape E1: the verdict on a key. */
export const keyRefused = (msg: string): Refusal => new Refusal({ status: 401, body: { msg } });

/** Shape E3: what the framework says. The message is a list for validation and a text for everything else. */
export const badRequest = (message: string | readonly string[], status: 400 | 404 = 400): Refusal =>
  new Refusal({ status, body: { message, error: NAMES[status], statusCode: status } });

/** Shape E4: refusals written by hand in the public controller. */
export const handWritten = (status: number, msg: string): Refusal => new Refusal({ status, body: { msg } });

/** Shape E5: a channel does not take this content or these media. */
export const channelRefused = (provider: string, name: string, message: string): Refusal =>
  new Refusal({ status: 400, body: { statusCode: 400, provider, name, message } });

/** Shape E6: the plan of the organisation is used up. */
export const planUsedUp = (frontend: string): Answer => ({
  status: 402,
  body: { statusCode: 402, message: 'You have reached the limit of your plan', url: `${frontend}/billing` },
});

export const TOO_LARGE: Answer = {
  status: 413,
  body: { statusCode: 413, message: 'request entity too large' },
};

export const tooManyRequests = (retryAfterSeconds: number): Answer => ({
  status: 429,
  body: { statusCode: 429, message: 'ThrottlerException: Too Many Requests' },
  headers: { 'Retry-After': String(retryAfterSeconds) },
});

export const INTERNAL_ERROR: Answer = {
  status: 500,
  body: { statusCode: 500, message: 'Internal server error' },
};
