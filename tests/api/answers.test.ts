import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from '../support/client.ts';
import { prose, reasons, signedBy } from '../support/reports.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { day } from '../support/world.ts';

const number = 'UA-ZHD-2026-001';
const at = `/consultations/${number}`;
let demo: Demo;
let now = Date.now();
let resident: ApiClient;
let other: ApiClient;
let official: ApiClient;
let consultant: ApiClient;

beforeAll(async () => {
	// What happens one after the other has one time after the other.
	demo = await startDemo(() => ++now);
	await signIn();
});
afterAll(() => demo.stop());

async function signIn(): Promise<void> {
	resident = await demo.signedIn('resident.zhydachiv');
	other = await demo.signedIn('resident.turka');
	official = await demo.signedIn('official.zhydachiv');
	consultant = await demo.signedIn('consultant.zhydachiv');
}

interface Written {
	id: string;
	number: string;
	receipt: { number: string; code: string };
}
async function write(as: ApiClient, text: string, kind = 'proposal'): Promise<Written> {
	const answer = await as('POST', `${at}/contributions`, { kind, text, display: 'resident' });
	expect(answer.text).toContain('"receipt"');
	return answer.body as Written;
}
const code = ({ status, body }: { status: number; body: unknown }) =>
	`${status} ${String((body as { code?: string }).code)}`;
const seqOf = (written: Written) => Number(written.number.split('/')[1]);
const shown = async (written: Written) =>
	(await demo.visitor('GET', `${at}/contributions/${seqOf(written)}`)).body;

test('a resident corrects and takes back their words, others cannot', async () => {
	const written = await write(resident, 'Перша думка про зупинки.');
	const path = `/contributions/${written.id}`;
	const correction = { text: 'Друга думка про зупинки.', version: 1 };
	expect(code(await other('PATCH', path, correction))).toBe('404 not_found');
	expect((await resident('PATCH', path, correction)).body).toEqual({ version: 2 });
	expect(code(await resident('PATCH', path, correction))).toBe('409 version_conflict');
	const versions = await demo.visitor('GET', `${at}/contributions/${seqOf(written)}/versions`);
	expect(versions.body).toMatchObject({
		items: [{ version: 1, text: 'Перша думка про зупинки.' }]
	});
	expect(code(await official('DELETE', path))).toBe('404 not_found');
	expect((await resident('DELETE', path)).body).toEqual({ version: 3 });
	expect(await shown(written)).toMatchObject({ text: null, withdrawn: true });
	expect(code(await resident('DELETE', path))).toBe('410 withdrawn');
});

test('agreeing answers how many agree, and a thread comes in reading order', async () => {
	const written = await write(resident, 'Більше дерев на площі.');
	const support = `/contributions/${written.id}/support`;
	expect((await other('PUT', support)).body).toEqual({ support: 1 });
	expect((await other('PUT', support)).body).toEqual({ support: 1 });
	expect(code(await resident('PUT', support))).toBe('422 not_eligible');
	expect(code(await demo.visitor('PUT', support))).toBe('401 not_signed_in');
	const replies = `/contributions/${written.id}/replies`;
	const first = await other('POST', replies, { text: 'Так, лип.' });
	expect(first.status).toBe(201);
	const { id: parentReplyId } = first.body as { id: string };
	await official('POST', replies, { text: 'Липи вже замовлено.' });
	await resident('POST', replies, { text: 'Або кленів.', parentReplyId });
	const thread = await demo.visitor('GET', `${at}/contributions/${seqOf(written)}/replies`);
	expect((thread.body as { items: object[] }).items).toMatchObject([
		{ text: 'Так, лип.', depth: 1, badge: null },
		{ text: 'Або кленів.', depth: 2, parentId: parentReplyId },
		{ text: 'Липи вже замовлено.', badge: 'authority' }
	]);
	expect((await other('DELETE', support)).body).toEqual({ support: 0 });
});

test('what became of a contribution is read by its receipt, and not guessed', async () => {
	const { receipt } = await write(resident, 'Лавка біля школи.');
	const fate = await demo.visitor('POST', '/receipts', receipt);
	expect(fate.body).toMatchObject({
		contribution: { number: receipt.number },
		text: 'Лавка біля школи.',
		statements: [],
		decision: null
	});
	expect(fate.text).not.toContain(receipt.code);
	const guess = () => demo.visitor('POST', '/receipts', { ...receipt, code: 'AAAA-AAAA' });
	for (let n = 0; n < 10; n++) expect(code(await guess())).toBe('404 not_found');
	const enough = await guess();
	expect(code(enough)).toBe('429 too_many_attempts');
	expect(Number(enough.headers.get('retry-after'))).toBeGreaterThan(0);
	now += 16 * 60_000;
	expect((await demo.visitor('POST', '/receipts', receipt)).status).toBe(200);
});

