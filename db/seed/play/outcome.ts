import type { SeedAnswer, SeedDispute } from './model.ts';
import { contributionId, type Scene, type Step } from './scene.ts';

/** Answers, the report, the decision, and what authors say to their answers. */
export function outcome(scene: Scene): Step[] {
	const { answers, disputes } = scene.seed;
	return [
		...answers.map((one) => answered(scene, one)),
		...report(scene),
		...disputes.flatMap((one) => disputed(scene, one)),
		...decision(scene)
	];
}

function answered(scene: Scene, answer: SeedAnswer): Step {
	const { contributions, status, reasons, changedParagraphs, day } = answer;
	return {
		at: scene.at(day, '10:00'),
		run: async () =>
			scene.app.answers.give(scene.official, {
				answered: contributions.map((n) => ({ contributionId: contributionId(scene, n), status })),
				reasons,
				paragraphIds: changedParagraphs
			})
	};
}

function report(scene: Scene): Step[] {
	const { app, official, at, seed } = scene;
	if (!seed.report) return [];
	const { day, signedBy, prose } = seed.report;
	return [
		{
			at: at(day, '11:00'),
			run: async () => app.reports.publish(official, { number: scene.number, signedBy, prose })
		}
	];
}

function disputed(
	scene: Scene,
	{ contribution, by, text, supplement, ...made }: SeedDispute
): Step[] {
	const { app, at, actor, official } = scene;
	return [
		{
			at: at(made.day, made.time),
			run: async () =>
				app.answers.dispute(actor(by), {
					contributionId: contributionId(scene, contribution),
					text
				})
		},
		{
			at: at(supplement.day, supplement.time),
			run: async () =>
				app.answers.supplement(official, {
					contributionId: contributionId(scene, contribution),
					text: supplement.text
				})
		}
	];
}

function decision(scene: Scene): Step[] {
	const { app, official, at, on, seed } = scene;
	if (!seed.decision) return [];
	const { day, number: decisionNumber, changes, ...rest } = seed.decision;
	return [
		{
			at: at(day, '16:00'),
			run: async () =>
				app.reports.decide(official, {
					...rest,
					number: scene.number,
					decisionNumber,
					decidedOn: on(day),
					changes: changes.map(({ paragraph, ...change }) => ({
						paragraphId: paragraph,
						...change
					}))
				})
		}
	];
}
