/** Paths as the edge shows them. */
export class PublicPath {
  constructor(private readonly prefix: string) {}

  of(path: string): string {
    return `${this.prefix}${path}`;
  }
}
