import { wholeTable } from '#lib/log/whole.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => wholeTable(event, 'authority');
