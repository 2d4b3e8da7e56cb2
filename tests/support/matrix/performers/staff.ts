import type { Stage } from '../stage.ts';
import { form, page, reason, type Performers } from './model.ts';

/** Somebody to invite, with a code on paper. */
export const invited = {
	name: 'Марія Савчук',
	post: 'бібліотекарка',
	email: '',
	language: 'uk'
};

const about = { on: 'consultation' } as const;
const end = ({ cast, centre }: Stage) =>
	`/desk/staff/end?account=${cast.get('consultant')!.id!}&centre=${centre.id}`;
const invitation = ({ staffInvitation }: Stage) => `/desk/staff/invitations/${staffInvitation}`;

/** Hours, phone and address, as a form sends them. */
export const contact = {
	address: 'вул. Шевченка, 5',
	phone: '+380 32 000 00 00',
	'hours.1.from': '9:00',
	'hours.1.to': '18:00'
};

/** What coordinators do for those who work in their centre, and what all who work there do. */
export const staff: Performers = {
	'conflict.declare': [
		form(
			() => '/desk/conflicts',
			() => ({ have: 'none', note: '' }),
			{ on: 'nothing' }
		)
	],
	'staff.read': [page(end, about), page(invitation, about)],
	'staff.assign': [
		form(
			() => '/desk/staff?/invite',
			({ centre }) => ({ centreId: centre.id, ...invited })
		),
		form(
			() => '/desk/staff?/withdraw',
			({ staffInvitation }) => ({ id: staffInvitation })
		),
		form(invitation, () => ({})),
		form(end, () => ({ reason }), { on: 'ofConsultant' })
	],
	'centre.revise': [
		form(
			() => '/desk/centre',
			({ centre }) => ({ slug: centre.slug, version: '1', ...contact })
		)
	]
};
