import type { Stage } from '../stage.ts';
import { form, isoDay, page, read, reason, type Performers } from './model.ts';

const name = { 'name.uk': 'Спілка садівників', 'name.pl': 'Ogrodnicy', 'name.en': 'Gardeners' };
const registration = ({ centre, home }: Stage) => ({
	...name,
	country: 'UA',
	registerNumber: '40123454',
	...home,
	post: 'голова',
	centreId: centre.id,
	consent: 'yes'
});
const pending = (act: string) => (stage: Stage) =>
	`/desk/organisations/${stage.pendingOrganisation}?/${act}`;
const speaking = (act: string) => (stage: Stage) =>
	`/desk/organisations/${stage.organisation}?/${act}`;

export const organisations: Performers = {
	'organisation.read': [
		read(() => '/organisations'),
		page(() => '/organisations'),
		page(() => '/organisations/vilkha'),
		page(() => '/organisations/vilkha/feed.atom')
	],
	'organisation.register': [form(() => '/organisations/register', registration, { on: 'nothing' })],
	'organisation.manage': [
		form(
			({ organisation }) => `/account/organisations/${organisation}/invite`,
			() => ({ name: 'Ірина Мельник', post: 'секретарка', way: 'code' }),
			{ on: 'organisation' }
		),
		form(
			() => '/account/organisations?/withdraw',
			({ organisation, representativeInvitation }) => ({
				organisationId: organisation,
				id: representativeInvitation
			}),
			{ on: 'organisation' }
		)
	],
	'organisation.check': [
		page(({ pendingOrganisation }) => `/desk/organisations/${pendingOrganisation}`, {
			on: 'ofAnother'
		}),
		form(
			pending('verify'),
			(stage) => ({ kinds: 'letter', on: isoDay(stage, 0), signedBy: 'голова' }),
			{ on: 'ofAnother' }
		),
		form(pending('refuse'), () => ({ reason }), { on: 'ofAnother' }),
		form(speaking('end'), () => ({ reason }), { on: 'organisation' }),
		form(
			speaking('remove'),
			({ cast }) => ({ accountId: cast.get('representative')!.id!, reason }),
			{ on: 'organisation' }
		)
	]
};
