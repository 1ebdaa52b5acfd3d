import { z } from 'zod';
import { readConfig, serviceEnvironment } from '../index.ts';

export const readTinyConfig = () => readConfig(z.object(serviceEnvironment), process.env);
