import { isRefusal } from '../../../src/core/kernel/errors.ts';
import { centre } from './centre.ts';
import { course } from './course.ts';
import { crowd } from './crowd.ts';
import type { SeedConsultation } from './model.ts';
import { outcome } from './outcome.ts';
import { sceneOf, type Stage, type Step } from './scene.ts';
import { words } from './words.ts';

/** The life of one consultation as steps, through the commands that people use. */
export async function playConsultation(stage: Stage, seed: SeedConsultation): Promise<Step[]> {
	const scene = await sceneOf(stage, seed);
	const steps = [
		...course(scene),
		...words(scene),
		...(await crowd(scene)),
		...centre(scene),
		...outcome(scene)
	];
	return steps.map(({ at, run }) => ({ at, run: () => run().catch(explain(seed, at)) }));
}

/** A seed that a command refuses is wrong: which one, when, and why. */
function explain({ id }: SeedConsultation, at: number) {
	return (error: unknown): never => {
		if (!isRefusal(error)) throw error;
		const where = `${id}, ${new Date(at).toISOString()}`;
		throw new Error(`demo ${where}: ${error.code} ${JSON.stringify(error.details)}`, {
			cause: error
		});
	};
}
