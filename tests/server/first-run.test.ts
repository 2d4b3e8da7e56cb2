import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { startProcess } from '../support/process.ts';

const toldCode = /one-time code: (\S+)$/m;

/** The answer of the form, filled in with a code. */
async function take(origin: string, code: string, password = 'три зелені човни') {
	const form = { code, name: 'Остап Бережницький', place: 'Турка', login: 'ostap' };
	const response = await fetch(`${origin}/first-run`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin, accept: 'text/html' },
		body: new URLSearchParams({ ...form, password })
	});
	return { status: response.status, to: response.headers.get('location') };
}

test('a network without an administrator tells a new code at each start, on the console only', async () => {
	const folder = temporaryFolder();
	const settings = { VICHE_DATA: folder, LOG_LEVEL: 'info' };
	const once = startProcess(settings);
	const earlier = await once.heard(toldCode);
	await once.ready();
	once.signal('SIGTERM');
	await once.ended;

	const again = startProcess(settings);
	const code = await again.heard(toldCode);
	const origin = await again.ready();
	expect(code).not.toBe(earlier);
	expect(again.said.out).toContain(`${origin}/first-run`);
	const logged = again.said.out.split('\n').filter((line) => line.startsWith('{'));
	expect(logged.join()).not.toContain(code);
	expect((await fetch(`${origin}/first-run`)).status).toBe(200);
	expect((await take(origin, earlier)).status).toBe(422);
	const first = await take(origin, code);
	expect(first).toEqual({
		status: 303,
		to: `/account/second-factor?next=${encodeURIComponent('/admin')}`
	});
	expect((await fetch(`${origin}/first-run`)).status).toBe(404);
	// Whoever pressed twice comes to the same place; nobody else is told anything.
	expect(await take(origin, code)).toEqual(first);
	expect((await take(origin, code, 'три жовті човни')).status).toBe(404);
	again.signal('SIGTERM');
	await again.ended;

	const third = startProcess(settings);
	await third.ready();
	expect(third.said.out).not.toMatch(toldCode);
	third.signal('SIGTERM');
	await third.ended;
});
