import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { comparedName, comparedTexts } from '#core/verification/fingerprint.ts';
import { startProcess } from '../support/process.ts';
import { startDemo } from '../support/server.ts';
import { tracesOf } from '../support/traces.ts';

test('of what is typed for the duplicate check no trace is left: not in the database, its log, the outbox, or what the server says', async () => {
	const demo = await startDemo();
	const { folder } = demo;
	const cookie = await demo.cookieOf('consultant.zhydachiv');
	await demo.stop();
	const server = startProcess({ VICHE_DATA: folder, LOG_LEVEL: 'trace' });
	const origin = await server.ready();
	const typed = {
		surname: 'Слідопитенко-Ґедзь',
		firstName: 'Квітослава-Зореслава',
		patronymic: 'Ждан-Богданівна',
		birthDate: '1937-09-13',
		rnokpp: '1378500004'
	};
	const rest = {
		centreId: 'cip-zhydachiv',
		who: 'new',
		place: 'тейсарів',
		name: 'Житель без сліду',
		language: 'uk',
		evidence: 'idp_certificate',
		rnokppConsent: 'yes'
	};
	async function send(fields: Record<string, string>) {
		const answer = await fetch(`${origin}/desk/verify?/verify`, {
			method: 'POST',
			headers: { origin, cookie, accept: 'text/html' },
			body: new URLSearchParams({ ...rest, ...fields })
		});
		expect(answer.headers.get('cache-control')).toContain('no-store');
		return answer.text();
	}
	// A mistake gives the form back with all of it; what follows does not.
	expect(await send({ ...typed, rnokpp: '1', key: randomUUID() })).toContain(typed.surname);
	const { rnokpp: _, ...without } = typed;
	const key = randomUUID();
	const signed = { ...without, signed: 'yes' };
	for (const answer of [
		await send({ ...signed, key }),
		await send({ ...signed, key }),
		await send({ ...signed, name: 'Хтось іще', key: randomUUID() })
	])
		for (const word of Object.values(without)) expect(answer).not.toContain(word);
	const words = Object.values(without);
	const made = comparedTexts({ ...without, rnokpp: '', hromadaId: '' });
	const traces = () =>
		tracesOf(
			[...words, ...words.map(comparedName), ...made].filter((word) => word.length > 5),
			folder,
			server.said.out + server.said.err
		);
	// With its write-ahead log, as a thief of the disk would find it, and after the end.
	expect(traces()).toEqual([]);
	server.signal('SIGTERM');
	await server.ended;
	expect(traces()).toEqual([]);
	// The search itself finds what is there.
	expect(tracesOf(['Житель без сліду'], folder, '')).not.toEqual([]);
});
