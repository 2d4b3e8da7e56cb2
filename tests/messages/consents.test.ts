import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { consentWordings, type ConsentKind } from '#core/privacy/model.ts';

/** Where the words stand that somebody agrees to. */
const wordsOf: Record<ConsentKind, [file: string, ...keys: string[]]> = {
	verification: ['verification', 'consent_form'],
	organisation: ['organisations', 'organisation.consent'],
	news: ['privacy', 'consent.news', 'consent_without.news']
};

/** What was agreed to can be read again: other words have another version, and the record keeps that of its day. */
test.each(Object.entries(wordsOf))(
	'whoever agrees to %s agrees to the words of the version that is recorded',
	(kind, [file, ...keys]) => {
		const words = ['uk', 'pl', 'en'].map((lang) => {
			const catalogue: unknown = JSON.parse(
				readFileSync(`src/messages/${file}.${lang}.json`, 'utf8')
			);
			return keys.map((key) => at(catalogue, key));
		});
		expect(words.flat().every(Boolean)).toBe(true);
		const digest = createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 8);
		// Whoever changes the words writes the day from which they are used, and this digest.
		expect(consentWordings[kind as ConsentKind]).toMatch(
			new RegExp(`^\\d{4}-\\d\\d-\\d\\d\\.${digest}$`)
		);
	}
);

const at = (catalogue: unknown, key: string): unknown =>
	key
		.split('.')
		.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], catalogue);
