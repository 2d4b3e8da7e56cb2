import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAtEdge, type Edge } from '../support/edge.ts';
import { expectProblem, partsOf } from '../support/http.ts';
import { withMail } from '../support/mail.ts';

let edge: Edge;
beforeAll(async () => {
	edge = await startAtEdge(withMail);
});
afterAll(() => edge.stop());

const accountOf = (login: string) => edge.accounts.find((one) => one.login === login)!;
const pollPath = async () => {
	const path = '/consultations/UA-ZHD-2026-001';
	const { polls } = JSON.parse((await edge.get(`/api/v1${path}`)).text) as {
		polls: { id: string }[];
	};
	return `${path}/polls/${polls[0]!.id}`;
};
const guess = (login: string, password: string, headers: Record<string, string> = {}) =>
	edge.json('POST', '/api/v1/session', { login, password }, headers);

describe('the session', () => {
	test('is a cookie that no script reads and no other site sends, by API and by form', async () => {
		const { login, password } = accountOf('resident.zhydachiv');
		const answers = [
			await guess(login, password),
			await edge.form('/sign-in', { login, password })
		];
		const cookies = answers.map(({ headers }) => partsOf(headers['set-cookie']));
		for (const { value, attributes } of cookies) {
			expect(value).toMatch(/^viche_session=[a-z2-7]{52}$/);
			expect(attributes).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
		}
		expect(cookies[0]).not.toEqual(cookies[1]);
		expect(answers[0]!.headers).not.toHaveProperty('strict-transport-security');
	});

	test('ends for good, and its cookie goes', async () => {
		const cookie = await edge.cookieOf('resident.zhydachiv');
		expect((await edge.get('/api/v1/session', { cookie })).status).toBe(200);
		const end = await edge.send('/api/v1/session', {
			method: 'DELETE',
			headers: { cookie, origin: edge.origin }
		});
		expect([end.status, end.text]).toEqual([204, '']);
		expect(String(end.headers['set-cookie'])).toMatch(/^viche_session=;.*(?:Max-Age=0|1970)/);
		expectProblem(await edge.get('/api/v1/session', { cookie }), 401, 'not_signed_in');
		const page = await edge.get('/account', { cookie });
		expect([page.status, page.headers.location]).toEqual([303, '/sign-in?next=%2Faccount']);
	});
});

