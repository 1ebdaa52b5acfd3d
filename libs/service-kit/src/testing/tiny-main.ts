import { runService } from '../index.ts';
import { readTinyConfig } from './config.ts';
import { TinyModule } from './tiny-service.ts';

await runService({ name: 'tiny-service', config: readTinyConfig, module: () => TinyModule });
