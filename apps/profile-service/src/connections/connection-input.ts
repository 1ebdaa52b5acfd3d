import { z } from 'zod';

export const ApiKey = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{8,512}$/, 'must be 8 to 512 visible characters without spaces')
  .meta({
    description: 'From Postiz: Settings, Public API. It is sealed before it is stored and never shown again.',
  });

export const ApiUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .max(500)
  .meta({ description: 'Where the Postiz API is; mostly `https://your-host/api`.' });
