import { readFileSync } from 'node:fs';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** They are compiled with the lib, so what the page shows compiles too. */
it.each(['narrate-with-elevenlabs', 'write-with-gemini'])(
  'the page shows the example %s as it is',
  (name) => {
    const page = read('../../../docs/how-to/spend-with-a-budget.md');
    expect(page).toContain(`\`\`\`ts\n${read(`../examples/${name}.ts`)}\`\`\`\n`);
  },
);
