import type { Draft } from '../../../src/core/consultations/content.ts';
import { textFromParagraphs } from '../../../src/core/consultations/paragraphs.ts';
import type { Scene, Step } from './scene.ts';

/** From the announcement on: what the authority does about the dates. */
export function course(scene: Scene): Step[] {
	const { app, official, at, on, seed } = scene;
	const { extension, cancellation, overdue } = seed;
	const steps: Step[] = [{ at: at(seed.days.announced, '09:00'), run: () => announce(scene) }];
	if (extension)
		steps.push({
			at: at(extension.day, '10:00'),
			run: async () =>
				app.consultations.extend(official, {
					number: scene.number,
					closesOn: on(extension.closes),
					reason: extension.reason
				})
		});
	if (cancellation)
		steps.push({
			at: at(cancellation.day, '12:00'),
			run: async () =>
				app.consultations.cancel(official, {
					number: scene.number,
					reason: cancellation.reason,
					document: cancellation.document
				})
		});
	if (overdue)
		steps.push({
			at: at(overdue.day, '11:00'),
			run: async () =>
				app.consultations.explainDelay(official, { number: scene.number, reason: overdue.reason })
		});
	return steps;
}

async function announce(scene: Scene): Promise<void> {
	const { app, official, authority, planned, seed } = scene;
	const draft = await app.drafts.start(official, {
		authority: authority.slug,
		draft: draftOf(scene)
	});
	const plannedId = planned.get(seed.id);
	if (plannedId !== undefined)
		await app.plans.begin(official, { id: plannedId, draftId: draft.id });
	scene.number = (await app.drafts.announce(official, draft)).number;
}

function draftOf({ seed, on }: Scene): Partial<Draft> {
	return {
		title: seed.title,
		summary: seed.summary,
		topic: seed.topic,
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
		shortTermReason: seed.shortTermReason,
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