test('an appeal goes to another raion and brings the words back', async () => {
	const written = await write(resident, 'Ціна лавки — 5000 гривень.');
	const decision = { contributionId: written.id, version: 1, action: 'hidden', ground: 'M6_spam' };
	const decided = await consultant('POST', '/moderation/decisions', {
		...decision,
		reason: 'Схоже на рекламу товару, а не на думку.'
	});
	const { id } = decided.body as { id: string };
	const text = 'Це не реклама: я назвав ціну з кошторису.';
	const path = `/moderation/decisions/${id}/appeals`;
	expect(code(await other('POST', path, { text }))).toBe('404 not_found');
	const wrong = await demo.visitor('POST', path, { text, code: 'AAAA-AAAA' });
	expect(code(wrong)).toBe('404 not_found');
	const made = await demo.visitor('POST', path, { text, code: written.receipt.code });
	expect(made.status).toBe(201);
	const appeal = (made.body as { id: string }).id;
	const outcome = { outcome: 'restored', reason: 'Ціна з кошторису стосується предмета.' };
	const first = await demo.signedIn('coordinator.zhydachiv');
	expect(code(await first('POST', `/appeals/${appeal}/decision`, outcome))).toBe('403 not_allowed');
	expect(code(await official('GET', '/moderation/appeals'))).toBe('403 not_allowed');
	for (const { login } of demo.accounts.filter((one) => one.login.startsWith('coordinator.'))) {
		const coordinator = await demo.signedIn(login);
		const { items } = (await coordinator('GET', '/moderation/appeals')).body as {
			items: { id: string }[];
		};
		if (!items.some((one) => one.id === appeal)) continue;
		expect((await coordinator('GET', `/appeals/${appeal}`)).body).toMatchObject({ text });
		const answer = await coordinator('POST', `/appeals/${appeal}/decision`, outcome);
		expect(answer.status).toBe(201);
	}
	expect(await shown(written)).toMatchObject({ text: 'Ціна лавки — 5000 гривень.', stub: null });
	const { items } = (await resident('GET', '/account/notices')).body as { items: object[] };
	expect(items.slice(0, 2)).toMatchObject([
		{ kind: 'appeal_decided', read: false },
		{ kind: 'statement_of_reasons' }
	]);
	expect((await resident('POST', '/account/notices/read', {})).status).toBe(204);
	const after = await resident('GET', '/account/notices');
	expect(after.text).not.toContain('"read":false');
});

test('the centre enters paper, with its serial once', async () => {
	const areas = await demo.visitor('GET', '/areas?kind=settlement&limit=1');
	const entry = {
		channel: 'paper',
		kind: 'proposal',
		text: 'Пандус біля пошти.',
		name: 'Марія Дутка',
		areaId: (areas.body as { items: { id: string }[] }).items[0]!.id,
		display: 'initials',
		receivedOn: new Date(now - day).toISOString().slice(0, 10),
		formSerial: 'ZHD-9001',
		transcription: 'verbatim'
	};
	expect(code(await official('POST', `${at}/entries`, entry))).toBe('403 not_allowed');
	const entered = await consultant('POST', `${at}/entries`, entry);
	expect(entered.status).toBe(201);
	expect(await shown(entered.body as Written)).toMatchObject({ channel: 'paper' });
	expect(code(await consultant('POST', `${at}/entries`, entry))).toBe('409 serial_taken');
	const list = await demo.visitor('GET', `${at}/contributions?channel=paper&organisations=false`);
	expect(list.text).toContain('Пандус біля пошти.');
	const none = await demo.visitor('GET', `${at}/contributions?channel=paper&organisations=true`);
	expect(none.body).toEqual({ items: [], next: null });
});

test('dates move later only, and each step stands in the public course', async () => {
	const reason = 'Через відключення світла люди не встигають подати пропозиції.';
	const before = (await demo.visitor('GET', at)).body as { closesAt: string; closesOn: string };
	const sooner = await official('POST', `${at}/extend`, { reason, closesOn: before.closesOn });
	expect(code(sooner)).toBe('422 invalid_input');
	const closesOn = new Date(Date.parse(before.closesAt) + 5 * day).toISOString().slice(0, 10);
	expect(code(await consultant('POST', `${at}/extend`, { reason, closesOn }))).toBe(
		'403 not_allowed'
	);
	const extended = await official('POST', `${at}/extend`, { reason, closesOn });
	const { closesAt } = extended.body as { closesAt: string };
	expect(closesAt > before.closesAt).toBe(true);
	await official('POST', `${at}/suspend`, { reason });
	expect((await demo.visitor('GET', at)).body).toMatchObject({ phase: 'suspended' });
	expect((await official('POST', `${at}/resume`, { reason })).body).toEqual({ closesAt });
	const { course, suspendedAt } = (await demo.visitor('GET', at)).body as {
		course: { kind?: string }[];
		suspendedAt: null;
	};
	expect(suspendedAt).toBeNull();
	expect(course.flatMap(({ kind }) => kind ?? [])).toEqual(['extended', 'suspended', 'resumed']);
});

