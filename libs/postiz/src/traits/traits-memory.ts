import { learn, type Observation } from './learn.ts';
import { unknownTraits, type PostizTraits } from './postiz-traits.ts';

/** What a client knows of its Postiz: begins with what was remembered, learns as it goes, and tells of every change. */
export class TraitsMemory {
  #traits: PostizTraits;

  constructor(
    remembered: PostizTraits = unknownTraits,
    private readonly onChange: (traits: PostizTraits) => void = () => undefined,
  ) {
    this.#traits = remembered;
  }

  get traits(): PostizTraits {
    return this.#traits;
  }

  /** Learns what one answer showed; told at most once for it. */
  learn(seen: readonly Observation[]): void {
    const before = this.#traits;
    this.#traits = seen.reduce(learn, before);
    if (this.#traits !== before) this.onChange(this.#traits);
  }
}
