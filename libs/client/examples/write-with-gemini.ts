import { ClipcastError, createClient, NothingSpent, withBudget, type Usage } from '@clipcast/client';

const client = createClient({
  baseUrl: process.env['CLIPCAST_URL'] ?? 'http://localhost:4100',
  accessKey: process.env['CLIPCAST_ACCESS_KEY'] ?? '',
});

const MODEL = 'gemini-2.5-flash';
const OUTPUT_TOKENS_MAX = 2_000;

/** Input and output have different prices, so a call is two usages; one reservation holds the sum as an amount. */
async function priceOf(profileId: string, inputTokens: number, outputTokens: number): Promise<string> {
  const tokens = (unit: string, count: number): { usage: Usage } => ({
    usage: { provider: 'gemini', model: MODEL, unit, quantity: String(count), plan: null },
  });
  const { data, error, response } = await client.billing.POST('/v1/profiles/{profileId}/budget/estimate', {
    params: { path: { profileId } },
    body: { items: [tokens('input_token', inputTokens), tokens('output_token', outputTokens)] },
  });
  if (!data) throw new ClipcastError(error.detail, { code: error.code, status: response.status });
  const unpriced = data.items.find(({ refusal }) => refusal?.code === 'price_unknown')?.refusal;
  if (unpriced) throw new ClipcastError(unpriced.detail, { code: unpriced.code });
  return data.totalUsd;
}

const askGemini = (method: string, body: object): Promise<Response> =>
  fetch(`https://generativelanguage.googleapis.com/v1beta/models/${MODEL}:${method}`, {
    method: 'POST',
    headers: { 'x-goog-api-key': process.env['GEMINI_API_KEY'] ?? '', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The fields of Gemini's answer that are read here; those of `usageMetadata` may be missing when they are 0. */
interface GeminiAnswer {
  readonly candidates?: readonly {
    readonly content?: { readonly parts?: readonly { readonly text?: string }[] };
  }[];
  readonly usageMetadata?: {
    readonly promptTokenCount?: number;
    readonly toolUsePromptTokenCount?: number;
    readonly candidatesTokenCount?: number;
    readonly thoughtsTokenCount?: number;
  };
}

/** Asks Gemini, and books the tokens of the question, of the answer and of the thinking between them. */
export async function write(profileId: string, prompt: string): Promise<string> {
  const contents = [{ role: 'user', parts: [{ text: prompt }] }];
  // Counting is free.
  const counted = await askGemini('countTokens', { contents });
  if (!counted.ok) throw new Error(`Gemini answered ${counted.status}.`);
  const { totalTokens } = (await counted.json()) as { totalTokens: number };
  const amountUsd = await priceOf(profileId, totalTokens, OUTPUT_TOKENS_MAX);
  const estimate = { amountUsd, purpose: `text by ${MODEL}` };

  const { value } = await withBudget(client, { profileId, estimate }, async () => {
    const generationConfig = { maxOutputTokens: OUTPUT_TOKENS_MAX };
    const answer = await askGemini('generateContent', { contents, generationConfig });
    if (answer.status >= 400 && answer.status < 500)
      throw new NothingSpent(`Gemini refused: ${answer.status} ${await answer.text()}`);
    if (!answer.ok) throw new Error(`Gemini answered ${answer.status}.`);
    const { candidates, usageMetadata: used = {} } = (await answer.json()) as GeminiAnswer;
    const input = (used.promptTokenCount ?? totalTokens) + (used.toolUsePromptTokenCount ?? 0);
    // Thinking is paid like output, and is not part of candidatesTokenCount.
    const output = (used.candidatesTokenCount ?? 0) + (used.thoughtsTokenCount ?? 0);
    const text = (candidates?.[0]?.content?.parts ?? []).map((part) => part.text ?? '').join('');
    const usage = { provider: 'gemini', model: MODEL, unit: 'call', quantity: '1', plan: null };
    const source = { inputTokens: String(input), outputTokens: String(output) };
    return { value: text, spent: { amountUsd: await priceOf(profileId, input, output), usage, source } };
  });
  return value;
}
