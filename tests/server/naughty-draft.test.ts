import { expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { startAtEdge } from '../support/edge.ts';
import { faultsInMarkup, type Shown } from '../support/markup.ts';
import { asWritten, faultOf, inForms } from '../support/naughty.ts';

/** Every text field of the office, step by step. */
const steps = {
	subject: ['title.uk', 'title.pl', 'title.en', 'summary.uk', 'summary.pl', 'summary.en'],
	change: ['cannotChange.0.text', 'cannotChange.0.why', 'cannotChange.1.text'],
	reasons: ['why', 'affectedGroups.0.group', 'affectedGroups.0.effect'],
	options: ['options.0.title', 'options.0.cost', 'options.1.title', 'options.1.cost'],
	document: ['documentTitle', 'documentText'],
	polls: ['polls.0.question', 'polls.1.question'],
	rules: [
		'ruleProfileId',
		'resolution.number',
		'resolution.link',
		'opensOn',
		'closesOn',
		'shortTermReason'
	],
	people: [
		'responsible.name',
		'responsible.post',
		'responsible.phone',
		'responsible.email',
		'responsible.hours',
		'decidingBody',
		'hostCentreId',
		'offlineChannels.0.text'
	]
};

test('in a draft every naughty string is kept as it was written, and shown so to whoever checks it', async () => {
	const [edge, browser] = await Promise.all([startAtEdge(), openBrowser()]);
	const cookie = await edge.cookieOf('official.zhydachiv');
	const started = await edge.form('/office?/start', { authority: 'zhydachiv-rada' }, { cookie });
	const draft = started.headers.location!.replace(/\/subject$/, '');
	const good = inForms.filter((text) => faultOf(text, { min: 1, max: 4000 }) === null);
	const bad = inForms.filter((text) =>
		/control|direction|no character|tower/.test(String(faultOf(text, { min: 0, max: 4000 })))
	);
	const shown: Shown[] = [];
	let version = 1;
	for (const queue = [...good]; queue.length > 0;) {
		const values = new Map<string, string>();
		for (const [step, fields] of Object.entries(steps)) {
			const sent = Object.fromEntries(fields.map((field) => [field, queue.shift() ?? 'слова']));
			for (const [field, text] of Object.entries(sent)) values.set(field, asWritten(text));
			const lists = {
				canChange: good[0]!,
				'options.0.pros': good[1]!,
				'polls.0.options': good[2]!
			};
			const body = { ...sent, ...lists, version: String(version) };
			const saved = await edge.form(`${draft}/${step}`, body, { cookie });
			expect(saved.status, `${step} ${JSON.stringify(sent)} ${saved.text}`).toBe(303);
			version++;
		}
		const id = draft.split('/').at(-1)!;
		const answer = await edge.get(`/api/v1/drafts/${id}`, { cookie });
		const { draft: stored } = JSON.parse(answer.text) as { draft: Record<string, unknown> };
		for (const [field, text] of values) {
			const found = field
				.split('.')
				.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], stored);
			expect(found, field).toBe(text);
		}
		const page = await edge.get(draft, { cookie });
		shown.push({
			about: 'the draft',
			html: page.text,
			words: [values.get('title.uk')!, values.get('why')!]
		});
		for (const [step, fields] of Object.entries(steps)) {
			const { text: html } = await edge.get(`${draft}/${step}?check`, { cookie });
			const typed = fields
				.filter((field) => !/Id$|On$/.test(field))
				.map((field) => values.get(field)!);
			shown.push({ about: `${step} of the draft`, html, words: typed });
		}
	}
	for (const text of bad) {
		const body = { 'title.uk': text, version: String(version) };
		expect((await edge.form(`${draft}/subject`, body, { cookie })).status, text).toBe(422);
	}
	expect(await faultsInMarkup(await browser.newPage(), shown)).toEqual([]);
	await edge.stop();
});
