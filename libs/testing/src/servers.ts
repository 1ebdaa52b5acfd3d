import { testEnvironment } from './config.ts';
import { startContainers } from './container-servers.ts';
import { dockerAnswers } from './docker-engine.ts';
import { startEmbedded } from './embedded-servers.ts';
import type { TestServers, TestServersOptions } from './test-servers.ts';

const wantsContainers = async (): Promise<boolean> => {
  const { servers } = testEnvironment();
  return servers === undefined ? dockerAnswers() : servers === 'containers';
};

/**
 * Starts real servers: containers where a Docker engine answers, else child processes.
 * @throws {LocalServerError} when neither can be started.
 */
export async function startTestServers(options: TestServersOptions = {}): Promise<TestServers> {
  if (!(await wantsContainers())) return startEmbedded(options);
  try {
    return await startContainers(options);
  } catch (error) {
    if (testEnvironment().servers === 'containers') throw error;
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    options.notice?.(
      `Docker answers but could not run the servers (${reason}); using child processes instead`,
    );
    return startEmbedded(options);
  }
}
