import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueCard } from '#core/accounts/commands/card.ts';
import { createAccount } from '#core/accounts/commands/create.ts';
import { hashPassword } from '#core/accounts/passwords.ts';
import { digitsAt, newRecoveryCodes } from '#core/accounts/second-factor.ts';
import { eq } from 'drizzle-orm';
import { linkTo } from '../support/access.ts';
import { startAtEdge, type Edge } from '../support/edge.ts';
import { expectProblem, partsOf } from '../support/http.ts';
import { withMail } from '../support/mail.ts';

const password = 'три слова про лавку';
const desk = { kind: 'system', job: 'test' } as const;
let now = Date.now();
let edge: Edge;
beforeAll(async () => {
	edge = await startAtEdge(withMail, () => now);
});
afterAll(() => edge.stop());

async function someone({
	email,
	passwordHash = null
}: { email?: string; passwordHash?: string | null } = {}) {
	return edge.app.storage.write(desk, async (writer) => {
		const { db, t, now } = writer;
		const [village] = await db.select().from(t.areas).where(eq(t.areas.kind, 'settlement'));
		const person = {
			name: 'Ганна Гук',
			areaId: village!.id,
			language: 'uk',
			passwordHash
		} as const;
		const account = await createAccount(writer, person);
		if (email !== undefined)
			await db.insert(t.contacts).values({ accountId: account.id, email, confirmedAt: now() });
		return { ...account, card: await issueCard(writer, account) };
	});
}
const cookieIn = ({ headers }: { headers: Record<string, string | undefined> }) =>
	partsOf(headers['set-cookie']).value;
const isSignedIn = async (cookie: string) =>
	(await edge.get('/api/v1/session', { cookie })).status === 200;

describe('a session', () => {
	test('gets a new id with every sign-in, and the one that the browser brought along ends', async () => {
		const email = 'fixed@example.org';
		const { login, card } = await someone({ email });
		const attacker = await edge.cookieOf('resident.turka');
		const byCard = await edge.form('/card', { login, code: card, password }, { cookie: attacker });
		expect(byCard.status).toBe(303);
		expect(await isSignedIn(attacker)).toBe(false);

		let before = cookieIn(byCard);
		expect(before).not.toBe(attacker);
		const ways = [
			() => edge.form('/sign-in', { login, password }, { cookie: before }),
			() => edge.json('POST', '/api/v1/session', { login, password }, { cookie: before }),
			async () => {
				await edge.form('/recover', { email });
				const link = await linkTo(edge.app.storage, email, 'recovery');
				return edge.form(`${link}?/password`, { password }, { cookie: before });
			}
		];
		for (const signIn of ways) {
			const answer = await signIn();
			const after = cookieIn(answer);
			expect(after).not.toBe(before);
			expect([await isSignedIn(before), await isSignedIn(after)]).toEqual([false, true]);
			before = after;
		}
		const made = 'viche_session=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
		expect(cookieIn(await edge.form('/sign-in', { login, password }, { cookie: made }))).not.toBe(
			made
		);
		expect(await isSignedIn(made)).toBe(false);
	});

	test('goes on under another id once the second factor was entered', async () => {
		const { totpSecret } = edge.accounts.find((one) => one.login === 'official.sokal')!;
		const cookie = await edge.cookieOf('official.sokal');
		const totp = digitsAt(totpSecret!, now);
		const path = '/account/second-factor?/enter&again=1&next=/office';
		const answer = await edge.form(path, { totp }, { cookie });
		expect([answer.status, answer.headers.location]).toEqual([303, '/office']);
		expect(cookieIn(answer)).not.toBe(cookie);
		expect(await isSignedIn(cookie)).toBe(false);
		// The same digits a second time open nothing.
		const again = await edge.form(path, { totp }, { cookie: cookieIn(answer) });
		expect(again.status).toBe(422);
	});

	test('is listed and ended by programs too, one by one or all at once', async () => {
		const cookies = [await edge.cookieOf('resident.brody'), await edge.cookieOf('resident.brody')];
		const cookie = cookies[0]!;
		const { items } = JSON.parse((await edge.get('/api/v1/sessions', { cookie })).text) as {
			items: { id: string; current: boolean }[];
		};
		const other = items.find(({ current }) => !current)!;
		const end = (path: string, headers: Record<string, string>) =>
			edge.send(path, { method: 'DELETE', headers: { origin: edge.origin, ...headers } });
		const stranger = await edge.cookieOf('resident.turka');
		expectProblem(
			await end(`/api/v1/sessions/${other.id}`, { cookie: stranger }),
			404,
			'not_found'
		);
		expectProblem(
			await end('/api/v1/sessions', { cookie, origin: 'http://evil.example' }),
			403,
			'foreign_origin'
		);
		expect((await end(`/api/v1/sessions/${other.id}`, { cookie })).status).toBe(204);
		expect(await Promise.all(cookies.map(isSignedIn))).toEqual([true, false]);
		const all = await end('/api/v1/sessions', { cookie });
		expect(all.status).toBe(204);
		expect(String(all.headers['set-cookie'])).toMatch(/^viche_session=;/);
		expect(await isSignedIn(cookie)).toBe(false);
		expectProblem(await edge.get('/api/v1/sessions'), 401, 'not_signed_in');
	});

	test('is ended by no other site', async () => {
		const cookie = await edge.cookieOf('resident.brody');
		for (const path of ['/account/security?/endAll', '/account/security/password'])
			expect(
				(await edge.form(path, {}, { cookie, origin: 'http://evil.example' })).status,
				path
			).toBe(403);
		expect(await isSignedIn(cookie)).toBe(true);
	});
});

