import type { App } from '../../src/core/app.ts';
import type { Draft } from '../../src/core/consultations/content.ts';
import { textFromParagraphs } from '../../src/core/consultations/paragraphs.ts';
import type { AccountActor } from '../../src/core/kernel/actor.ts';
import type { Trilingual } from '../../src/core/kernel/text.ts';
import { addDays, dayOf, startOfDay } from '../../src/core/kernel/time.ts';
import type { PollKind } from '../../src/core/polls/model.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { crowdFor, type SeedPoll } from './crowd.ts';

type Counted = Pick<
	Draft,
	'cannotChange' | 'why' | 'affectedGroups' | 'options' | 'decidingBody' | 'offlineChannels'
>;

export interface SeedConsultation extends Omit<Counted, 'cannotChange'> {
	id: string;
	authority: string;
	hostCentre: string;
	ruleProfile: string;
	language: 'uk' | 'pl';
	areas: string[];
	title: Trilingual;
	summary: Trilingual;
	whatCanChange: string[];
	whatCannotChange: Draft['cannotChange'];
	shortTermReason?: string;
	document: { title: string; paragraphs: { heading: string | null; text: string }[] };
	responsible: Draft['responsible'];
	legalBasis?: { resolution: string; link: string };
	days: { announced: number; opens: number; closes: number };
	polls: (SeedPoll & { kind: PollKind; question: string })[];
	contributions: SeedContribution[];
	flags: {
		contribution: number;
		by: string;
		ground: string;
		note: string;
		day: number;
		time: string;
	}[];
	moderation: SeedDecision[];
}
interface SeedContribution {
	n: number;
	kind: string;
	author: string;
	organisation?: string;
	displayAs: string;
	language: 'uk' | 'pl';
	day: number;
	time: string;
	paragraph?: string;
	text: string;
}
interface SeedDecision {
	contribution: number;
	action: string;
	ground: string;
	reason: string;
	fragment: string | null;
	decidedBy: string;
	day: number;
	time: string;
}

/** Something that happens at an instant. */
export interface Step {
	at: number;
	run(): Promise<unknown>;
}

interface Stage {
	app: App;
	storage: Storage;
	actors: Map<string, AccountActor>;
	now: number;
}

const hour = 3_600_000;

/** The life of one consultation as steps; days count from the day of seeding. */
export async function playConsultation(stage: Stage, seed: SeedConsultation): Promise<Step[]> {
	const { app, storage, actors, now } = stage;
	const { db, t } = storage;
	const [authority] = (await db.select().from(t.authorities)).filter(
		({ id }) => id === seed.authority
	);
	if (!authority) throw new Error(`${seed.id}: no authority ${seed.authority}`);
	const today = dayOf(now, authority.timeZone);
	const on = (day: number) => addDays(today, day);
	const at = (day: number, time: string) => {
		const [hours, minutes] = time.split(':').map(Number);
		const instant = startOfDay(on(day), authority.timeZone) + hours! * hour + minutes! * 60_000;
		// Today's entries may lie ahead of the hour of seeding.
		return Math.min(instant, now - 60_000);
	};
	const official = [...actors.values()].find(({ roles }) =>
		roles.some(({ role, scopeId }) => role === 'official' && scopeId === authority.id)
	);
	if (!official) throw new Error(`${seed.id}: no official of ${seed.authority}`);
	let number = '';
	const seqs = new Map<number, number>();
	const visitor = { kind: 'visitor' } as const;

	const steps: Step[] = [
		{
			at: at(seed.days.announced, '09:00'),
			async run() {
				const started = await app.drafts.start(official, {
					authority: authority.slug,
					draft: draftOf(seed, on)
				});
				number = (await app.drafts.announce(official, started)).number;
			}
		}
	];
	const firstMoment = startOfDay(on(seed.days.opens), authority.timeZone) + 7 * hour;
	for (const one of seed.contributions)
		steps.push({
			at: Math.max(at(one.day, one.time), firstMoment + one.n * 1000),
			async run() {
				const written = await app.contributions.write(actors.get(one.author)!, {
					number,
					kind: one.kind,
					text: one.text,
					paragraphId: one.paragraph,
					display: one.displayAs === 'organisation' ? 'name' : one.displayAs,
					organisationId: one.organisation,
					language: one.language
				});
				seqs.set(one.n, written.seq);
			}
		});
	const contribution = (n: number) =>
		app.contributions.bySeq(visitor, { number, seq: seqs.get(n) ?? 0 });
	for (const flag of seed.flags)
		steps.push({
			at: at(flag.day, flag.time),
			run: async () =>
				app.moderation.flag(actors.get(flag.by) ?? visitor, {
					contributionId: (await contribution(flag.contribution)).id,
					ground: flag.ground,
					note: flag.note
				})
		});
	for (const decision of seed.moderation)
		steps.push({
			at: at(decision.day, decision.time),
			async run() {
				const { id, version } = await contribution(decision.contribution);
				await app.moderation.decide(actors.get(decision.decidedBy)!, {
					contributionId: id,
					version,
					action: decision.action,
					ground: decision.ground,
					reason: decision.reason,
					fragment: decision.fragment ?? undefined
				});
			}
		});
	if (seed.days.opens <= 0)
		steps.push({
			at: Math.min(at(Math.min(seed.days.closes, 0), '12:00'), now - 30_000),
			async run() {
				const { polls } = await app.consultations.page(visitor, { number });
				await crowdFor(stage, { seed, authority, polls });
			}
		});
	return steps;
}

function draftOf(seed: SeedConsultation, on: (day: number) => string): Partial<Draft> {
	return {
		title: seed.title,
		summary: seed.summary,
		canChange: seed.whatCanChange,
		cannotChange: seed.whatCannotChange,
		why: seed.why,
		affectedGroups: seed.affectedGroups,
		options: seed.options,
		documentTitle: seed.document.title,
		documentText: textFromParagraphs(seed.document.paragraphs),
		polls: seed.polls.map(({ kind, question, options }) => ({
			kind,
			question,
			options: options.map(({ text }) => text)
		})),
		ruleProfileId: seed.ruleProfile,
		shortTermReason: seed.shortTermReason ?? '',
		areaIds: seed.areas,
		opensOn: on(seed.days.opens),
		closesOn: on(seed.days.closes),
		responsible: seed.responsible,
		decidingBody: seed.decidingBody,
		hostCentreId: seed.hostCentre,
		offlineChannels: seed.offlineChannels,
		resolution: {
			number: seed.legalBasis?.resolution ?? '',
			link: seed.legalBasis?.link ?? ''
		}
	};
}
