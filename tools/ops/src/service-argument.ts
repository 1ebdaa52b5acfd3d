import { services, type Service } from '@clipcast/contracts';
import { Argument } from 'commander';

const choices = new Argument('<service>', 'which service').choices(services);

/** The service that a command is about. */
export const serviceArgument = (): Argument => choices;

/** All of them when none is named. */
export const optionalServiceArgument = (): Argument =>
  new Argument('[service]', 'one service; all of them unless it is named').choices(services);

export const servicesOf = (named: Service | undefined): readonly Service[] => (named ? [named] : services);
