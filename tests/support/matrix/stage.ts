import { eq } from 'drizzle-orm';
import type { Phase } from '#core/consultations/model.ts';
import type { Actor } from '#core/kernel/actor.ts';
import { dayOf, type TimeZone } from '#core/kernel/time.ts';
import { quarterAt, quarterName } from '#core/plans/model.ts';
import { prose, reasons, signedBy } from '../reports.ts';
import type { Demo } from '../server.ts';
import { completeDraft, day } from '../world.ts';
import { addDrawn, castOf, type Player } from './cast.ts';
import { clockOf, draftDays } from './clock.ts';
import type { Thing } from './expected.ts';
import { setPeople } from './people.ts';

const number = 'UA-ZHD-2026-001';
const system = { kind: 'system', job: 'test' } as const;
/** Words that were taken out of sight. */
export const secretWords = 'Слова-яких-ніхто-не-має-бачити';

/** Phases in which somebody could ask for an announced consultation by its number. */
export const announcedPhases = [
	'announced',
	'open',
	'analysis',
	'report_overdue',
	'reported',
	'decided',
	'suspended',
	'cancelled',
	'archived'
] as const satisfies readonly Phase[];

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** One consultation of the demo that can be put into each phase, with something of every kind in it. */
export async function setStage(demo: Demo) {
	const { app } = demo;
	const { storage } = app;
	const { db, t } = storage;
	const page = await app.consultations.page({ kind: 'visitor' }, { number });
	const poll = page.polls.find(({ kind }) => kind === 'single')!;
	const [consultation] = await db
		.select()
		.from(t.consultations)
		.where(eq(t.consultations.number, number));
	const { id, authorityId, hostCentreId } = consultation!;
	const { areaIds } = (await app.polls.byId({ kind: 'visitor' }, { id: poll.id })).consultation;
	const authorities = await db.select().from(t.authorities);
	const centres = await db.select().from(t.centres);
	const areas = await db.select().from(t.areas);
	const livable = areas.filter(({ kind }) => kind === 'settlement' || kind === 'gmina');
	const isHere = ({ path }: { path: string[] }) => areaIds.some((one) => path.includes(one));
	const host = centres.find((one) => one.id === hostCentreId)!;
	const otherCentreId = centres.find(({ raionId }) => raionId !== host.raionId)!.id;
	const home = livable.find(isHere)!;
	const cast = await castOf(demo, {
		home: home.id,
		elsewhere: livable.find((area) => !isHere(area))!.id,
		authorityId,
		otherAuthorityId: authorities.find((one) => one.id !== authorityId)!.id,
		centreId: hostCentreId!,
		otherCentreId
	});
	const actorOf = (name: string) => cast.get(name)!.actor!;

	const write = (name: string, text: string) =>
		app.contributions.write(actorOf(name), { number, kind: 'proposal', text, display: 'resident' });
	const hide = async ({ id, version }: { id: string; version: number }) =>
		app.moderation.decide(actorOf('consultant'), {
			id,
			version,
			action: 'hidden',
			ground: 'M5_insult',
			reason: 'Текст ображає сусіда, у другому реченні.'
		});
	const own = await write('author', 'Додайте лавку біля центру.');
	const ofAnother = await write('declared', 'Посадіть дерева біля школи.');
	// Staff write from private accounts; should they not, it is still nothing for themselves to judge.
	const ofConsultant = await write('declared', 'Поставте ліхтар біля зупинки.');
	await storage.write(system, ({ db, t }) =>
		db
			.update(t.contributions)
			.set({ accountId: cast.get('consultant')!.id })
			.where(eq(t.contributions.id, ofConsultant.id))
	);
	const judged = await write('author', `${secretWords}: перше.`);
	const { id: decisionId } = await hide(judged);
	const appealed = await write('author', `${secretWords}: друге.`);
	const { id: appealedDecision } = await hide(appealed);
	const appeal = await app.moderation.appeal(actorOf('author'), {
		decisionId: appealedDecision,
		text: 'Це не образа, а прохання до міської ради.'
	});
	const [drawn] = await db.select().from(t.appeals).where(eq(t.appeals.id, appeal.id));
	const again = await write('author', `${secretWords}: третє.`);
	const { id: ownDecision } = await hide(again);
	const ownAppeal = await app.moderation.appeal(actorOf('author'), {
		decisionId: ownDecision,
		text: 'І це не образа, а прохання до міської ради.'
	});
	const answered = await write('author', 'Зробіть пандус біля входу.');
	const disputed = await write('author', 'Полагодьте сходи до річки.');
	await app.answers.give(actorOf('official'), {
		answered: [answered, disputed].map((one) => ({ contributionId: one.id, status: 'accepted' })),
		reasons
	});
	await storage.write(system, ({ db, t, now }) =>
		db.insert(t.disputes).values({
			contributionId: disputed.id,
			consultationId: id,
			text: 'Це не відповідь.',
			at: now()
		})
	);
	const drafted = { ...completeDraft, ...draftDays(storage.now()) };
	const authority = authorities.find((one) => one.id === authorityId)!;
	const draft = await app.drafts.start(actorOf('official'), {
		authority: authority.slug,
		draft: drafted
	});
	const [content] = await db.select().from(t.consultations).where(eq(t.consultations.id, id));

	/** Coordinators of the centre that was drawn for the appeal; not known before the lot fell. */
	const drawnCoordinator = await addDrawn(demo, drawn!.centreId);
	// One against a decision of their own: the lot fell on whoever decided, which must not help.
	await storage.write(system, async ({ db, t }) => {
		const { id: decidedBy } = drawnCoordinator;
		await db
			.update(t.moderationDecisions)
			.set({ decidedBy: decidedBy! })
			.where(eq(t.moderationDecisions.id, ownDecision));
		await db
			.update(t.appeals)
			.set({ centreId: drawn!.centreId })
			.where(eq(t.appeals.id, ownAppeal.id));
	});
	const players: Player[] = [...cast.values(), drawnCoordinator];
	const plan = await setPlan(demo, actorOf('official'), authority);
	const accessRequestId = await askForAccess(demo);

	const people = await setPeople(demo, {
		cast,
		centreId: host.id,
		otherCentreId,
		drawn: { centreId: drawn!.centreId, coordinatorId: drawnCoordinator.id! },
		profileId: authority.defaultProfileId
	});

	const about = { authorityId, centreId: hostCentreId! };
	const authorId = cast.get('author')!.id;
	const things = {
		nothing: {},
		consultation: about,
		poll: { ...about, areaIds },
		own: { ...about, ownerId: authorId },
		ofAnother: { ...about, ownerId: cast.get('declared')!.id },
		ofConsultant: { ...about, ownerId: cast.get('consultant')!.id },
		appeal: {
			centreId: drawn!.centreId,
			ownerId: authorId,
			earlierId: cast.get('consultant')!.id
		},
		ownAppeal: {
			centreId: drawn!.centreId,
			ownerId: authorId,
			earlierId: drawnCoordinator.id
		},
		...people.things
	} satisfies Record<string, Thing>;

	/** Puts the consultation into a phase; whether paper that came in time may still be entered goes with it. */
	async function inPhase(phase: Phase, { lateIntake = false } = {}): Promise<void> {
		const now = storage.now();
		const clock = clockOf(phase, now);
		const zone = authority.timeZone;
		const closesOn = dayOf(clock.closesAt - 1, zone);
		const reported = clock.reportedAt !== null;
		await storage.write(system, async ({ db, t }) => {
			await db
				.update(t.consultations)
				.set({
					...clock,
					pending: 0,
					content: {
						...content!.content!,
						closesOn,
						lateIntakeUntil: dayOf(lateIntake ? now + day : clock.closesAt - 1, zone)
					}
				})
				.where(eq(t.consultations.id, id));
			await db.delete(t.reports).where(eq(t.reports.consultationId, id));
			if (reported)
				await db.insert(t.reports).values({
					consultationId: id,
					version: 1,
					prose,
					signedBy,
					figures: (await someFigures(demo))!,
					publishedBy: cast.get('official')!.id!,
					publishedAt: now - day
				});
			await db
				.insert(t.reportDrafts)
				.values({ consultationId: id, prose, signedBy, version: 1, revisedAt: now })
				.onConflictDoNothing();
			await db.delete(t.changes).where(eq(t.changes.consultationId, id));
		});
	}

	/** Who stopped it: only they resume it. */
	async function stoppedBy(role: 'official' | 'coordinator'): Promise<void> {
		await storage.write(system, async ({ db, t, now }) => {
			await db.delete(t.changes).where(eq(t.changes.consultationId, id));
			await db.insert(t.changes).values({
				id: `stopped-by-${role}`,
				consultationId: id,
				kind: 'suspended',
				reason: 'Триває тривога.',
				by: cast.get(role)!.id!,
				role,
				at: now()
			});
		});
	}

	return {
		...people,
		...plan,
		accessRequestId,
		demo,
		cast,
		/** Where most of them live, as they type it. */
		home: { place: home.name.uk, areaId: home.id },
		players,
		things,
		inPhase,
		stoppedBy,
		number,
		id,
		poll,
		draft,
		authority,
		centre: host,
		own,
		ofAnother,
		ofConsultant,
		judged,
		appealed,
		answered,
		disputed,
		decisionId,
		appealId: appeal.id,
		ownAppealId: ownAppeal.id
	};
}

