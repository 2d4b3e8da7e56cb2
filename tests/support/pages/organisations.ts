import type { Demo } from '../server.ts';
import type { Pages } from './model.ts';

/** Organisations, to everybody, to those who speak for them and to those who check them; and who may do what. */
export async function organisationPages(demo: Demo): Promise<Pages> {
	const speaker = 'ngo.vilkha.1';
	const { organisations } = demo.app;
	const own = await organisations.own(await demo.actorOf(speaker), undefined);
	const mine = `/account/organisations/${own[0]!.id}`;
	const atDesk = `/desk/organisations/${own[0]!.id}`;
	const waiting = '/desk/organisations/ngo-dnistrovi-sady';
	const representative = own[0]!.representatives[1]!.accountId;
	return {
		'': ['/organisations', '/organisations?q=zzz', '/organisations/vilkha', '/permissions'],
		[speaker]: [
			'/account/organisations',
			`${mine}/invite`,
			`${mine}/leave`,
			'/organisations/register'
		],
		'resident.brody': ['/account/organisations'],
		'coordinator.zhydachiv': [
			'/desk/organisations',
			atDesk,
			`${atDesk}?act=end`,
			`${atDesk}?act=remove&about=${representative}`,
			waiting,
			`${waiting}?act=refuse`,
			'/organisations/register'
		]
	};
}
