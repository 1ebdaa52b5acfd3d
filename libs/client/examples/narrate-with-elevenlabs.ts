import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createClient, NothingSpent, withBudget, type Usage } from '@clipcast/client';

const client = createClient({
  baseUrl: process.env['CLIPCAST_URL'] ?? 'http://localhost:4100',
  accessKey: process.env['CLIPCAST_ACCESS_KEY'] ?? '',
});

/** In the words of the price list. With this model, a character is a credit. */
const characters = (count: number): Usage => ({
  provider: 'elevenlabs',
  model: 'eleven_multilingual_v2',
  unit: 'character',
  quantity: String(count),
  plan: null,
});

/** As people count characters: an emoji is one, although JavaScript's `length` says two. */
const lengthOf = (text: string): number => Array.from(text).length;

interface Narration {
  readonly profileId: string;
  /** Made once and kept with the job: `rsv_` and a UUID. */
  readonly reservationId: string;
  readonly voiceId: string;
  readonly text: string;
  /** Where the audio goes. */
  readonly file: string;
}

/** Speaks a text into a file, and books what that cost. May be called again after a crash; speaks and books once. */
export async function narrate({ profileId, reservationId, voiceId, text, file }: Narration): Promise<string> {
  const estimate = { usage: characters(lengthOf(text)), purpose: `narration ${file}` };
  // The file is there, so the call was made; without it nobody can tell, and a person has to look.
  const recover = () =>
    Promise.resolve(
      existsSync(file) ? { value: file, spent: { usage: characters(lengthOf(text)) } } : undefined,
    );
  const { value } = await withBudget(
    client,
    { profileId, id: reservationId, estimate, recover },
    async () => {
      const answer = await fetch(`https://api.elevenlabs.io/v1/text-to-speech/${voiceId}`, {
        method: 'POST',
        headers: {
          'xi-api-key': process.env['ELEVENLABS_API_KEY'] ?? '',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ text, model_id: 'eleven_multilingual_v2' }),
      });
      // Refused requests cost nothing. After 5xx, or when the connection breaks, that is not certain.
      if (answer.status >= 400 && answer.status < 500)
        throw new NothingSpent(`ElevenLabs refused: ${answer.status} ${await answer.text()}`);
      if (!answer.ok) throw new Error(`ElevenLabs answered ${answer.status}.`);
      await writeFile(file, Buffer.from(await answer.arrayBuffer()));
      const requestId = answer.headers.get('request-id') ?? '';
      return { value: file, spent: { usage: characters(costOf(answer, text)), source: { requestId } } };
    },
  );
  return value;
}

/** What ElevenLabs says it took; the length of the text when it says nothing that can be used. */
function costOf({ headers }: Response, text: string): number {
  const said = Number(headers.get('character-cost') ?? headers.get('x-character-count') ?? Number.NaN);
  return Number.isSafeInteger(said) && said > 0 ? said : lengthOf(text);
}
