import { closeSync, fsyncSync, openSync } from 'node:fs';

/** On disk when this returns. What stands in a folder is on disk only once the folder itself is. */
export function sync(path: string): void {
	const descriptor = openSync(path, 'r');
	fsyncSync(descriptor);
	closeSync(descriptor);
}
