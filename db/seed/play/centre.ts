import type { AccountActor } from '../../../src/core/kernel/actor.ts';
import type { SeedAppeal, SeedDecision, SeedFlag } from './model.ts';
import { contributionId, visitor, type Scene, type Stage, type Step } from './scene.ts';

/** The latest day whose words the centre has looked at; later ones wait at its desk. */
const lookedAt = -2;

/** Flags, the centre's look and its decisions, appeals. */
export function centre(scene: Scene): Step[] {
	const { flags, moderation, appeals } = scene.seed;
	return [
		...looks(scene),
		...flags.map((one) => flagged(scene, one)),
		...moderation.map((one) => decided(scene, one)),
		...appeals.flatMap((one) => appealed(scene, one))
	];
}

/** Each morning the centre looks at what came in the day before. */
function looks(scene: Scene): Step[] {
	const { seed, at } = scene;
	const consultant = [...scene.actors.values()].find(({ roles }) =>
		roles.some(({ role, scopeId }) => role === 'consultant' && scopeId === seed.hostCentre)
	);
	if (!consultant) throw new Error(`${seed.id}: no consultant of ${seed.hostCentre}`);
	const days = seed.contributions.flatMap(({ day, corrected, replies }) => [
		day,
		corrected?.day ?? day,
		...replies.map((reply) => reply.day)
	]);
	return [...new Set(days)]
		.filter((day) => day <= lookedAt)
		.map((day) => ({
			at: at(day + 1, '10:00'),
			run: () => look(scene, consultant)
		}));
}

async function look({ app }: Scene, consultant: AccountActor): Promise<void> {
	const { items } = await app.moderation.queue(consultant, { limit: 500 });
	await app.moderation.keep(consultant, {
		items: items
			.filter(({ flags }) => flags === 0)
			.map(({ contributionId, replyId, version }) => ({ id: replyId || contributionId, version }))
	});
}

function flagged(scene: Scene, { contribution, by, ground, note, ...when }: SeedFlag): Step {
	return {
		at: scene.at(when.day, when.time),
		run: async () =>
			scene.app.moderation.flag(scene.actor(by), {
				id: contributionId(scene, contribution),
				ground,
				note
			})
	};
}

function decided(scene: Scene, decision: SeedDecision): Step {
	const { app, at, actor } = scene;
	const { contribution, decidedBy, day, time, ...rest } = decision;
	return {
		at: at(day, time),
		async run() {
			const { id, version } = await app.contributions.bySeq(visitor, {
				number: scene.number,
				seq: contribution
			});
			await app.moderation.decide(actor(decidedBy), { id, version, ...rest });
		}
	};
}

function appealed(scene: Scene, { contribution, by, text, decided, ...made }: SeedAppeal): Step[] {
	const { app, at, actor } = scene;
	let id = '';
	return [
		{
			at: at(made.day, made.time),
			async run() {
				const author = actor(by);
				const [statement] = await app.moderation.ownStatements(author, {
					number: scene.number,
					seq: contribution
				});
				const appeal = await app.moderation.appeal(author, { decisionId: statement!.id, text });
				id = appeal.id;
			}
		},
		{
			at: at(decided.day, decided.time),
			async run() {
				const { outcome, reason } = decided;
				await app.moderation.decideAppeal(await drawn(scene, id), { id, outcome, reason });
			}
		}
	];
}

/** The coordinator on whom the lot has fallen. */
async function drawn({ app, actors, seed }: Stage & Pick<Scene, 'seed'>, appealId: string) {
	for (const actor of actors.values()) {
		if (!actor.roles.some(({ role }) => role === 'coordinator')) continue;
		const waiting = await app.moderation.appeals(actor, undefined);
		if (waiting.some(({ id }) => id === appealId)) return actor;
	}
	throw new Error(`${seed.id}: nobody has the appeal`);
}