describe('after signing in', () => {
	test('one comes back to the page of ours, and to no other site', async () => {
		const { login, password } = accountOf('resident.boryslav');
		const signIn = async (next: string) => {
			const path = `/en/sign-in?next=${encodeURIComponent(next)}`;
			const { status, headers } = await edge.form(path, { login, password });
			expect(status, next).toBe(303);
			return headers.location!;
		};
		for (const next of ['/account', '/pl/consultations/UA-ZHD-2026-001/polls/x?a=b%20c&d'])
			expect(await signIn(next)).toBe(next);
		for (const next of [
			'',
			'//evil.example',
			'///evil.example',
			'/\\evil.example',
			'\\\\evil.example',
			'/\t/evil.example',
			'/\n/evil.example',
			'http://evil.example',
			'https:evil.example',
			'javascript:alert(1)',
			'data:text/html,x',
			'evil.example',
			' //evil.example',
			'/ok\r\nSet-Cookie: a=b',
			'/#//evil.example',
			'@evil.example'
		])
			expect(await signIn(next), next).toBe('/en/consultations');
		for (const next of [
			'/..//evil.example',
			'/.//evil.example',
			'/%2f/evil.example',
			'/%5cevil.example'
		]) {
			const to = new URL(await signIn(next), `${edge.origin}/en/sign-in`);
			expect(to.origin, next).toBe(edge.origin);
			const { headers } = await edge.get(to.pathname);
			if (headers.location) expect(new URL(headers.location, to).origin, next).toBe(edge.origin);
		}
	});

	test('is asked for with the way back, whatever stands in it', async () => {
		for (const path of [
			'/account?next=//evil.example',
			'/desk?x="><script>',
			'/office/drafts/%22%3E',
			'//evil.example/../account'
		]) {
			const { status, headers } = await edge.get(path);
			if (status === 404) continue;
			expect(status, path).toBe(303);
			expect(headers.location, path).toMatch(/^\/sign-in\?next=%2F[\w.%-]*$/);
		}
		const page = await edge.get(
			'/sign-in?next=%22%3E%3Cscript%3Ealert(1)%3C/script%3E//evil.example'
		);
		expect(page.text).not.toMatch(/<script>alert|(?:href|action)="(?:https?:)?\/\/evil/);
	});
});

describe('a form that is pressed twice', () => {
	const press = async (path: string, fields: Record<string, string>, cookie = '') => {
		const { status, headers } = await edge.form(path, fields, cookie ? { cookie } : {});
		return [status, headers.location];
	};

	test('changes a password once, and says both times that it is done', async () => {
		const { login, password: present } = accountOf('resident.lubaczow');
		const cookie = await edge.cookieOf(login);
		const change = { present, password: 'стежка до криниці' };
		const done = [303, '/account/security?done=password'];
		const path = '/account/security/password';
		const both = [press(path, change, cookie), press(path, change, cookie)];
		expect(await Promise.all(both)).toEqual([done, done]);
		expect(await press(path, change, cookie)).toEqual(done);
		const letters = await edge.app.storage.db.$count(
			edge.app.storage.t.auditEntries,
			eq(edge.app.storage.t.auditEntries.action, 'password.changed')
		);
		expect(letters).toBe(1);
		const other = { ...change, password: 'стежка до млина' };
		expect((await press(path, other, cookie))[0]).toBe(422);
	});

	/** The code of an invitation to the centre in Zhydachiv. */
	async function invitation(name: string): Promise<string> {
		const coordinator = await edge.actorOf('coordinator.zhydachiv');
		const { code } = await edge.app.staff.invite(coordinator, {
			centreId: 'cip-zhydachiv',
			name,
			post: 'консультантка',
			email: '',
			language: 'uk'
		});
		return code!;
	}

	test('takes up an invitation once, and leads both times to where one signs in for it', async () => {
		const code = await invitation('Ганна Ковальська');
		const login = 'consultant.brody';
		const cookie = await edge.cookieOf(login);
		const path = `/invitation/${code}`;
		const signIn = (next: string) => [303, `/sign-in?next=${encodeURIComponent(next)}`];
		expect(await press(`${path}?/accept`, {}, cookie)).toEqual(signIn('/account'));
		expect(await press(`${path}?/accept`, {}, cookie)).toEqual(signIn(path));
		// Signed in again they are where the first press leads to; others hear that the code is used.
		const again = await edge.get(path, { cookie: await edge.cookieOf(login) });
		expect([again.status, again.headers.location]).toEqual([303, '/account']);
		const others = await edge.get(path, { cookie: await edge.cookieOf('resident.turka') });
		expect(others.status).toBe(200);
	});

	test('makes one account for an invitation, and signs in to it both times', async () => {
		const path = `/invitation/${await invitation('Ганна Ковальська')}?/create`;
		const typed = { login: 'hanna.kovalska', password: 'три зелені човни' };
		const first = await press(path, typed);
		expect(first).toEqual([303, `/account/second-factor?next=${encodeURIComponent('/account')}`]);
		expect(await press(path, typed)).toEqual(first);
		expect((await press(path, { ...typed, password: 'три жовті човни' }))[0]).toBe(422);
	});
});

describe('guessing', () => {
	test('a password from one address ends after five tries, with the time to wait', async () => {
		for (let n = 0; n < 5; n++)
			expectProblem(await guess('resident.turka', 'wrong'), 401, 'wrong_sign_in');
		const { login, password } = accountOf('resident.turka');
		for (const typed of ['wrong', password]) {
			const answer = await guess(` ${login.toUpperCase()} `, typed);
			expectProblem(answer, 429, 'too_many_attempts');
			expect(answer.headers['retry-after']).toMatch(/^\d+$/);
			expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
			expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(900);
		}
		expect((await edge.form('/sign-in', { login, password })).status).toBe(429);
		const forwarded = { 'x-forwarded-for': '198.51.100.7', 'x-real-ip': '198.51.100.7' };
		expect((await guess(login, password, forwarded)).status).toBe(429);
		const other = accountOf('resident.brody');
		expect((await guess(other.login, other.password)).status).toBe(200);
	});

	test('twenty at the same moment is no way around it', async () => {
		const answers = await Promise.all(
			Array.from({ length: 20 }, (_, n) => guess('consultant.turka', `wrong ${n}`))
		);
		const looked = answers.filter(({ status }) => status === 401);
		expect(looked).toHaveLength(5);
		expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
	});

	test('is helped by no page: what was typed as a password is not sent back', async () => {
		const login = 'nobody';
		const typed = { login, name: login, password: 'TYPED', cardPassword: 'TYPED', totp: 'TYPED' };
		const poll = await pollPath();
		for (const path of ['/sign-in', '/card', '/register', poll])
			for (const accept of ['text/html', 'application/json']) {
				const { text } = await edge.form(path, typed, { accept });
				// Programs are told nothing of what was typed.
				if (accept === 'text/html') expect(text, path).toContain('nobody');
				expect(text, path).not.toContain('TYPED');
			}
	});

	test('tells by nothing whether the login exists', async () => {
		const unknown = await guess('nobody.at.all', 'wrong');
		const known = await guess('admin.network', 'wrong');
		const told = ({ text }: { text: string }) => text.replace(/"requestId":"[^"]*"/, '');
		expect(told(unknown)).toBe(told(known));
		expect(Object.keys(unknown.headers)).toEqual(Object.keys(known.headers));
	});
});
