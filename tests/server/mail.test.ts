import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { letterKinds, type LetterKind } from '#core/mail/model.ts';
import { langs, type Lang } from '#core/kernel/text.ts';
import { createMailing, origin, type Mailing } from '../support/mailing.ts';

let mailing: Mailing;

beforeEach(async () => {
	mailing = await createMailing();
});
afterEach(() => mailing.close());

describe('a letter', () => {
	test('of each kind reaches a real mail server in three languages', async () => {
		const { serve, queue, rows } = mailing;
		const { mail, mailer } = await serve();
		for (const kind of letterKinds)
			for (const language of langs)
				await queue(kind, {
					language,
					to: `${kind}.${language}@home.example`,
					values: { link: `${language === 'uk' ? '' : `/${language}`}/recover/CODE-1234` }
				});
		await mailer.deliver();
		expect(mail.letters).toHaveLength(letterKinds.length * langs.length);

		const subjects = new Set<string>();
		for (const { to, headers, text, html, raw, from } of mail.letters) {
			const [kind, language] = to[0]!.split('@')[0]!.split('.') as [LetterKind, Lang];
			const about = `${kind} ${language}`;
			subjects.add(`${language} ${headers['subject']!}`);
			expect(from, about).toBe('viche@viche.example');
			expect(headers, about).toMatchObject({
				to: to[0],
				from: 'Viche <viche@viche.example>',
				'auto-submitted': 'auto-generated',
				'content-language': language,
				date: expect.stringMatching(/^Tue, 24 Nov 2026 10:00:00/) as string,
				'message-id': expect.stringMatching(/^<[0-9a-f-]{36}@viche\.example>$/) as string
			});
			// Only Ukrainian letters are written in Cyrillic; the names in them are.
			const own = text.replaceAll(
				/Жидачів|Ганна Гнатів|Пояснення в кілька слів\.|Спілка садівників/g,
				''
			);
			expect(/[а-яґєії]/i.test(own), about).toBe(language === 'uk');
			expect(/[а-яґєії]/i.test(headers['subject']!), about).toBe(language === 'uk');
			expect(/[ąćęłńóśźż]/i.test(own), about).toBe(language === 'pl');
			expect(text + html, about).not.toMatch(/\d{4}-\d{2}-\d{2}/);
			expect(html, about).toContain(`<html lang="${language}">`);
			expect(text + html, about).not.toMatch(/undefined|\{\{|<img|src=|style=/);
			for (const [address] of `${text}\n${html}`.matchAll(/\w+:\/\/[^\s<"]+/g))
				expect(new URL(address).origin, about).toBe(origin);
			const names = raw.split('\r\n\r\n')[0]!.match(/^[\w-]+(?=:)/gm)!;
			expect(new Set(names).size, about).toBe(names.length);
		}
		expect(subjects.size).toBe(letterKinds.length * langs.length);
		const revoked = mail.letters.find(
			({ to }) => to[0] === 'verification_revoked.pl@home.example'
		)!;
		expect(revoked.text).toContain('25\u00a0listopada 2028');
		const withLink = mail.letters.find(({ to }) => to[0] === 'recovery.pl@home.example')!;
		expect(withLink.text).toContain(`\n\n${origin}/pl/recover/CODE-1234\n\n`);
		expect(withLink.html).toContain(`<a href="${origin}/pl/recover/CODE-1234">`);
		expect((await rows()).every(({ sealed, sentAt }) => sealed === null && sentAt !== null)).toBe(
			true
		);
	});

	test.each([
		['a line break', 'Олена\r\nBcc: foe@evil.example'],
		['an end of the letter', 'Олена\r\n.\r\nMAIL FROM:<foe@evil.example>\r\n'],
		['a bare line feed', 'Олена\nSubject: Приз'],
		['angle brackets', 'Олена <foe@evil.example>'],
		['HTML', '<img src="https://evil.example/x.png"><script>alert(1)</script>'],
		['turned directions', '\u202Eanelo\u202C\u2066Олена\u0000\u007F']
	])('says %s in a name as mere text', async (_, typed) => {
		const { serve, queue } = mailing;
		const { mail, mailer } = await serve();
		await queue('invitation', {
			values: { inviter: typed, scope: typed, role: typed, reason: typed }
		});
		await queue('organisation_decided', { values: { name: typed, outcome: typed, centre: typed } });
		await mailer.deliver();
		expect(mail.letters.map(({ to }) => to)).toEqual([
			['olena@home.example'],
			['olena@home.example']
		]);
		for (const { headers, raw, html, text } of mail.letters) {
			expect(Object.keys(headers).sort()).toEqual([
				'auto-submitted',
				'content-language',
				'content-type',
				'date',
				'from',
				'message-id',
				'mime-version',
				'subject',
				'to'
			]);
			expect(raw.split('\r\n\r\n')[0]).not.toContain('evil');
			expect(html).not.toMatch(/<img|<script|<foe/);
			expect(text + html).not.toMatch(/[\u202A-\u202E\u2066-\u2069\0\u007F]/);
		}
	});

	test.each([
		'olena@home.example\r\nBcc: foe@evil.example',
		'olena@home.example, foe@evil.example',
		'"foe@evil.example" <olena@home.example>',
		'olena@home.example>\r\nRCPT TO:<foe@evil.example',
		'olena',
		''
	])('to %j goes nowhere', async (to) => {
		const { serve, queue, rows } = mailing;
		const { mail, mailer } = await serve();
		await queue('password_changed', { to });
		await queue('password_changed');
		await mailer.deliver();
		expect(mail.letters.map(({ to }) => to)).toEqual([['olena@home.example']]);
		expect((await rows()).map(({ problem }) => problem).sort()).toEqual(['EADDRESS', null]);
	});

	test.each([
		'//evil.example/x',
		'https://evil.example/x',
		'\\\\evil.example',
		'/x\r\n//evil.example',
		'@evil.example'
	])('leads to this site only, also where its path is %j', async (link) => {
		const { serve, queue } = mailing;
		const { mail, mailer } = await serve();
		await queue('recovery', { values: { link } });
		await mailer.deliver();
		for (const [, address] of mail.letters[0]!.html.matchAll(/href="([^"]*)"/g))
			expect(new URL(address!).origin).toBe(origin);
	});
});
