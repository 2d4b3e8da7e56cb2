import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeDraft, day } from '../support/world.ts';
import { startDemo, type Demo } from '../support/server.ts';

let demo: Demo;
let now = Date.now();
beforeAll(async () => {
	demo = await startDemo(() => now);
});
afterAll(() => demo.stop());

const date = (days: number) => new Date(now + days * day).toISOString().slice(0, 10);
const code = ({ status, body }: { status: number; body: unknown }) =>
	`${status} ${String((body as { code?: string }).code)}`;

function draft() {
	const { options = [], polls, ...rest } = completeDraft;
	return {
		...rest,
		options: options.map(({ id: _, ...option }) => option),
		polls,
		opensOn: date(7),
		closesOn: date(50)
	};
}

test('an official writes a draft by parts, is told what is missing, and announces it', async () => {
	const official = await demo.signedIn('official.zhydachiv');
	const { title, ...rest } = draft();
	const started = await official('POST', '/consultations', {
		authority: 'zhydachiv-rada',
		...rest
	});
	expect(started.status).toBe(201);
	const { id } = started.body as { id: string };

	expect(code(await official('POST', `/consultations/${id}/announce`))).toBe(
		'422 incomplete_draft'
	);
	const missing = await official('GET', `/drafts/${id}`);
	expect(missing.body).toMatchObject({ version: 1, errors: [{ path: 'title.uk' }] });

	const revised = await official('PATCH', `/consultations/${id}`, { title, version: 1 });
	expect(revised.body).toEqual({ id, version: 2 });
	const stale = await official('PATCH', `/consultations/${id}`, { title, version: 1 });
	expect(code(stale)).toBe('409 version_conflict');

	const announced = await official('POST', `/consultations/${id}/announce`, { version: 2 });
	expect(announced.status).toBe(200);
	const { number } = announced.body as { number: string };
	expect(number).toMatch(/^UA-ZHD-\d{4}-\d{3}$/);
	const page = await demo.visitor('GET', `/consultations/${number}`);
	expect(page.body).toMatchObject({
		number,
		phase: 'announced',
		document: { title: completeDraft.documentTitle, paragraphs: [{ id: 'p1' }, { id: 'p2' }] },
		opensAt: expect.stringMatching(/T\d\d:00:00\.000Z$/) as string
	});
	expect(code(await official('PATCH', `/consultations/${id}`, { title }))).toBe(
		'409 already_announced'
	);
	now += 8 * day;
	expect((await demo.visitor('GET', `/consultations/${number}`)).body).toMatchObject({
		phase: 'open'
	});
});

test('a retry starts one draft, not two', async () => {
	const official = await demo.signedIn('official.zhydachiv');
	const key = { 'idempotency-key': '2f1f8a52-0a3c-4e0e-9c54-50b5c3d5be11' };
	const start = () => official('POST', '/consultations', { authority: 'zhydachiv-rada' }, key);
	const [first, second] = await Promise.all([start(), start()]);
	expect(first.text).toBe(second.text);
	const { items } = (await official('GET', '/drafts')).body as { items: { phase: string }[] };
	expect(items.filter(({ phase }) => phase === 'draft')).toHaveLength(1);
});

test('drafts are nobody else’s: not to be read, changed or announced', async () => {
	const official = await demo.signedIn('official.zhydachiv');
	const { body } = await official('POST', '/consultations', {
		authority: 'zhydachiv-rada',
		title: { uk: 'ТАЄМНА чернетка ради' }
	});
	const { id } = body as { id: string };
	const others = [
		'official.lubycza',
		'consultant.zhydachiv',
		'coordinator.zhydachiv',
		'admin.network',
		'resident.zhydachiv'
	];
	for (const client of [demo.visitor, ...(await Promise.all(others.map(demo.signedIn)))]) {
		for (const [method, path, sent] of [
			['GET', `/drafts/${id}`],
			['PATCH', `/consultations/${id}`, { why: 'інше' }],
			['POST', `/consultations/${id}/announce`, {}],
			['POST', '/consultations', { authority: 'zhydachiv-rada' }],
			['GET', `/consultations/${id}`],
			['GET', '/drafts']
		] as const) {
			const answer = await client(method, path, sent);
			expect(answer.text).not.toContain('ТАЄМНА');
			const lists = path === '/drafts' && answer.status === 200;
			expect(lists || [401, 403, 404].includes(answer.status), `${method} ${path}`).toBe(true);
		}
	}
});
