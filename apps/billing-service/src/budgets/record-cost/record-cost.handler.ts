import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CostBooks } from '../cost-books.ts';
import { RecordCost, type CostOutcome } from './record-cost.ts';

@CommandHandler(RecordCost)
export class RecordCostHandler implements ICommandHandler<RecordCost> {
  constructor(private readonly books: CostBooks) {}

  async execute(command: RecordCost): Promise<CostOutcome> {
    return (await this.books.book(command)).outcome;
  }
}
