/** A whole day in somebody's calendar. */
export interface CalendarDay {
	/** Stable, and no other's. */
	uid: string;
	/** As `2026-12-16`. */
	on: string;
	title: string;
	description: string;
	url: string;
	/** Grows with each change of the dates. */
	sequence: number;
	/** When it became as it is now. */
	at: number;
	status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
}

/** A calendar by RFC 5545. */
export function calendarOf(name: string, lang: string, days: readonly CalendarDay[]): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Viche//Consultations//UK',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		// Its name and how often to look again: as RFC 7986 writes it, and as programs before it do.
		`NAME:${escaped(name)}`,
		`X-WR-CALNAME:${escaped(name)}`,
		'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
		'X-PUBLISHED-TTL:PT6H',
		...days.flatMap((day) => linesOf(day, lang)),
		'END:VCALENDAR'
	];
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function linesOf(day: CalendarDay, lang: string): string[] {
	const { uid, on, title, description, url, sequence, at, status } = day;
	return [
		'BEGIN:VEVENT',
		`UID:${uid}`,
		`DTSTAMP:${instant(at)}`,
		`LAST-MODIFIED:${instant(at)}`,
		`DTSTART;VALUE=DATE:${plain(on)}`,
		`DTEND;VALUE=DATE:${plain(dayAfter(on))}`,
		`SUMMARY;LANGUAGE=${lang}:${escaped(title)}`,
		`DESCRIPTION;LANGUAGE=${lang}:${escaped(description)}`,
		`URL:${url}`,
		`SEQUENCE:${sequence}`,
		`STATUS:${status}`,
		'TRANSP:TRANSPARENT',
		'END:VEVENT'
	];
}

const instant = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
const dayAfter = (on: string) => new Date(Date.parse(on) + 86_400_000).toISOString().slice(0, 10);
const plain = (on: string) => on.replaceAll('-', '');

const escaped = (text: string) =>
	text
		.replaceAll('\\', '\\\\')
		.replaceAll(';', '\\;')
		.replaceAll(',', '\\,')
		.replaceAll(/\r\n?|\n/g, '\\n');

/** Lines of at most 75 octets; no character is cut in two. */
function folded(line: string): string {
	const parts = [''];
	let octets = 0;
	for (const character of line) {
		const size = Buffer.byteLength(character);
		if (octets + size > 75) {
			parts.push('');
			// The space that marks a continuation counts.
			octets = 1;
		}
		parts[parts.length - 1] += character;
		octets += size;
	}
	return parts.join('\r\n ');
}
