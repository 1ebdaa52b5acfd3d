export { sandboxAsk } from './sandbox-ask.ts';
