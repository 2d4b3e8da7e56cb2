import { draftSteps, type Draft, type DraftStep } from '#core/consultations/content.ts';
import type { Consequence, Topic } from '#core/consultations/model.ts';
import type { FormValues } from '#lib/forms.ts';

/** More rows than that hold nothing that anybody wrote. */
const mostRows = 100;

/** Rows for all that is stored and for all that was typed, whatever was stored meanwhile; the last `more` are empty. */
export function rowsFor<Row>(
	path: string,
	stored: readonly Row[],
	{ empty, more, typed = {} }: { empty: Row; more: number; typed?: FormValues | undefined }
): Row[] {
	const sent = Object.keys(typed).map((name) => {
		const [field, place] = name.split('.');
		return field === path ? Number(place) + 1 || 0 : 0;
	});
	const length = Math.min(Math.max(stored.length + more, ...sent), mostRows);
	return Array.from({ length }, (_, place) => stored[place] ?? empty);
}

/** Lists that are written one line each. */
const lines = /(^canChange|\.pros|\.cons|\.consequences|^polls\.\d+\.options)$/;

/** The field of a form in which an error of the draft is mended: `canChange.2` stands in `canChange`. */
export function fieldOf(path: string): string {
	const withoutLine = path.replace(/\.\d+$/, '');
	if (lines.test(withoutLine)) return withoutLine;
	// A list without a single row has its error at its first field.
	return (
		{ cannotChange: 'cannotChange.0.text', affectedGroups: 'affectedGroups.0.group' }[path] ??
		{ options: 'options.0.title', offlineChannels: 'offlineChannels.0.text' }[path] ??
		path
	);
}

export const toLines = (items: readonly string[]) => items.join('\n');
/** What an option means for whom, one line each: "Drivers: a longer way". */
export const toPairs = (items: readonly Consequence[]) =>
	toLines(items.map(({ group, text }) => `${group}: ${text}`));
const fromPairs = (text: string): Consequence[] =>
	fromLines(text).map((line) => {
		const [group = '', ...rest] = line.split(':');
		return { group: group.trim(), text: rest.join(':').trim() };
	});
const fromLines = (text: string) =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');

type Tree = { [name: string]: string | Tree };

/** What a step's form says of the draft: rows and blocks in which nothing was written are left out. */
export function draftOf(values: FormValues, step: DraftStep): Partial<Draft> {
	const tree: Tree = {};
	for (const [path, value] of Object.entries(values)) {
		const field = path.split('.')[0]!;
		if (!(draftSteps[step] as readonly string[]).includes(field)) continue;
		put(tree, path.split('.'), Array.isArray(value) ? value.join('\n') : value);
	}
	const text = (node: Tree | string | undefined, name: string): string => {
		const value = typeof node === 'object' ? node[name] : undefined;
		return typeof value === 'string' ? value : '';
	};
	const rows = (name: string) => {
		const node = tree[name];
		return typeof node === 'object' ? Object.values(node) : [];
	};
	const three = (name: string) => ({
		uk: text(tree[name], 'uk'),
		pl: text(tree[name], 'pl'),
		en: text(tree[name], 'en')
	});
	const steps: Record<DraftStep, () => Partial<Draft>> = {
		subject: () => ({
			title: three('title'),
			summary: three('summary'),
			topic: text(tree, 'topic') as Topic | ''
		}),
		change: () => ({
			canChange: fromLines(text(tree, 'canChange')),
			cannotChange: rows('cannotChange')
				.map((row) => ({ text: text(row, 'text'), why: text(row, 'why') }))
				.filter((row) => row.text + row.why !== '')
		}),
		reasons: () => ({
			why: text(tree, 'why'),
			affectedGroups: rows('affectedGroups')
				.map((row) => ({ group: text(row, 'group'), effect: text(row, 'effect') }))
				.filter((row) => row.group + row.effect !== '')
		}),
		options: () => ({
			options: rows('options')
				.map((row) => ({
					doNothing: text(row, 'doNothing') !== '',
					title: text(row, 'title'),
					pros: fromLines(text(row, 'pros')),
					cons: fromLines(text(row, 'cons')),
					cost: text(row, 'cost'),
					consequences: fromPairs(text(row, 'consequences'))
				}))
				.filter(
					({ title, pros, cons, cost, consequences }) =>
						title + cost !== '' || pros.length + cons.length + consequences.length > 0
				)
				.map((option, place) => ({ id: `o${place + 1}`, ...option }))
		}),
		document: () => ({
			documentTitle: text(tree, 'documentTitle'),
			documentText: text(tree, 'documentText')
		}),
		polls: () => ({
			polls: rows('polls')
				.map((row) => ({
					kind: text(row, 'kind') === 'approval' ? ('approval' as const) : ('single' as const),
					question: text(row, 'question'),
					options: fromLines(text(row, 'options'))
				}))
				.filter(({ question, options }) => question !== '' || options.length > 0)
		}),
		rules: () => ({
			ruleProfileId: text(tree, 'ruleProfileId'),
			areaIds: fromLines(text(tree, 'areaIds')),
			resolution: { number: text(tree.resolution, 'number'), link: text(tree.resolution, 'link') },
			opensOn: text(tree, 'opensOn'),
			closesOn: text(tree, 'closesOn'),
			shortTermReason: text(tree, 'shortTermReason')
		}),
		people: () => ({
			responsible: {
				name: text(tree.responsible, 'name'),
				post: text(tree.responsible, 'post'),
				phone: text(tree.responsible, 'phone'),
				email: text(tree.responsible, 'email'),
				hours: text(tree.responsible, 'hours')
			},
			decidingBody: text(tree, 'decidingBody'),
			hostCentreId: text(tree, 'hostCentreId'),
			offlineChannels: rows('offlineChannels')
				.map((row) => ({ kind: text(row, 'kind') as 'centre', text: text(row, 'text') }))
				.filter((row) => row.text !== '')
		})
	};
	return steps[step]();
}

function put(tree: Tree, [name = '', ...rest]: string[], value: string): void {
	if (rest.length === 0) {
		tree[name] = value;
		return;
	}
	const inner = Object.hasOwn(tree, name) ? tree[name] : undefined;
	const node: Tree = typeof inner === 'object' ? inner : {};
	tree[name] = node;
	put(node, rest, value);
}
