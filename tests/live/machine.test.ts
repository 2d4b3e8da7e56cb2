import { expect, test } from 'vitest';
import {
	lineTable,
	topicTable,
	type LineInput,
	type LineState,
	type TopicInput,
	type TopicState
} from '#lib/live/machine.ts';

/** Every cell of the two tables, held against what the client promises. */

const lineCells = Object.entries(lineTable).flatMap(([from, row]) =>
	Object.entries(row).map(([input, [to, act]]) => ({
		from: from as LineState,
		input: input as LineInput,
		to,
		act
	}))
);
const topicCells = Object.entries(topicTable).flatMap(([from, row]) =>
	Object.entries(row).map(([input, [to, act]]) => ({
		from: from as TopicState,
		input: input as TopicInput,
		to,
		act
	}))
);
const hasLine = (state: LineState) => state === 'opening' || state === 'open';
const faults = <Cell>(cells: readonly Cell[], holds: (cell: Cell) => boolean) =>
	cells.filter((cell) => !holds(cell));

test('each state of the line has an answer to everything, and so has each state of a topic', () => {
	const inputs = Object.keys(lineTable.open).sort();
	for (const row of Object.values(lineTable)) expect(Object.keys(row).sort()).toEqual(inputs);
	const ofTopic = Object.keys(topicTable.live).sort();
	for (const row of Object.values(topicTable)) expect(Object.keys(row).sort()).toEqual(ofTopic);
	expect([lineCells.length, topicCells.length]).toEqual([45, 60]);
});

test('a line is opened by `connect` alone, and none is left without being hung up', () => {
	expect(
		faults(lineCells, ({ from, to, act }) => {
			if (!hasLine(from) && hasLine(to)) return act === 'connect';
			const hangsUp = act === 'hang_up' || act === 'retry' || act === 'fail';
			if (hasLine(from) && !hasLine(to)) return hangsUp;
			return act !== 'connect';
		})
	).toEqual([]);
});

test('whoever waits comes back by itself, and whoever is sent away for good never', () => {
	expect(lineTable.waiting.due).toEqual(['opening', 'connect']);
	expect(
		faults(lineCells, ({ from, to, act }) =>
			to === 'waiting' && from !== 'waiting' ? act === 'retry' || act === 'fail' : true
		)
	).toEqual([]);
	expect(
		faults(lineCells, ({ from, to, act }) => from !== 'over' || (to === 'over' && !act))
	).toEqual([]);
});

test('at rest nothing but a wish to look again opens a line', () => {
	expect(
		faults(lineCells, ({ from, input, to }) =>
			from !== 'resting' ? true : input === 'wake' || input === 'stop' || to === 'resting'
		)
	).toEqual([]);
});

test('what a line says that is given up changes nothing', () => {
	const said: LineInput[] = ['ready', 'heard', 'bye', 'lost', 'refused'];
	expect(
		faults(lineCells, ({ from, input, to, act }) =>
			!hasLine(from) && said.includes(input) ? to === from && !act : true
		)
	).toEqual([]);
});

test('only the next event is applied, and only while the page shows what came before', () => {
	expect(
		faults(topicCells, ({ from, input, act }) =>
			act === 'apply' ? input === 'next' && (from === 'asking' || from === 'live') : true
		)
	).toEqual([]);
	expect([topicTable.live.next, topicTable.asking.next]).toEqual([
		['live', 'apply'],
		['asking', 'apply']
	]);
});

test('nothing is live without an answer of the server, and a gap or a reset ends it', () => {
	expect(
		faults(topicCells, ({ from, input, to }) =>
			to === 'live' && from !== 'live' ? input === 'sub' : true
		)
	).toEqual([]);
	for (const input of ['gap', 'behind', 'reset', 'no_line', 'gone', 'err'] as const)
		expect(topicTable.live[input][0]).not.toBe('live');
});

test('while the page is read anew nothing else happens to it, and afterwards it is asked for', () => {
	expect(
		faults(topicCells, ({ from, input, to, act }) =>
			from === 'reading' && input !== 'read' && input !== 'unread' ? to === 'reading' && !act : true
		)
	).toEqual([]);
	expect([topicTable.reading.read[1], topicTable.reading.unread[1]]).toEqual(['join', 'give_up']);
});

test('whoever is asking has asked', () => {
	expect(
		faults(topicCells, ({ from, to, act }) =>
			to === 'asking' && from !== 'asking' ? act === 'ask' : true
		)
	).toEqual([]);
});
