import type { Role } from '../kernel/actor.ts';
import type { AuditedType } from '../kernel/events.ts';
import type { Trilingual } from '../kernel/text.ts';
import type { Ground } from '../moderation/model.ts';
import { acts } from './model.ts';
import type { LogObject, Names } from './names.ts';

/** As it stands in the table. */
export interface Row {
	actor: string;
	at: number;
	action: string;
	kind: string | null;
	objectId: string | null;
	role: string | null;
	scopeId: string | null;
	aboutId: string | null;
	reason: string | null;
	details: Record<string, string | number> | null;
}

/** As what somebody did something, and in whose name; jobs of the system do it by the rules. */
export interface Office {
	role: Role | 'system';
	/** Null for the whole network. */
	place: { kind: 'authority' | 'centre'; slug: string; name: Trilingual } | null;
}

export interface ExtractEntry {
	at: number;
	type: AuditedType;
	by: Office;
	object: LogObject | null;
	/** Of a decision about words; its reasons go to the author. */
	ground: Ground | null;
	/** Null where the act does not publish it. */
	reason: string | null;
}

export interface OwnEntry {
	at: number;
	type: AuditedType;
	/** `self` for what was done in the account itself. */
	by: Office | 'self' | 'unknown';
	object: LogObject | null;
	reason: string | null;
}

export interface Person {
	login: string;
	name: string;
}

export interface WholeEntry {
	at: number;
	type: AuditedType;
	by: Office | null;
	/** Null where the system did it. */
	who: Person | null;
	about: Person | null;
	object: LogObject | null;
	ground: Ground | null;
	reason: string | null;
	details: Record<string, string | number>;
}

export function extractEntry(row: Row, names: Names): ExtractEntry {
	const type = row.action as AuditedType;
	return {
		at: row.at,
		type,
		by: officeOf(row, names)!,
		object: objectOf(row, names),
		ground: names.ground(row),
		reason: acts[type].hasPublicReason ? row.reason : null
	};
}

/** Who did it is told by role and place, never by name, but what one did oneself. */
export function ownEntry(row: Row, names: Names, accountId: string): OwnEntry {
	return {
		at: row.at,
		type: row.action as AuditedType,
		by: row.actor === accountId ? 'self' : (officeOf(row, names) ?? byItself(row)),
		object: objectOf(row, names),
		reason: row.reason
	};
}

export function wholeEntry(row: Row, names: Names): WholeEntry {
	return {
		at: row.at,
		type: row.action as AuditedType,
		by: officeOf(row, names),
		who: names.person(row.actor),
		about: names.person(row.aboutId),
		object: objectOf(row, names),
		ground: names.ground(row),
		reason: row.reason,
		details: row.details ?? {}
	};
}

/** Sessions begin and end by whoever holds the key to the account. */
const byItself = ({ actor }: Row) => (actor.startsWith('system:') ? 'self' : 'unknown');

function officeOf({ role, scopeId }: Row, names: Names): Office | null {
	return role === null ? null : { role: role as Office['role'], place: names.place(scopeId) };
}

const objectOf = ({ kind, objectId }: Row, names: Names) =>
	kind === null || objectId === null ? null : names.object(kind, objectId);
