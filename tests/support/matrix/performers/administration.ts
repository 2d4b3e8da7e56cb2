import { profileNumberNames } from '#core/administration/model.ts';
import type { Trilingual } from '#core/kernel/text.ts';
import type { Stage } from '../stage.ts';
import { form, isoDay, page, reason, type Performers } from './model.ts';
import { contact, invited } from './staff.ts';

const names = (path: string, name: Trilingual) =>
	Object.fromEntries(Object.entries(name).map(([lang, words]) => [`${path}.${lang}`, words]));
const centre = ({ centre: { name, host } }: Stage) => ({
	...names('name', name),
	...names('host', host),
	version: '1',
	...contact
});
const authority = ({ authority: one }: Stage): Record<string, string> => ({
	version: '1',
	kind: one.kind,
	areaId: one.areaId,
	...names('name', one.name),
	code: one.code,
	hostCentreId: one.hostCentreId,
	profileId: one.defaultProfileId,
	address: 'пл. Ринок, 1',
	email: 'rada@example.org',
	phone: '+380 32 000 00 01',
	site: 'https://example.org',
	decidingBody: 'міська рада'
});
const profile = ({ profile: one }: Stage): Record<string, string> => {
	const numbers = profileNumberNames.map((name) => [name, String(one[name] ?? '')] as const);
	const longer = { reportDays: String(one.reportDays + 1) };
	return { ...Object.fromEntries(numbers), ...longer, version: String(one.version), reason };
};
const account = (name: string, act: string) => (stage: Stage) =>
	`/admin/accounts/${name === '' ? stage.suspended : stage.cast.get(name)!.id!}?/${act}`;
const end = ({ cast, centre }: Stage) => {
	const holder = { account: cast.get('consultant')!.id!, role: 'consultant', where: centre.id };
	return `/admin/roles/end?${new URLSearchParams(holder).toString()}`;
};
const invitation = ({ staffInvitation }: Stage) => `/admin/invitations/${staffInvitation}`;
const proposal = (stage: Stage) => `/admin/proposals/${stage.proposal}`;
const nothing = { on: 'nothing' } as const;

/** What administrators do alone, and what needs two of them. */
export const administration: Performers = {
	'admin.read': [
		page(() => '/admin', nothing),
		page(() => '/admin/roles', nothing),
		page(() => '/admin/roles/ended', nothing),
		page(() => '/admin/conflicts', nothing),
		page(proposal, nothing)
	],
	'authority.write': [
		form(({ authority }) => `/admin/authorities/${authority.slug}`, authority, nothing),
		form(
			() => '/admin/authorities/new',
			(stage) => ({ ...authority(stage), code: 'QQQ' }),
			nothing
		)
	],
	'centre.write': [
		form(
			({ centre }) => `/admin/centres/${centre.slug}`,
			(stage) => ({ ...centre(stage), serves: stage.served }),
			nothing
		),
		form(
			() => '/admin/centres/new',
			(stage) => ({ ...centre(stage), areaId: stage.cast.get('author')!.actor!.areaId }),
			nothing
		)
	],
	'accessibility.ask': [page(() => '/accessibility/request', nothing)],
	'accessibility.answer': [
		page(() => '/admin/accessibility', nothing),
		form(
			({ accessRequestId }) => `/admin/accessibility/${accessRequestId}?/answer`,
			() => ({ version: '1', outcome: 'mended', answer: reason }),
			nothing
		),
		form(
			({ accessRequestId }) => `/admin/accessibility/${accessRequestId}?/delay`,
			(stage) => ({ version: '1', until: isoDay(stage, 40), reason }),
			nothing
		)
	],
	'account.suspend': [
		page(({ suspended }) => `/admin/accounts/${suspended}`, nothing),
		form(account('declared', 'suspend'), () => ({ reason, sure: 'yes' }), nothing),
		form(account('', 'resume'), () => ({ reason }), nothing)
	],
	'contribution.hideAtOnce': [
		form(
			() => '/admin/emergency',
			({ ofAnother }) => ({
				words: `${ofAnother.id}.1`,
				ground: 'M2_violence',
				reason,
				sure: 'yes'
			}),
			{ on: 'ofAnother' }
		)
	],
	'proposal.make': [
		form(
			() => '/admin/roles/invite',
			({ centre }) => ({ role: 'coordinator', centreId: centre.id, ...invited, reason }),
			nothing
		),
		form(end, () => ({ reason }), nothing),
		form(({ profile }) => `/admin/profiles/${profile.id}`, profile, nothing),
		form(
			() => '/admin/invitations?/withdraw',
			({ staffInvitation }) => ({ id: staffInvitation }),
			nothing
		),
		form(invitation, () => ({}), nothing)
	],
	'proposal.decide': [
		form(proposal, () => ({ outcome: 'approved' }), { on: 'proposal' }),
		form(proposal, () => ({ outcome: 'rejected', remark: reason }), { on: 'proposal' })
	]
};
