export { follow } from './follow.ts';
export type * from './types.ts';
