import { eq } from 'drizzle-orm';
import type { Demo } from '../server.ts';
import type { Pages } from './model.ts';

/** Where it leads, for the code of an invitation that is none. */
const noInvitation = '/invitation/2222-2222-2222-2222';

/** What administrators see, and coordinators of their staff; the demo has something that waits for each. */
export async function administrationPages({ app, actorOf }: Demo): Promise<Pages> {
	const { db, t } = app.storage;
	const [waiting] = await db.select().from(t.adminProposals);
	const asked = (await db.select().from(t.accessibilityRequests)).at(-1)!;
	const [invited] = await db
		.select()
		.from(t.invitations)
		.where(eq(t.invitations.scopeId, 'cip-zhydachiv'));
	const coordinator = await actorOf('coordinator.zhydachiv');
	const { code } = await app.staff.printInvitation(coordinator, { id: invited!.id });
	const holder = (account: string, role: string, where: string) =>
		new URLSearchParams({ account, role, where }).toString();
	return {
		'': ['/invitation', `/invitation/${code}`, noInvitation],
		'admin.network': [
			'/admin',
			'/admin/accessibility',
			`/admin/accessibility/${asked.id}`,
			'/admin/accounts',
			'/admin/accounts/off-sokal',
			'/admin/accounts/adm-network',
			'/admin/authorities',
			'/admin/authorities/gmina-lubycza-krolewska',
			'/admin/authorities/new',
			'/admin/authorities/new?kind=hromada_council&q=Турк',
			'/admin/authorities/new?kind=gmina&area=0618053',
			'/admin/centres',
			'/admin/centres/cip-turka',
			'/admin/centres/new?q=Турка',
			'/admin/centres/new?area=UA46080190010014284',
			'/admin/conflicts',
			'/admin/emergency?number=UA-ZHD-2026-001/1',
			'/admin/invitations',
			'/admin/log',
			`/admin/invitations/${invited!.id}`,
			'/admin/profiles',
			'/admin/profiles/viche-standard',
			'/admin/proposals',
			`/admin/proposals/${waiting!.id}`,
			'/admin/roles',
			`/admin/roles/end?${holder('off-sokal', 'official', 'sokal-rada')}`,
			'/admin/roles/ended',
			'/admin/roles/invite'
		],
		'coordinator.zhydachiv': [
			'/desk/staff',
			'/desk/staff/end?account=con-zhydachiv&centre=cip-zhydachiv',
			`/desk/staff/invitations/${invited!.id}`,
			'/desk/centre',
			'/desk/conflicts',
			'/desk/conflicts/staff'
		]
	};
}
