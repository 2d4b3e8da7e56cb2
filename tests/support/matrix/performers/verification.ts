import { atDesk } from '../../desk.ts';
import type { Stage } from '../stage.ts';
import { form, page, reason, text, type Performers } from './model.ts';

const settled = {
	outcome: 'other_person',
	note: 'Обидва центри порівняли документи: це різні люди.'
};
const fate = { outcome: 'restored', reason: `${reason} ${text}` };

/** Somebody with an account of their own, at the desk of the host centre. */
const atHome = ({ centre, cast, home }: Stage) => {
	const { surname, firstName, patronymic, birthDate, evidence } = atDesk();
	const who = { who: 'known', login: cast.get('declared')!.id!, ...home };
	const seen = { surname, firstName, patronymic, birthDate, evidence, adult: 'yes' };
	return { centreId: centre.id, ...who, ...seen, signed: 'yes' };
};
const newAtHome = (stage: Stage) => ({
	...atHome(stage),
	who: 'new',
	name: 'Нова Людина',
	language: 'uk'
});
const account = ({ centre, cast }: Stage) => ({
	centreId: centre.id,
	login: cast.get('declared')!.id!
});

export const verification: Performers = {
	'person.read': [form(() => '/desk/cards?/find', account, { on: 'ofAnother', looks: true })],
	'person.verify': [
		form(() => '/desk/verify?/verify', atHome, { on: 'ofAnother' }),
		form(() => '/desk/verify?/verify', newAtHome)
	],
	'card.issue': [
		form(
			() => '/desk/cards?/issue',
			(stage) => ({ ...account(stage), compared: 'yes' }),
			{ on: 'ofAnother' }
		)
	],
	'person.revoke': [
		page(({ verified }) => `/desk/verifications/${verified}`, { on: 'verified' }),
		form(
			({ verified }) => `/desk/verifications/${verified}`,
			() => ({ reason, confirmed: 'yes' }),
			{ on: 'verified' }
		)
	],
	'clash.settle': [
		page(({ clash }) => `/desk/clashes/${clash}`, { on: 'clash' }),
		form(
			({ clash }) => `/desk/clashes/${clash}`,
			() => settled,
			{ on: 'clash' }
		)
	],
	'verification.release': [
		form(
			() => '/desk/limits',
			({ cast, centre }) => ({
				consultant: `${cast.get('consultant')!.id!} ${centre.id}`,
				extra: '5',
				reason
			}),
			{ on: 'ofConsultant' }
		),
		form(
			() => '/desk/limits',
			({ cast, centre }) => ({
				consultant: `${cast.get('coordinator')!.id!} ${centre.id}`,
				extra: '5',
				reason
			}),
			{ on: 'ofCoordinator' }
		)
	],
	'revocation.appeal': [
		form(
			() => '/account/verification?/appeal',
			({ revoked }) => ({ id: revoked, text }),
			{ on: 'own', hides: true }
		)
	],
	'revocation.decide': [
		page(({ revocation }) => `/desk/revocations/${revocation}`, { on: 'revocation' }),
		form(
			({ revocation }) => `/desk/revocations/${revocation}`,
			() => fate,
			{ on: 'revocation' }
		),
		form(
			({ ownRevocation }) => `/desk/revocations/${ownRevocation}`,
			() => fate,
			{ on: 'ownRevocation' }
		)
	]
};
