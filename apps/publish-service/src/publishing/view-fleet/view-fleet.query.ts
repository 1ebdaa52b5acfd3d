import { FLEET } from '@clipcast/kernel';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { ConnectionStates } from '../../connections/connection-states.query.ts';
import { PublishingSwitch } from '../publishing-switch.query.ts';
import { SwitchView } from '../switch-input.ts';

export const FleetView = z
  .object({
    switch: SwitchView,
    profilesPaused: z.int().meta({ description: 'By their own switch.' }),
    connectionsBlocked: z
      .int()
      .meta({ description: 'Whose Postiz has refused calls with 429 and takes none for now.' }),
    breakersOpen: z.int().meta({ description: 'Connections that the replica which answers leaves alone.' }),
  })
  .meta({ id: 'FleetPublishing' });
type FleetView = z.output<typeof FleetView>;

export class ViewFleet extends Query<FleetView> {}

@QueryHandler(ViewFleet)
export class ViewFleetHandler implements IQueryHandler<ViewFleet> {
  constructor(
    private readonly connections: ConnectionStates,
    private readonly publishingSwitch: PublishingSwitch,
  ) {}

  async execute(): Promise<FleetView> {
    const [state, profilesPaused, connectionsBlocked] = await Promise.all([
      this.publishingSwitch.state(FLEET),
      this.publishingSwitch.countOfPaused(),
      this.connections.countOfBlocked(),
    ]);
    return { switch: state, profilesPaused, connectionsBlocked, breakersOpen: this.connections.openBreakers };
  }
}