describe('the way back', () => {
	const foreign = ['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example'];

	test('from a card and from the second factor leads to no other site', async () => {
		for (const next of foreign) {
			const { login, card } = await someone();
			const asked = encodeURIComponent(next);
			const byCard = await edge.form(`/card?next=${asked}`, { login, code: card, password });
			expect(byCard.headers.location, next).toBe('/account');
			const page = await edge.get(`/sign-in?next=${asked}`);
			expect(page.text, next).toContain('data-next="/consultations"');

			const cookie = await edge.cookieOf('official.radekhiv');
			const [totp] = await edge.app.storage.write(desk, async (writer) => {
				const { db, t } = writer;
				const [account] = await db
					.select()
					.from(t.accounts)
					.where(eq(t.accounts.login, 'official.radekhiv'));
				return newRecoveryCodes(writer, account!.id);
			});
			const path = `/account/second-factor?/enter&again=1&next=${asked}`;
			const entered = await edge.form(path, { totp: totp! }, { cookie });
			expect([entered.status, entered.headers.location], next).toEqual([303, '/account/security']);
		}
	});
});

describe('whether an account exists', () => {
	test('is told by no word and no status of a form', async () => {
		const email = 'there@example.org';
		const { login } = await someone({ email });
		const told = async (path: string, fields: Record<string, string>) => {
			const { status, text, headers } = await edge.form(path, fields);
			const typed = Object.values(fields).reduce((all, one) => all.replaceAll(one, '…'), text);
			return { status, typed, names: Object.keys(headers) };
		};
		for (const path of ['/register', '/recover'])
			expect(await told(path, { email, agreed: '1' }), path).toEqual(
				await told(path, { email: 'nowhere@example.org', agreed: '1' })
			);
		const card = { code: '2222-3333-4444-5555', password: 'a b c d e f g' };
		expect(await told('/card', { login, ...card })).toEqual(
			await told('/card', { login: 'nobody-0000', ...card })
		);
	});
});

