import type { Demo } from '../server.ts';
import { open } from './consultations.ts';
import type { Pages } from './model.ts';
import { appealedWords, writtenWords } from './written.ts';

/** What a centre sees: its queue, what comes on paper, and appeals. */
export async function deskPages(demo: Demo): Promise<Pages> {
	const { id } = await writtenWords(demo, 'Додайте лавку під каштаном.');
	const appeal = await appealedWords(demo);
	return {
		'consultant.zhydachiv': [
			'/account/security/second-factor',
			'/account/second-factor?again=1',
			'/account/second-factor?replace=1',
			'/desk',
			`/desk/${id}`,
			'/desk/enter',
			`/desk/enter/${open.split('/').at(-1)}`
		],
		'coordinator.zhydachiv': ['/desk/log', `/desk/${id}/contact`],
		[appeal.coordinator]: ['/desk/appeals', `/desk/appeals/${appeal.id}`]
	};
}
