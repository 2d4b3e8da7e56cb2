import { freeConsents } from '#core/privacy/model.ts';
import { api, consultation, form, page, read, seqOf, type Performers } from './model.ts';

export const account: Performers = {
	'account.readOwn': [read(() => '/session'), page(() => '/account')],
	'notice.readOwn': [
		read(() => '/account/notices'),
		api(
			'POST',
			() => '/account/notices/read',
			() => ({}),
			{ on: 'nothing' }
		)
	],
	'follow.readOwn': [read(() => '/account/follows'), page(() => '/account/follows')],
	'follow.change': [
		api('PUT', ({ number }) => `/account/follows/consultation/${number}`, undefined, {
			on: 'nothing'
		}),
		form(consultation('?/follow'), () => ({ follow: 'yes' }), { on: 'nothing' }),
		form(
			() => '/account/follows?/start',
			({ number }) => ({ kind: 'consultation', of: number }),
			{ on: 'nothing' }
		)
	],
	'log.readOwn': [page(() => '/account/log')],
	'contribution.readOwn': [
		page((stage) => consultation(`/contributions/${seqOf(stage.own)}/own`)(stage), {
			on: 'own',
			hides: true
		})
	],
	'account.change': [
		form(
			() => '/account/data/change',
			() => ({ version: '1', name: 'Інше Ім’я', display: 'resident', language: 'pl' }),
			{ on: 'nothing' }
		),
		form(
			() => '/account/data?/give',
			() => ({ kind: freeConsents[0] }),
			{ on: 'nothing' }
		)
	],
	'account.erase': [page(() => '/account/erase')],
	'data.export': [page(() => '/account/data/export'), page(() => '/account/data/export.json')],
	'account.recover': [page(() => '/recover'), page(() => '/card')],
	'invitation.accept': [
		page(() => '/invitation'),
		page(({ invitationCode }) => `/invitation/${invitationCode}`)
	],
	'permission.read': [read(() => '/permissions'), page(() => '/permissions')]
};
