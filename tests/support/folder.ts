import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'viche-'));

/** The same once more, for a process of its own. */
export function copyOf(folder: string): string {
	const copy = temporaryFolder();
	cpSync(folder, copy, { recursive: true });
	return copy;
}
