import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUpCode } from '../support/access.ts';
import { openBrowser, pageFor } from '../support/browser.ts';
import { startAtEdge, type Edge } from '../support/edge.ts';
import { withMail } from '../support/mail.ts';
import { faultsInMarkup, type Shown } from '../support/markup.ts';
import { asWritten, each, faultOf, inForms, naughty, together } from '../support/naughty.ts';

/**
 * The big list of naughty strings and more of that kind, through every text that can be sent: contributions,
 * notes and checks get all of it. What costs a password hash or a long page gets a sample, each n-th string;
 * of the addresses each string gets one or two.
 */
const number = 'UA-ZHD-2026-001';
const kept = { min: 3, max: 4000 };
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

let edge: Edge;
let browser: Browser;
const cookies = { resident: '', consultant: '', official: '' };
/** Contributions that were taken: the id of each with its text. */
const taken = new Map<string, string>();

beforeAll(async () => {
	[edge, browser] = await Promise.all([startAtEdge(withMail), openBrowser()]);
	for (const who of ['resident', 'consultant', 'official'] as const)
		cookies[who] = await edge.cookieOf(`${who}.zhydachiv`);
});
afterAll(async () => {
	await edge.stop();
});

async function parsed(shown: readonly Shown[]): Promise<string[]> {
	const page = await browser.newPage();
	const faults = await faultsInMarkup(page, shown);
	await page.close();
	return faults;
}

/** Everything that one may read of the consultation, page by page. */
async function contributions() {
	const all: { id: string; seq: number; text: string | null }[] = [];
	let next: string | null = '';
	while (next !== null) {
		const after: string = next && `&cursor=${next}`;
		const path = `/api/v1/consultations/${number}/contributions?limit=100${after}`;
		const page = JSON.parse((await edge.get(path)).text) as {
			items: typeof all;
			next: string | null;
		};
		all.push(...page.items);
		next = page.next;
	}
	return all;
}

test('a contribution is kept as it was written, or refused for a reason that shows in it', async () => {
	const path = `/api/v1/consultations/${number}/contributions`;
	await together(naughty, async (text) => {
		const about = JSON.stringify(text).slice(0, 200);
		const body = { kind: 'opinion', text, display: 'name' };
		const answer = await edge.json('POST', path, body, { cookie: cookies.resident });
		const fault =
			Buffer.byteLength(JSON.stringify(body)) > 65_536 ? 'its size' : faultOf(text, kept);
		if (answer.status === 201) {
			expect(fault, about).toBe(null);
			taken.set((JSON.parse(answer.text) as { id: string }).id, text);
		} else {
			expect(fault, `${about} ${answer.text}`).not.toBe(null);
			const status =
				fault === 'half a pair'
					? 400
					: fault === 'its size'
						? 413
						: text.length > 20_000
							? 400
							: 422;
			expect(answer.status, about).toBe(status);
		}
	});
	expect(taken.size).toBeGreaterThan(450);
	const there = new Map((await contributions()).map(({ id, text }) => [id, text]));
	for (const [id, text] of taken) expect(there.get(id)).toBe(asWritten(text));
});

test('on the page of the consultation all of it is text, and nothing of it runs', async () => {
	const shown: Shown[] = [];
	const all = (await contributions()).filter(({ id }) => taken.has(id));
	const seqs = all.map(({ seq }) => seq).sort((a, b) => b - a);
	for (let after = seqs[0]! + 1; after > seqs.at(-1)!; after -= 20) {
		const { text: html } = await edge.get(`/consultations/${number}?after=0.${after}`);
		const words = all
			.filter(({ seq }) => seq < after && seq >= after - 20)
			.map(({ text }) => text!);
		shown.push({ about: `after ${after}`, html, words });
	}
	expect(await parsed(shown)).toEqual([]);
});

