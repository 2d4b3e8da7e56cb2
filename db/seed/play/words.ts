import { dayOf } from '../../../src/core/kernel/time.ts';
import type { SeedContribution, SeedReply } from './model.ts';
import { contributionId, visitor, type Scene, type Step } from './scene.ts';

/** What people write, correct, withdraw and reply. */
export function words(scene: Scene): Step[] {
	return scene.seed.contributions.flatMap((one) => [
		written(scene, one),
		...changed(scene, one),
		...replies(scene, one)
	]);
}

function written(scene: Scene, one: SeedContribution): Step {
	const at = scene.at(one.day, one.time);
	return {
		at,
		async run() {
			const { id, seq } = await (one.entered ? enter(scene, one, at) : write(scene, one));
			if (seq !== one.n) throw new Error(`${scene.seed.id}: number ${one.n} became ${seq}`);
			scene.contributions.set(one.n, id);
		}
	};
}

function write({ app, actor, number }: Scene, one: SeedContribution) {
	return app.contributions.write(actor(one.author), {
		number,
		kind: one.kind,
		text: one.text,
		paragraphId: one.paragraph,
		display: one.displayAs,
		organisationId: one.organisation,
		language: one.language
	});
}

function enter(scene: Scene, one: SeedContribution, at: number) {
	const { app, actor, neighbours, number, authority, on } = scene;
	const { by, received, ...entered } = one.entered!;
	const { name, areaId } = neighbours.get(one.author) ?? actor(one.author);
	const enteredOn = dayOf(at, authority.timeZone);
	return app.contributions.enter(actor(by), {
		number,
		...entered,
		kind: one.kind,
		text: one.text,
		paragraphId: one.paragraph,
		name,
		areaId,
		display: one.displayAs,
		// Seeding in the first minute of a day enters the day's papers on the day before.
		receivedOn: on(received) < enteredOn ? on(received) : enteredOn,
		language: one.language
	});
}

function changed(scene: Scene, { n, author, corrected, withdrawn }: SeedContribution): Step[] {
	const { app, at, actor } = scene;
	const steps: Step[] = [];
	if (corrected)
		steps.push({
			at: at(corrected.day, corrected.time),
			async run() {
				const { id, version } = await app.contributions.bySeq(visitor, {
					number: scene.number,
					seq: n
				});
				await app.contributions.correct(actor(author), { id, version, text: corrected.text });
			}
		});
	if (withdrawn)
		steps.push({
			at: at(withdrawn.day, withdrawn.time),
			run: async () => app.contributions.withdraw(actor(author), { id: contributionId(scene, n) })
		});
	return steps;
}

function replies(scene: Scene, { n, replies }: SeedContribution): Step[] {
	const ids = new Map<string, string>();
	return replies.map((reply: SeedReply) => ({
		at: scene.at(reply.day, reply.time),
		async run() {
			const { id } = await scene.app.contributions.reply(scene.actor(reply.author), {
				contributionId: contributionId(scene, n),
				text: reply.text,
				parentReplyId: reply.parent && ids.get(reply.parent),
				organisationId: reply.organisation
			});
			ids.set(reply.id, id);
		}
	}));
}
