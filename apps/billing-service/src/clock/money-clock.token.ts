/** Under which Nest knows the {@link MoneyClock}. */
export const MONEY_CLOCK = Symbol('MoneyClock');
