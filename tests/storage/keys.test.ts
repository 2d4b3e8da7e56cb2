import { createHmac, randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMac } from '#storage/hmac.ts';
import { openKeys } from '#storage/keys.ts';
import { temporaryFolder } from '../support/folder.ts';

test('what is sealed opens again, also after a restart, and only for what it was sealed for', () => {
	const folder = temporaryFolder();
	const sealed = openKeys(folder).seal('Олена Коваль', 'letter 1');
	expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('Коваль');
	expect(openKeys(folder).open(sealed, 'letter 1')).toBe('Олена Коваль');
	expect(() => openKeys(folder).open(sealed, 'letter 2')).toThrow();
	expect(() => openKeys(temporaryFolder()).open(sealed, 'letter 1')).toThrow();
	const bytes = Buffer.from(sealed, 'base64url');
	bytes[bytes.length - 1]! ^= 1;
	expect(() => openKeys(folder).open(bytes.toString('base64url'), 'letter 1')).toThrow();
});

test('a new key for fingerprints still finds what was made with the older one, until that is retired', () => {
	const folder = temporaryFolder();
	const keys = openKeys(folder);
	const [first] = keys.fingerprints('somebody');
	expect(first).toMatchObject({ keyVersion: 1 });
	expect(keys.rotateFingerprintKey()).toBe(2);
	const both = openKeys(folder).fingerprints('somebody');
	expect(both.map(({ keyVersion }) => keyVersion)).toEqual([2, 1]);
	expect(both[1]).toEqual(first);
	expect(both[0]!.digest).not.toBe(first!.digest);
	keys.retireFingerprintKey(1);
	expect(openKeys(folder).fingerprints('somebody')).toEqual([both[0]]);
	for (const name of readdirSync(folder))
		expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
});

test('keyed digests are those of everybody else, for short texts and long, in whatever script', () => {
	for (const bytes of [1, 32, 64]) {
		const key = randomBytes(bytes);
		const mac = createMac(key);
		for (const text of [
			'',
			'person:1',
			'їжак 🦔',
			'\ud800',
			'є'.repeat(400),
			'x'.repeat(513),
			'є'.repeat(5000),
			'a'
		])
			expect(mac(text)).toEqual(createHmac('sha256', key).update(text).digest());
	}
});
