import type { Demo } from '../server.ts';
import { open } from './consultations.ts';
import type { Pages } from './model.ts';
import { appealedWords, writtenWords } from './written.ts';

/** What those see who write, vote and are answered. */
export async function residentPages(demo: Demo): Promise<Pages> {
	const { path } = await writtenWords(demo, 'Додайте лавку під каштаном.');
	const appeal = await appealedWords(demo);
	const { polls } = (await demo.visitor('GET', open)).body as { polls: { id: string }[] };
	const first = { number: 'UA-ZHD-2026-001', seq: 1 };
	const [reply] = await demo.app.contributions.thread({ kind: 'visitor' }, first);
	return {
		'resident.zhydachiv': [
			'/account',
			'/account?show=waiting',
			'/account/notices',
			'/account/notices?about=moderation',
			'/account/ballots',
			'/account/follows',
			'/account/security',
			'/account/security/email',
			'/account/security/passkeys',
			'/account/security/password',
			'/account/second-factor',
			'/account/welcome',
			'/account/log',
			`/account/decisions/${appeal.decisionId}`,
			`${appeal.path}/own`,
			`${open}/contribute?paragraph=p7`,
			`${open}/contributions/1`,
			`${open}/contributions/1?reply=${reply!.id}`,
			`${open}/contributions/1?flag=${reply!.id}`,
			path,
			`${path}/sent`,
			`${path}/own`,
			`${path}/own/receipt`,
			`${path}/own/correct`,
			`${path}/own/withdraw`,
			`${path}/own/dispute`,
			...polls.map(({ id }) => `${open}/polls/${id}`)
		],
		'resident.brody': ['/consultations/UA-BRD-2026-001/contributions/1/own']
	};
}