test('a report is refused while one proposal waits, and then says what became of each', async () => {
	const { closesAt } = (await demo.visitor('GET', at)).body as { closesAt: string };
	now = Date.parse(closesAt) + 12 * day;
	await signIn();
	const inbox = `/office${at}/inbox?state=waiting&kind=proposal&limit=100`;
	const { items } = (await official('GET', inbox)).body as { items: { id: string; seq: number }[] };
	const publish = (as = official) => as('POST', `${at}/report`, { prose, signedBy });
	const answer = (id: string, body: object) =>
		official('POST', `/contributions/${id}/answer`, body);
	const [last, ...others] = items;
	const [first, ...alsoFor] = others.map(({ id }) => id);
	expect(code(await answer(last!.id, { status: 'noted', reasons }))).toBe('422 invalid_input');
	await answer(first!, { status: 'partly_accepted', reasons, alsoFor });
	expect(code(await publish())).toBe('422 proposals_pending');
	expect((await answer(last!.id, { status: 'accepted', reasons })).status).toBe(201);
	const draft = { prose: { lesson: 'Раніше починати.' }, signedBy: '', version: 0 };
	expect((await official('PATCH', `/office${at}/report`, draft)).body).toEqual({ version: 1 });
	expect(code(await publish(consultant))).toBe('403 not_allowed');
	expect((await publish()).status).toBe(201);
	expect(code(await publish())).toBe('422 report_published');

	const report = (await demo.visitor('GET', `${at}/report`)).body as {
		figures: { answers: Record<string, number>; kinds: { proposal: number } };
	};
	expect(report.figures.answers).toMatchObject({ accepted: 1, partly_accepted: others.length });
	const rows = await demo.visitor('GET', `${at}/report/contributions`);
	const proposals = (
		rows.body as { items: { kind: string; state: string; status: string }[] }
	).items.filter(({ kind, state }) => kind === 'proposal' && state !== 'withdrawn');
	expect(proposals).toHaveLength(report.figures.kinds.proposal);
	expect(proposals.every(({ status }) => status !== null)).toBe(true);
});

test('an answer is disputed once and supplemented once, and a decision names what changed', async () => {
	const mine = (await resident('GET', `${at}/contributions?kind=proposal&limit=100`)).body as {
		items: { id: string; seq: number; text: string }[];
	};
	const { id, seq } = mine.items.find(({ text }) => text === 'Лавка біля школи.')!;
	const text = 'Мене питали про лавку, а відповіли про дорогу.';
	expect(code(await other('POST', `/contributions/${id}/dispute`, { text }))).toBe('404 not_found');
	expect((await resident('POST', `/contributions/${id}/dispute`, { text })).status).toBe(201);
	expect(code(await resident('POST', `/contributions/${id}/dispute`, { text }))).toBe(
		'409 already_disputed'
	);
	const supplement = { text: 'Лавку поставимо у травні 2027 року.' };
	const added = await official('POST', `/contributions/${id}/supplement`, supplement);
	expect(added.status).toBe(201);
	const page = (await demo.visitor('GET', at)).body as {
		document: { paragraphs: { id: string }[] };
	};
	const decision = {
		body: 'Жидачівська міська рада',
		decisionNumber: '12/7',
		decidedOn: new Date(now).toISOString().slice(0, 10),
		title: 'Про затвердження Статуту громади',
		document: 'https://rada.example.org/statut.pdf',
		changes: [
			{
				paragraphId: page.document.paragraphs[0]!.id,
				before: 'Було так.',
				after: 'Стало так.',
				because: [seq]
			}
		]
	};
	expect(code(await consultant('POST', `${at}/decision`, decision))).toBe('403 not_allowed');
	expect((await official('POST', `${at}/decision`, decision)).status).toBe(201);
	const corrected = await official('POST', `${at}/report/corrections`, {
		prose,
		signedBy,
		reason: 'Виправлено описку в імені того, хто підписав.'
	});
	expect(corrected.body).toEqual({ version: 2 });
	expect((await demo.visitor('GET', `${at}/report`)).body).toMatchObject({
		version: 2,
		decision: { number: '12/7', changes: [{ because: [seq] }] }
	});
	expect((await demo.visitor('GET', at)).body).toMatchObject({ phase: 'decided', pending: 0 });
});
