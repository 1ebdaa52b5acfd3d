import { systemRuntime } from '@clipcast/kernel';
import { bareCalls, type BareTerms } from '../publishing/bare-calls.ts';
import { serve } from './serve.ts';
import { readFileSync } from 'node:fs';

/** Brings out what a file lists, with nothing but the calls. */
serve<{ readonly termsFile: string }>(async ({ termsFile }) => {
  await bareCalls(JSON.parse(readFileSync(termsFile, 'utf8')) as BareTerms, systemRuntime);
});
