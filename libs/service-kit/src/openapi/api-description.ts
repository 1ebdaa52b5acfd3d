import type { ServedRoute } from '../http/served-routes.ts';
import { openApiDocument, type OpenApiDocument } from './document.ts';

/** The service's document, built when first asked for, once its routes are known. */
export class ApiDescription {
  #routes: readonly ServedRoute[] = [];
  #text: string | undefined;

  constructor(
    private readonly title: string,
    private readonly publicPath: string,
  ) {}

  describe(routes: readonly ServedRoute[]): void {
    this.#routes = routes;
  }

  document(): OpenApiDocument {
    return openApiDocument(this.title, this.publicPath, this.#routes);
  }

  text(): string {
    this.#text ??= JSON.stringify(this.document());
    return this.#text;
  }
}