test('as a note to the centre, and in its decisions, it is read by the other side as it was written', async () => {
	const all = await contributions();
	const { id: first, seq } = all.find(({ id }) => taken.has(id))!;
	const notes: string[] = [];
	await together(inForms, async (note) => {
		const fields = { ground: 'M4_privacy', note };
		// By form and by API in turn.
		const { status } =
			note.length % 4
				? await edge.json('POST', `/api/v1/contributions/${first}/flags`, fields)
				: await edge.form(`/consultations/${number}/contributions/${seq}?/flag`, fields);
		const fault = faultOf(note, { min: 0, max: 500 });
		const good = fault === null || fault === 'nothing to see';
		expect(good ? [200, 201] : [422], JSON.stringify(note)).toContain(status);
		if (fault === null) notes.push(asWritten(note));
	});
	const desk = await edge.get(`/desk/${first}`, { cookie: cookies.consultant });
	const shown = [{ about: 'the desk', html: desk.text, words: notes }];

	const decided = [...taken].filter((_, place) => place % 4 === 0);
	await together(decided, async ([contributionId, text]) => {
		const reason = `Вилучено ці слова: ${text} — і так далі.`;
		const decision = { contributionId, version: 1, action: 'redacted', ground: 'M11_other_law' };
		const fields = { ...decision, reason, fragment: text, lawArticle: text.slice(0, 900) };
		const cookie = { cookie: cookies.consultant };
		const answer =
			text.length % 4
				? await edge.json('POST', '/api/v1/moderation/decisions', fields, cookie)
				: await edge.form(`/desk/${contributionId}`, { ...fields, version: '1' }, cookie);
		expect([201, 303, 422], answer.text).toContain(answer.status);
		if (answer.status === 422)
			expect(faultOf(text, { min: 0, max: 200 }), answer.text).not.toBe(null);
	});
	const redacted = (await contributions()).filter(
		({ id, text }) => taken.has(id) && text === '[…]'
	);
	expect(redacted.length).toBeGreaterThan(80);
	for (const { id, seq } of redacted.slice(0, 40)) {
		const own = await edge.get(`/consultations/${number}/contributions/${seq}/own`, {
			cookie: cookies.resident
		});
		const text = asWritten(taken.get(id)!);
		shown.push({
			about: `statement ${seq}`,
			html: own.text,
			words: [text, `слова: ${taken.get(id)!} —`.normalize('NFC')]
		});
	}
	expect(await parsed(shown)).toEqual([]);
});

test('typed into a form it comes back as it was typed', async () => {
	const shown: Shown[] = [];
	const writing = `/consultations/${number}/contribute?/check`;
	await together(inForms, async (text) => {
		const body = { kind: 'opinion', display: 'name', text };
		const answer = await edge.form(writing, body, { cookie: cookies.resident });
		expect(answer.status, text).toBe(faultOf(text, kept) === null ? 200 : 422);
		shown.push({ about: `check ${JSON.stringify(text)}`, html: answer.text, words: [text] });
	});
	const found = each(3).map((name, place) => ({
		name,
		place: inForms[place + 1]!
	}));
	await together(found, async (fields) => {
		const answer = await edge.form('/register', fields);
		expect(answer.status, fields.place).toBe(422);
		shown.push({
			about: `register ${JSON.stringify(fields)}`,
			html: answer.text,
			words: Object.values(fields)
		});
	});
	await together(each(3), async (name) => {
		const fields = { name, place: name, areaId: name, password: name };
		const answer = await edge.form('/register', fields);
		expect(answer.status, name).toBe(422);
		shown.push({ about: `register ${JSON.stringify(name)}`, html: answer.text, words: [name] });
	});
	await together(each(20), async (login) => {
		const answer = await edge.form('/sign-in', { login, password: login });
		expect(answer.status, login).toBe(401);
		shown.push({ about: `sign-in ${JSON.stringify(login)}`, html: answer.text, words: [login] });
	});
	expect(await parsed(shown)).toEqual([]);
});

