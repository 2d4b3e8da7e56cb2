import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import {
	closeSync,
	existsSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readFileSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';

/** Secrets that live beside the database, never in it: a copy of the database alone tells nothing. */
export interface Keys {
	/** Keyed digest; each purpose has its own key. */
	mac(purpose: 'receipt' | 'idempotency', text: string): Buffer;
	/** Makes the key of a new poll, on disk before this returns. */
	createPollKey(pollId: string): void;
	/** Stands for a voter in one poll (RELIABILITY D4); undefined when there is no key of that poll. */
	ballotTag(pollId: string, voter: string): string | undefined;
}

export function openKeys(folder: string): Keys {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const instance = join(folder, 'instance.key');
	if (!existsSync(instance)) create(folder, 'instance.key');
	const master = readFileSync(instance);
	// Ready keys: made of bytes for each digest, they would cost more than the digest.
	const derived = new Map<string, KeyObject>();
	const pollKeys = new Map<string, KeyObject>();

	function keyOf(purpose: string): KeyObject {
		let key = derived.get(purpose);
		if (!key) {
			key = createSecretKey(createHmac('sha256', master).update(purpose).digest());
			derived.set(purpose, key);
		}
		return key;
	}
	return {
		mac: (purpose, text) => createHmac('sha256', keyOf(purpose)).update(text).digest(),
		createPollKey: (pollId) => create(folder, `poll-${pollId}.key`),
		ballotTag(pollId, voter) {
			let key = pollKeys.get(pollId);
			if (!key) {
				const file = join(folder, `poll-${pollId}.key`);
				// Ids come from outside: nothing but the form of an id may become part of a path.
				if (!/^[0-9a-f-]{36}$/.test(pollId) || !existsSync(file)) return undefined;
				pollKeys.set(pollId, (key = createSecretKey(readFileSync(file))));
			}
			return createHmac('sha256', key).update(voter).digest().subarray(0, 16).toString('base64url');
		}
	};
}

function create(folder: string, name: string): void {
	writeFileSync(join(folder, name), randomBytes(32), { mode: 0o600, flag: 'wx', flush: true });
	const directory = openSync(folder, 'r');
	fsyncSync(directory);
	closeSync(directory);
}
