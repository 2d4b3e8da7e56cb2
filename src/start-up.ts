import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: string; execution: string; flavor: string }) => void;

/**
 * Gives back what only the start needed. It made the young generation grow to 32 MB, which shrinks at no collection
 * but this one: without it a server that nobody visits keeps them for ever. Takes about 50 ms.
 */
export function forgetStartUp(): void {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as Collect;
	setFlagsFromString('--no-expose-gc');
	collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