test('as a name or a password it opens the account that was made with it', async () => {
	const name = "Мар'яна О’Ґудзь-Żółw";
	let counted = 0;
	for (const [place, password] of each(
		70,
		inForms.filter((one) => one.length > 11 && one.length < 100)
	).entries()) {
		const email = `naughty-${place}@example.org`;
		const asked = { name: name.normalize('NFD'), areaId: 'UA46120070020055976' };
		const link = `/register/${await signUpCode(edge, email, asked)}`;
		const opened = await edge.form(link, {});
		expect(opened.status, password).toBe(303);
		const cookie = String(opened.headers['set-cookie']).split(';')[0]!;
		const set = await edge.form('/account/security/password', { password }, { cookie });
		if (set.status === 422) continue;
		expect(set.status, password).toBe(303);
		const typed = place % 2 === 0 ? password.normalize('NFD') : password.normalize('NFC');
		const answer = await edge.json('POST', '/api/v1/session', { login: email, password: typed });
		expect(JSON.parse(answer.text), password).toMatchObject({
			account: { name: name.normalize('NFC') }
		});
		counted++;
	}
	expect(counted).toBeGreaterThan(2);
});

test('looked for, filtered by or put into an address it finds nothing or something, and never a failure', async () => {
	const shown: Shown[] = [];
	await together(each(4), async (text) => {
		const { status, text: html } = await edge.get(`/consultations?q=${encoded(text)}`);
		expect(status, text).toBe(200);
		shown.push({ about: `search ${JSON.stringify(text)}`, html, words: [text.slice(0, 100)] });
	});
	const addresses = [
		'/consultations?area={}&authority={}&cursor={}&phase={}',
		'/consultations/{}',
		`/consultations/${number}?kind={}&after={}`,
		`/consultations/${number}/contributions/{}`,
		'/centres/{}',
		'/authorities/{}',
		'/authorities/zhydachiv-rada?cursor={}',
		'/centres?q={}',
		'/how/{}',
		'/moderation/decisions?centre={}&cursor={}&month={}',
		'/desk/{}',
		'/desk?cursor={}',
		'/office/drafts/{}',
		'/office/drafts/{}/{}',
		`/consultations/${number}/polls/{}`,
		'/sign-in?next={}',
		'/{}',
		'/api/v1/consultations?q={}',
		'/api/v1/areas?q={}',
		'/api/v1/consultations/{}',
		'/api/v1/polls/{}',
		'/api/v1/drafts/{}',
		'/api/v1/moderation/queue?cursor={}',
		'/api/{}'
	];
	await together(
		naughty.filter(({ length }) => length < 1000),
		async (text) => {
			const place = naughty.indexOf(text);
			for (const address of addresses.filter((_, at) => (at + place) % 14 === 0)) {
				const cookie = address.startsWith('/office') ? cookies.official : cookies.consultant;
				const path = address.replaceAll('{}', encoded(text));
				const { status, headers, text: html } = await edge.get(path, { cookie });
				expect([200, 303, 308, 400, 403, 404], path).toContain(status);
				if (headers['content-type']?.startsWith('text/html'))
					shown.push({ about: path, html, words: [] });
			}
		}
	);
	expect(await parsed(shown)).toEqual([]);
});

test('the worst of it, opened in a browser, neither runs nor breaks a rule of the page', async () => {
	const official = await pageFor(browser, edge, 'consultant.zhydachiv');
	const { page, complaints } = official;
	page.on('dialog', (dialog) => {
		complaints.push(dialog.message());
		void dialog.dismiss();
	});
	const hostile = [...taken].filter(([, text]) => /<script|onerror|onload|javascript:/i.test(text));
	expect(hostile.length).toBeGreaterThan(50);
	const all = await contributions();
	const seqOf = (id: string) => all.find((one) => one.id === id)!.seq;
	const worst = hostile.slice(0, 3).map(([id]) => id);
	const search = encoded('"><script>alert(1)</script><img src=x onerror=alert(1)>');
	for (const path of [
		`/consultations/${number}?after=0.${Math.max(...hostile.map(([id]) => seqOf(id))) + 1}`,
		...worst.map((id) => `/consultations/${number}/contributions/${seqOf(id)}`),
		...worst.map((id) => `/desk/${id}`),
		`/en/consultations?q=${search}&area=${search}&authority=${search}`,
		`/nowhere/${search}`,
		`/pl/sign-in?next=${search}`
	])
		await page.goto(edge.origin + path, { waitUntil: 'load' });
	expect(complaints.filter((one) => !/nowhere.*404/.test(one))).toEqual([]);
	await official.close();
});
