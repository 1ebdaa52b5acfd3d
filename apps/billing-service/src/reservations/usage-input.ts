import { quantitySchema } from '@clipcast/contracts';
import { z } from 'zod';

const name = z.string().min(1).max(100);

/** Something that is paid by quantity, as a request names it. */
export const UsageInput = z
  .strictObject({
    provider: name.meta({ examples: ['elevenlabs'] }),
    model: name.meta({ examples: ['eleven_multilingual_v2'] }),
    unit: name.meta({ examples: ['character'] }),
    quantity: quantitySchema.meta({ examples: ['1800'] }),
    plan: name.nullable().default(null).meta({ description: 'Where the price depends on one.' }),
  })
  .meta({ id: 'Usage' });
