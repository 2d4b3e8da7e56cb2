import { temporaryFolder } from '../support/folder.ts';
import { median } from './load.ts';
import type { Outcome } from './run.ts';
import { receiversOf, type Round } from './receivers.ts';
import { openTarget } from './targets.ts';

const sockets = Number(
	process.argv.find((one) => one.startsWith('--sockets='))?.slice(10) ?? 10_000
);
const rounds = 5;

/** An event told to ten thousand sockets, beside one ready frame written to as many sockets of a bare `ws` server. */
export async function live(): Promise<Outcome[]> {
	// To fill the database takes memory that a server does not have otherwise.
	const folder = temporaryFolder();
	await (await openTarget('live', folder)).stop();
	const viche = await openTarget<{ topic: string }>('live', folder);
	const before = (await viche.usage()).memory;
	const ours = await receiversOf(viche, viche.told.topic, sockets);
	const { size } = await ours.event();
	const { memory } = await viche.usage();
	const bare = await openTarget('bare-live', String(size));
	const limit = await receiversOf(bare, viche.told.topic, sockets);

	const found: { limit: Round[]; ours: Round[] } = { limit: [], ours: [] };
	// Not counted: code is still cold.
	await limit.round();
	await ours.round();
	for (let n = 0; n < rounds; n++) {
		found.limit.push(await limit.round());
		found.ours.push(await ours.round());
	}
	for (const one of [ours, limit]) one.close();
	await Promise.all([viche.stop(), bare.stop()]);
	const of = (which: keyof typeof found, name: keyof Round) =>
		median(found[which].map((round) => round[name]));
	const line = (
		what: string,
		unit: string,
		name: keyof Round,
		reached: (ratio: number) => boolean,
		goal: string
	): Outcome => {
		const [one, other] = [of('ours', name), of('limit', name)];
		return {
			what,
			ours: one,
			unit,
			limit: other,
			ratio: one / other,
			goal,
			reached: reached(one / other)
		};
	};
	return [
		line(
			`S4 events to ${sockets} sockets, of bare \`ws\``,
			'/s',
			'perSecond',
			(ratio) => ratio >= 0.8,
			'≥ 0.8'
		),
		line(
			`S4 an event reaches the last of ${sockets}`,
			'ms',
			'last',
			(ratio) => ratio <= 1.5,
			'≤ 1.5'
		),
		line('processor time of a delivery', 'µs', 'cpu', (ratio) => ratio <= 1.25, '≤ 1.25'),
		{
			what: `S7 memory with ${sockets} sockets (before: ${Math.round(before / 1e6)} MB)`,
			ours: memory / 1e6,
			unit: 'MB',
			limit: 400,
			ratio: memory / 4e8,
			goal: '≤ 1',
			reached: memory <= 4e8
		}
	];
}
