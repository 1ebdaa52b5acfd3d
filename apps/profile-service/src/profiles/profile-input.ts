import { z } from 'zod';

export const ProfileName = z.string().trim().min(1).max(100);
