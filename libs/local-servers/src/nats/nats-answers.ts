import { connect } from 'node:net';

const INBOX = '_INBOX.ready';
const ASK = `CONNECT {"verbose":false}\r\nSUB ${INBOX} 1\r\nPUB $JS.API.INFO ${INBOX} 0\r\n\r\n`;

/** Whether the server on this port answers and its JetStream has finished reading its store. */
export function jetStreamAnswers(port: number, host = '127.0.0.1'): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ port, host, timeout: 1_000 });
  let received = '';
  const answer = (yes: boolean): void => {
    resolve(yes);
    socket.destroy();
  };
  socket.once('connect', () => socket.write(ASK));
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    if (received.includes(`MSG ${INBOX}`)) answer(!received.includes('"error"'));
  });
  socket.once('timeout', () => answer(false));
  socket.once('error', () => answer(false));
  socket.once('close', () => answer(false));
  return promise;
}
