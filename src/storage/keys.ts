import {
	createCipheriv,
	createDecipheriv,
	createHmac,
	createSecretKey,
	randomBytes,
	type KeyObject
} from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StorageFailure } from './errors.ts';
import { sync } from './files.ts';
import { createMac } from './hmac.ts';

type Mac = ReturnType<typeof createMac>;

/** Secrets that live beside the database, never in it: a copy of the database alone tells nothing. */
export interface Keys {
	/** Keyed digest; each purpose has its own key. */
	mac(purpose: 'receipt' | 'idempotency' | 'voice' | 'code', text: string): Buffer;
	/** What the database must hold but not show; `about` binds it to its row. */
	seal(text: string, about: string): string;
	/** The same again; throws for what was not sealed here about that. */
	open(sealed: string, about: string): string;
	/** Makes the key of a new poll, on disk before this returns. */
	createPollKey(pollId: string): void;
	/** Stands for a voter in one poll (RELIABILITY D4); undefined when there is no key of that poll. */
	ballotTag(pollId: string, voter: string): string | undefined;
	/** Stands for a person's data, once for each live key, newest first (requirements §5.2). */
	fingerprints(text: string): { keyVersion: number; digest: string }[];
	/** A further key for fingerprints; the older ones still find what was made with them. Answers its version. */
	rotateFingerprintKey(): number;
	/** Ends an old one, when nothing made with it is left. */
	retireFingerprintKey(version: number): void;
}

export function openKeys(folder: string): Keys {
	if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) sync(dirname(folder));
	const instance = join(folder, 'instance.key');
	if (!existsSync(instance)) create(folder, 'instance.key');
	const master = read(instance);
	const derive = (purpose: string) => createHmac('sha256', master).update(purpose).digest();
	// Ready for use: made anew for each digest, they would cost more than the digest.
	const sealing = createSecretKey(derive('seal'));
	const macs = new Map<string, Mac>();
	const pollMacs = new Map<string, Mac>();
	const fingerprintKeys = readFingerprintKeys(folder);

	return {
		mac(purpose, text) {
			let mac = macs.get(purpose);
			if (!mac) macs.set(purpose, (mac = createMac(derive(purpose))));
			return mac(text);
		},
		createPollKey: (pollId) => create(folder, `poll-${pollId}.key`),
		ballotTag(pollId, voter) {
			let mac = pollMacs.get(pollId);
			if (!mac) {
				const file = join(folder, `poll-${pollId}.key`);
				// Ids come from outside: nothing but the form of an id may become part of a path.
				if (!/^[0-9a-f-]{36}$/.test(pollId) || !existsSync(file)) return undefined;
				pollMacs.set(pollId, (mac = createMac(read(file))));
			}
			return mac(voter).subarray(0, 16).toString('base64url');
		},
		seal(text, about) {
			const nonce = randomBytes(12);
			const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(about));
			const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
			return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url');
		},
		open(sealed, about) {
			const bytes = Buffer.from(sealed, 'base64url');
			const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12))
				.setAAD(Buffer.from(about))
				.setAuthTag(bytes.subarray(12, 28));
			return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString(
				'utf8'
			);
		},
		fingerprints(text) {
			if (fingerprintKeys.size === 0) addFingerprintKey(1);
			return [...fingerprintKeys]
				.sort(([a], [b]) => b - a)
				.map(([keyVersion, key]) => ({
					keyVersion,
					digest: createHmac('sha256', key).update(text).digest('base64url')
				}));
		},
		rotateFingerprintKey: () => addFingerprintKey(Math.max(0, ...fingerprintKeys.keys()) + 1),
		retireFingerprintKey(version) {
			fingerprintKeys.delete(version);
			rmSync(join(folder, fingerprintFile(version)), { force: true });
			sync(folder);
		}
	};

	function addFingerprintKey(version: number): number {
		create(folder, fingerprintFile(version));
		fingerprintKeys.set(version, createSecretKey(read(join(folder, fingerprintFile(version)))));
		return version;
	}
}

const fingerprintFile = (version: number) => `fingerprint-${version}.key`;

function readFingerprintKeys(folder: string): Map<number, KeyObject> {
	const versions = readdirSync(folder).flatMap((name) => {
		const version = /^fingerprint-(\d+)\.key$/.exec(name)?.[1];
		return version === undefined ? [] : [Number(version)];
	});
	return new Map(
		versions.map((version) => [
			version,
			createSecretKey(read(join(folder, fingerprintFile(version))))
		])
	);
}

const keyBytes = 32;

/** Under another name until it is whole: a power cut must not leave half a key. */
function create(folder: string, name: string): void {
	const file = join(folder, name);
	writeFileSync(`${file}.new`, randomBytes(keyBytes), { mode: 0o600, flush: true });
	renameSync(`${file}.new`, file);
	sync(folder);
}

function read(file: string): Buffer {
	const key = readFileSync(file);
	if (key.length === keyBytes) return key;
	// An empty key would be one that everybody knows.
	throw new StorageFailure(70, `The key file ${file} is damaged: bring it back from a backup.`);
}
