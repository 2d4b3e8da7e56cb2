import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The ids of accounts that were erased, kept outside the database: a backup that is older than an erasure must not
 * bring anybody back (RELIABILITY D10). An id is a random number and names nobody.
 */
export interface Erasures {
	/** On disk before this returns. */
	add(accountId: string): void;
	all(): string[];
}

/** The list in a data folder, one id a line. */
export function openErasures(folder: string): Erasures {
	const file = join(folder, 'erased.list');
	return {
		add(accountId) {
			mkdirSync(folder, { recursive: true, mode: 0o700 });
			appendFileSync(file, `${accountId}\n`, { mode: 0o600, flush: true });
		},
		all: () => (existsSync(file) ? linesOf(readFileSync(file, 'utf8')) : [])
	};
}

/** For whoever needs none on disk. */
export function erasuresInMemory(): Erasures {
	const ids: string[] = [];
	return { add: (accountId) => void ids.push(accountId), all: () => ids };
}

/** A line that a power cut left half is no id of any account. */
const linesOf = (text: string) => [...new Set(text.split('\n').filter((line) => line !== ''))];
