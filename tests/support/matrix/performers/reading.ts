import { afterReport, consultation, page, read, seqOf, type Performers } from './model.ts';

export const reading: Performers = {
	'area.read': [read(() => '/areas')],
	'authority.read': [
		read(() => '/authorities'),
		page((stage) => `/authorities/${stage.authority.slug}`)
	],
	'centre.read': [read(() => '/centres'), page((stage) => `/centres/${stage.centre.slug}`)],
	'ruleProfile.read': [read(() => '/rule-profiles')],
	'consultation.read': [read(consultation('')), page(consultation('')), page(() => '/feed.atom')],
	'contribution.read': [
		read(consultation('/contributions')),
		page((stage) => consultation(`/contributions/${seqOf(stage.own)}`)(stage))
	],
	'poll.read': [read((stage) => `/polls/${stage.poll.id}`)],
	'report.read': [
		read(consultation('/report'), { on: 'consultation', when: afterReport }),
		page(consultation('/report.csv'), { on: 'consultation', when: afterReport })
	],
	// Topics of desks and accounts: tests/live, and the live part of tests/long/matrix-fields.test.ts.
	'live.read': [read((stage) => `/events/poll?topic=c:${stage.number}`)],
	'log.read': [page(() => '/log'), page(() => '/log.csv')],
	infrastructure: [page(() => '/healthz')],
	'account.register': [page(() => '/register')],
	'session.start': [page(() => '/sign-in')],
	'receipt.read': [page(() => '/check')],
	'log.readWhole': [
		page(() => '/admin/log', { on: 'nothing' }),
		page(() => '/admin/log.csv', { on: 'nothing' })
	]
};