/** A line in the plan that everybody reads, and a year whose plan nobody outside has seen. */
async function setPlan(
	{ app }: Demo,
	official: Actor,
	{
		id: authorityId,
		slug,
		areaId,
		timeZone
	}: { id: string; slug: string; areaId: string; timeZone: TimeZone }
) {
	const preparedYear = 2099;
	const words = {
		title: { uk: 'Мережа бібліотек громади', pl: '', en: '' },
		topic: 'culture',
		areaIds: [areaId],
		why: 'Бібліотеки просять різні години роботи.'
	};
	const quarter = quarterName(quarterAt(app.storage.now(), timeZone));
	const { id } = await app.plans.add(official, { authority: slug, quarter, ...words });
	await app.storage.write(system, ({ db, t }) =>
		db.insert(t.plannedConsultations).values({
			...words,
			topic: 'culture',
			id: 'planned-in-preparation',
			authorityId,
			year: preparedYear,
			quarter: 1,
			addedLater: false,
			version: 1
		})
	);
	return { plannedId: id, preparedYear };
}

async function askForAccess({ app }: Demo): Promise<string> {
	const { number } = await app.accessibility.ask(
		{ kind: 'visitor' },
		{
			what: 'Кнопка не має назви.',
			page: '',
			wish: '',
			way: 'code',
			email: '',
			trap: '',
			language: 'uk',
			address: ''
		}
	);
	const { accessibilityRequests: one } = app.storage.t;
	const [asked] = await app.storage.db.select().from(one).where(eq(one.number, number));
	return asked!.id;
}

/** Of another report of the demo: what was counted does not matter here. */
async function someFigures({ app }: Demo) {
	const { db, t } = app.storage;
	const [report] = await db.select({ figures: t.reports.figures }).from(t.reports).limit(1);
	return report?.figures;
}
