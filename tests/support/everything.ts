import { expect } from 'vitest';
import { searchedKinds } from '#core/search/model.ts';
import { hromada } from './places.ts';
import { answerAll, prose, signedBy } from './reports.ts';
import { day, type World } from './world.ts';

const visitor = { kind: 'visitor' } as const;
const job = { kind: 'system', job: 'test' } as const;

/** What people do and look at, with every order and filter; the rest is in tests/server/matrix.test.ts. */
export async function doEverything(world: World): Promise<void> {
	const page = await world.open();
	await takePart(world, page);
	await lookAround(world, page);
	await close(world, page.number);
}

type Page = Awaited<ReturnType<World['announced']>>;

async function takePart(world: World, { number, polls, paragraphs }: Page): Promise<void> {
	const { app, olena, stepan, iryna, consultant, speaker } = world;
	const { id } = await world.write(olena, number);
	const paragraphId = paragraphs[0]!.id;
	const remark = await world.write(stepan, number, { kind: 'remark', paragraphId });
	await world.write(speaker, number, { organisationId: 'spilka' });
	await app.contributions.support(iryna, { contributionId: id });
	await app.contributions.reply(iryna, { contributionId: id, text: 'Згодна.', display: 'name' });
	await app.contributions.correct(olena, {
		id,
		version: 1,
		text: 'Додайте дві лавки біля центру.'
	});
	await app.polls.cast(stepan, {
		pollId: polls[0]!.id,
		choice: { option: polls[0]!.options[0]!.id },
		key: 'once'
	});
	await app.moderation.flag(iryna, { id: remark.id, ground: 'M6_spam', note: '' });
	await app.moderation.queue(consultant, { cursor: `1.${id}.` });
	await app.moderation.claim(consultant, { id: remark.id });
	const reason = 'Те саме надіслано багато разів поспіль, без потреби.';
	const decision = { action: 'hidden', ground: 'M6_spam', reason } as const;
	const decided = await app.moderation.decide(consultant, {
		id: remark.id,
		version: 1,
		...decision
	});
	await app.moderation.appeal(stepan, {
		decisionId: decided.id,
		text: 'Це не повтор, а зауваження до іншого абзацу.'
	});
}

async function lookAround({ app, olena }: World, { number, paragraphs }: Page): Promise<void> {
	const topic = `c:${number}`;
	const narrowings = [
		{},
		{ kind: 'remark' },
		{ paragraphId: paragraphs[0]!.id },
		{ channel: 'online' },
		{ organisations: true }
	] as const;
	for (const sort of ['new', 'old', 'support', 'unanswered'] as const)
		for (const cursor of [undefined, '0.9', '1.9'])
			for (const narrowed of narrowings)
				await app.contributions.list(visitor, { number, sort, cursor, ...narrowed });
	await app.contributions.remarksBeside(visitor, { number });
	await app.contributions.clarifications(visitor, { contributionIds: ['one'] });
	const phases = ['announced', 'open', 'analysis', 'report_overdue'] as const;
	const later = ['reported', 'decided', 'suspended', 'cancelled'] as const;
	const after = '1.00000000-0000-0000-0000-000000000000';
	for (const phase of [undefined, ...phases, ...later])
		for (const where of [{}, { authority: 'zhydachiv-rada' }, { areaId: 'stryi' }])
			for (const part of phase ? [phase] : ['open', 'announced', 'others'])
				for (const cursor of [undefined, `${part}.${after}`])
					await app.consultations.list(visitor, { phase, cursor, ...where });
	await app.consultations.list(visitor, { q: 'статут', phase: 'open', areaId: 'stryi' });
	await app.consultations.list(visitor, { topic: 'transport', phase: 'open' });
	await app.consultations.list(visitor, { topic: 'transport', language: 'uk', sort: 'announced' });
	await app.consultations.list(visitor, { language: 'uk' });
	for (const kind of searchedKinds)
		for (const q of ['громада', 'лавкам біля центру', 'жителии'])
			for (const narrowed of [{}, { areaId: 'stryi' }, { phase: 'open', topic: 'health' } as const])
				await app.search.page(visitor, { q, kind, lang: 'uk', ...narrowed });
	await app.consultations.front(visitor, undefined);
	await app.consultations.frontOf(visitor, { areaIds: [hromada, 'stryi', 'oblast'] });
	await app.consultations.countsByArea(visitor, undefined);
	await app.consultations.late(visitor, undefined);
	await app.consultations.wereLate(visitor, { cursor: `1.${after}` });
	for (const where of [{}, { areaId: 'stryi' }])
		await app.reports.lately(visitor, { ...where, limit: 3 });
	await app.areas.hromadasNamed(visitor, { q: 'Тейсарів' });
	await app.centres.for(visitor, { areaId: 'stryi', at: { lat: 49, lon: 24 } });
	await app.consultations.feed(visitor, {});
	await app.consultations.feed(visitor, { number });
	const head = await app.live.head(visitor, { topic });
	const events = await app.live.since(visitor, { topic, offset: 0, limit: 100 });
	expect(events).toHaveLength(head!.o);
	await app.live.render(visitor, { events });
	await app.contributions.allOwn(olena, {});
	await app.polls.own(olena, undefined);
	for (const unread of [false, true])
		for (const about of [undefined, 'words'] as const)
			for (const cursor of [undefined, '00000000-0000-0000-0000-000000000000'])
				await app.notices.own(olena, { unread, about, cursor });
	for (const kind of ['consultation', 'authority'] as const)
		await app.follows.start(olena, { kind, of: kind === 'authority' ? 'zhydachiv-rada' : number });
	await app.follows.own(olena, undefined);
	await app.follows.placesToFollow(olena, undefined);
	await app.organisations.statements(visitor, { slug: 'spilka' });
}

async function close(world: World, number: string): Promise<void> {
	const { app, official } = world;
	world.moveTo('2026-12-30T10:00:00Z');
	await answerAll(world, number);
	await app.consultations.page(visitor, { number });
	await app.reports.publish(official, { number, prose, signedBy });
	await app.reports.page(visitor, { number });
	world.moveTo(new Date(world.now() + 60 * day).toISOString());
	await app.moderation.restoreOverdue(job, undefined);
	await app.verification.restoreSilentAppeals(job, undefined);
	await app.verification.tellOfEnds(job, undefined);
	await app.follows.tellOfClosing(job, undefined);
	await app.mail.take(job, undefined);
	await app.privacy.retain(job, undefined);
}
