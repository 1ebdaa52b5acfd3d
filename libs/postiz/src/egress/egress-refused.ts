/** An address that connections must not reach. The message is for the tenant: it never tells what an inner name resolves to. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused';
}