describe('guessing', () => {
	test('the code of a card ends after five tries, also where there is no such card', async () => {
		const { login, card } = await someone();
		for (const name of [login, 'nobody-1111']) {
			for (let n = 0; n < 5; n++)
				expect((await edge.form('/card', { login: name, code: `2${n}`, password })).status).toBe(
					422
				);
			const answer = await edge.form('/card', { login: name, code: card, password });
			expect(answer.status).toBe(429);
			expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
		}
	});

	test('the second factor ends after five tries, and takes longer each time', async () => {
		const login = 'coordinator.brody';
		const cookie = await edge.cookieOf(login);
		const enter = (totp: string) =>
			edge.form('/account/second-factor?/enter&again=1', { totp }, { cookie });
		for (let n = 0; n < 5; n++) expect((await enter(`00000${n}`)).status).toBe(422);
		const answer = await enter('000000');
		expect(answer.status).toBe(429);
		expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
	});

	test('leaves a library alone: sixty people sign in within an hour from one address, half of them slip', async () => {
		const passwordHash = await hashPassword(password);
		for (let n = 0; n < 60; n++) {
			const { login } = await someone({ passwordHash });
			if (n % 2 === 0)
				expectProblem(
					await edge.json('POST', '/api/v1/session', { login, password: 'не той' }),
					401,
					'wrong_sign_in'
				);
			const answer = await edge.json('POST', '/api/v1/session', { login, password });
			expect(answer.status).toBe(200);
			now += 60_000;
		}
	});
});

test('a copy of the database opens nothing: no cookie, link, card, secret or printed code stands in it', async () => {
	const email = 'bytes@example.org';
	const { id, login, card } = await someone({ email });
	const byCard = await edge.form('/card', { login, code: card, password });
	const cookie = cookieIn(byCard);
	await edge.form('/recover', { email });
	await edge.form('/register', {
		email: 'newcomer@example.org',
		name: 'Нова Особа',
		place: 'Турка',
		agreed: '1'
	});
	const enrolment = await edge.get('/account/second-factor', { cookie });
	const secret = /class="secret">([A-Z2-7 ]+)</.exec(enrolment.text)![1]!.replaceAll(' ', '');
	const sealed = /name="sealed" value="([\w-]+)"/.exec(enrolment.text)![1]!;
	const enrolled = await edge.form(
		'/account/second-factor?/enrol',
		{ sealed, totp: digitsAt(secret, now) },
		{ cookie }
	);
	const printed = [...enrolled.text.matchAll(/<code>([a-z2-9-]{19})<\/code>/g)].map(
		([, one]) => one!
	);
	expect(printed).toHaveLength(10);
	const { card: unused } = await someone();
	const linkCode = async (to: string, kind: 'recovery' | 'sign_up') =>
		(await linkTo(edge.app.storage, to, kind)).split('/').at(-1)!;
	const secrets = {
		id,
		cookie: cookieIn(enrolled).split('=')[1]!,
		recovery: await linkCode(email, 'recovery'),
		signUp: await linkCode('newcomer@example.org', 'sign_up'),
		card,
		unused,
		bare: unused.replaceAll('-', ''),
		secret,
		printed: printed[0]!,
		password
	};
	const found = Object.fromEntries(
		Object.entries(secrets).map(([name, text]) => [name, timesIn(edge.folder, text)])
	);
	expect(found['id']).toBeGreaterThan(0);
	expect({ ...found, id: 0 }).toEqual(
		Object.fromEntries(Object.keys(secrets).map((name) => [name, 0]))
	);
});

/** How often a text stands in the files of the database, as it is, in UTF-16 or in base64. */
function timesIn(folder: string, text: string): number {
	const encoded = [
		Buffer.from(text),
		Buffer.from(text, 'utf16le'),
		Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1))
	];
	const files = readdirSync(folder)
		.map((name) => join(folder, name))
		.filter((file) => /viche\.sqlite/.test(file) && statSync(file).isFile());
	expect(files.length).toBeGreaterThan(0);
	return files
		.map((file) => readFileSync(file))
		.flatMap((bytes) => encoded.map((one) => (bytes.includes(one) ? 1 : 0)))
		.reduce<number>((all, one) => all + one, 0);
}
