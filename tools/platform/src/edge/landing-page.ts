/** Whether a service can do its work. */
export interface ServiceHealth {
  readonly name: string;
  readonly ready: boolean;
}

const OWNS: Record<string, string> = {
  profile: 'brands, their Postiz connections, quotas, keys',
  publish: 'clips, publications, the way to Postiz',
  billing: 'costs, budgets, prices',
};

const card = ({ name, ready }: ServiceHealth): string => `
      <li>
        <h2>${name}-service <span class="${ready ? 'up' : 'down'}">${ready ? 'ready' : 'not ready'}</span></h2>
        <p>${OWNS[name] ?? ''}</p>
        <p><a href="/api/${name}/docs">API reference</a> · <a href="/api/${name}/openapi.json">OpenAPI</a>
           · <a href="/api/${name}/readyz">health</a></p>
      </li>`;

/** The page at the edge's root: where everything is and how it is. Loads nothing from elsewhere. */
export const landingPage = (health: readonly ServiceHealth[], sandboxUrl: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="refresh" content="5">
    <title>Clipcast</title>
    <style>
      :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1.25rem; }
      h1 { margin-bottom: 0; letter-spacing: -0.02em; }
      h1 + p { margin-top: 0.25rem; opacity: 0.75; }
      ul { list-style: none; padding: 0; display: grid; gap: 1rem; }
      li { border: 1px solid var(--line); border-radius: 12px; padding: 0.9rem 1.2rem; }
      h2 { font-size: 1.05rem; margin: 0; display: flex; justify-content: space-between; }
      li p { margin: 0.25rem 0 0; }
      span { font-size: 0.8rem; font-weight: 600; padding: 0.1rem 0.6rem; border-radius: 999px; }
      .up { background: #1a7f3c; color: #fff; }
      .down { background: #b42318; color: #fff; }
    </style>
  </head>
  <body>
    <h1>Clipcast</h1>
    <p>Many brands, each publishing its clips through its own Postiz.</p>
    <ul>${health.map(card).join('')}
      <li>
        <h2>Postiz sandbox</h2>
        <p>What landed where: <a href="${sandboxUrl}">the feed</a></p>
      </li>
    </ul>
  </body>
</html>
`;
