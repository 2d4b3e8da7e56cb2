import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import {
	closeSync,
	existsSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readFileSync,
	renameSync,
	writeFileSync
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StorageFailure } from './errors.ts';

/** Secrets that live beside the database, never in it: a copy of the database alone tells nothing. */
export interface Keys {
	/** Keyed digest; each purpose has its own key. */
	mac(purpose: 'receipt' | 'idempotency' | 'voice', text: string): Buffer;
	/** Makes the key of a new poll, on disk before this returns. */
	createPollKey(pollId: string): void;
	/** Stands for a voter in one poll (RELIABILITY D4); undefined when there is no key of that poll. */
	ballotTag(pollId: string, voter: string): string | undefined;
}

export function openKeys(folder: string): Keys {
	if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) sync(dirname(folder));
	const instance = join(folder, 'instance.key');
	if (!existsSync(instance)) create(folder, 'instance.key');
	const master = read(instance);
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
				pollKeys.set(pollId, (key = createSecretKey(read(file))));
			}
			return createHmac('sha256', key).update(voter).digest().subarray(0, 16).toString('base64url');
		}
	};
}

const keyBytes = 32;

/** Under another name until it is whole: a power cut must not leave half a key. */
function create(folder: string, name: string): void {
	const file = join(folder, name);
	writeFileSync(`${file}.new`, randomBytes(keyBytes), { mode: 0o600, flush: true });
	renameSync(`${file}.new`, file);
	sync(folder);
}

/** What stands in a folder is on disk only once the folder itself is. */
function sync(folder: string): void {
	const directory = openSync(folder, 'r');
	fsyncSync(directory);
	closeSync(directory);
}

function read(file: string): Buffer {
	const key = readFileSync(file);
	if (key.length === keyBytes) return key;
	// An empty key would be one that everybody knows.
	throw new StorageFailure(70, `The key file ${file} is damaged: bring it back from a backup.`);
}
