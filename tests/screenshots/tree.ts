import { openShot, type Shot, type Studio } from './shot.ts';

/** What is used of what Chromium tells. */
interface Node {
	nodeId: string;
	ignored: boolean;
	role?: { value?: string };
	name?: { value?: string };
	properties?: { name: string; value: { value?: unknown } }[];
	childIds?: string[];
}
/** Told by what is in them. */
const silent = [
	'none',
	'generic',
	'InlineTextBox',
	'LineBreak',
	'ListMarker',
	'RootWebArea',
	'strong'
];
/** Their name says all. */
const whole = ['link', 'button', 'heading', 'term', 'time', 'LabelText'];
const lists = ['list', 'DescriptionList', 'table', 'rowgroup', 'article'];
/** Of a long list, so many stand for all. */
const shown = 4;
const below = 8;

/** The page in the order and in the words in which a screen reader gets it, a line each. */
export async function readingOrder(studio: Studio, shot: Shot): Promise<string> {
	const { page, close } = await openShot(studio, shot, { width: 360, lang: 'en' });
	const client = await page.context().newCDPSession(page);
	const { nodes } = await client.send('Accessibility.getFullAXTree');
	await close();
	const byId = new Map(nodes.map((node) => [node.nodeId, node]));
	return inShort(linesOf(nodes[0]!, (id) => byId.get(id))).join('\n');
}

/** Below each heading, a few lines stand for all. */
function inShort(lines: readonly string[]): string[] {
	const told: string[] = [];
	let left = below;
	let more = 0;
	const say = (line: string) => {
		if (more > 0) told.push(`… ${more} more lines`);
		more = 0;
		told.push(line);
	};
	for (const line of lines) {
		if (/^\s*(?:heading|navigation|complementary|contentinfo|main)\b/.test(line)) left = below;
		if (left-- > 0) say(line);
		else more++;
	}
	return told;
}

function linesOf(node: Node, find: (id: string) => Node | undefined): string[] {
	const role = node.role?.value ?? '';
	const name = short(node.name?.value ?? '');
	if (role === 'StaticText') return name ? [`“${name}”`] : [];
	const told = !node.ignored && !silent.includes(role);
	if (told && whole.includes(role)) return name ? [`${role}${levelOf(node)}: ${name}`] : [];
	const parts = (node.childIds ?? [])
		.flatMap((id) => find(id) ?? [])
		.map((child) => linesOf(child, find))
		.filter((lines) => lines.length > 0);
	const long = lists.includes(role) && parts.length > shown;
	const lines = (long ? parts.slice(0, shown) : parts).flat();
	if (long) lines.push(`… ${parts.length - shown} more`);
	if (!told) return lines;
	return [`${role}${name && `: ${name}`}`, ...lines.map((line) => `  ${line}`)];
}

const short = (words: string) => (words.length > 60 ? `${words.slice(0, 59)}…` : words);

function levelOf({ role, properties = [] }: Node): string {
	const level = properties.find(({ name }) => name === 'level');
	return level && role?.value === 'heading' ? ` ${String(level.value.value)}` : '';
}
