import { Secret } from '@clipcast/kernel';
import { createLogger } from './logger.ts';
import { NestLogger } from './nest-logger.ts';

const written = (write: (logger: ReturnType<typeof createLogger>) => void, level = 'info') => {
  const lines: string[] = [];
  write(createLogger('a-service', level, { write: (line) => void lines.push(line) }));
  return lines;
};

it('tells of an error only its type, message, code, stack and causes, because drivers hang rows on theirs', () => {
  const cause = Object.assign(new Error('inner'), {
    code: '23505',
    detail: 'Key (email)=(canary) already exists.',
  });
  const error = Object.assign(new Error('outer', { cause }), {
    request: { headers: { authorization: 'canary' } },
  });
  const [line = ''] = written((logger) => {
    logger.error({ err: error, key: new Secret('canary-key') }, 'failed');
  });
  expect(line).not.toContain('canary');
  expect(JSON.parse(line)).toMatchObject({
    level: 'error',
    service: 'a-service',
    key: '[secret]',
    err: { type: 'Error', message: 'outer', cause: { message: 'inner', code: '23505' } },
  });
});

it('keeps to the level it was given', () => {
  expect(
    written((logger) => {
      logger.info('no');
    }, 'warn'),
  ).toEqual([]);
});

it("writes Nest's messages as our lines, and what Nest tells of each route only at debug", () => {
  const lines = written((logger) => {
    const nest = new NestLogger(logger);
    nest.log('Mapped {/x, GET} route', 'RouterExplorer');
    nest.warn('be careful', 'Projections');
    nest.error(new Error('broken'), 'Relay');
  });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 'warn', msg: 'be careful', context: 'Projections' },
    { level: 'error', msg: 'broken', context: 'Relay', err: { message: 'broken' } },
  ]);
});
