import { Slots } from './slots.ts';

const patient = new AbortController().signal;

describe('slots', () => {
  it('are taken by so many at a time, in the order of asking', async () => {
    const slots = new Slots(1);
    const first = await slots.take(patient);
    const order: string[] = [];
    const second = slots.take(patient).then((free) => (order.push('second'), free));
    const third = slots.take(patient).then((free) => (order.push('third'), free));
    first?.();
    (await second)?.();
    (await third)?.();
    expect(order).toEqual(['second', 'third']);
    expect(await slots.take(patient)).toBeDefined();
  });

  it('are not waited for longer than the signal allows, nor lost by it', async () => {
    const slots = new Slots(1);
    const first = await slots.take(patient);
    const impatient = new AbortController();
    const second = slots.take(impatient.signal);
    impatient.abort();
    expect(await second).toBeUndefined();
    first?.();
    expect(await slots.take(impatient.signal)).toBeUndefined();
    expect(await slots.take(patient)).toBeDefined();
  });
});
