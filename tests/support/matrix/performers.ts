import type { Action } from '#core/permissions/matrix.ts';
import { account } from './performers/account.ts';
import { administration } from './performers/administration.ts';
import { answers } from './performers/answers.ts';
import { consultations } from './performers/consultations.ts';
import { desk } from './performers/desk.ts';
import type { Performers } from './performers/model.ts';
import { organisations } from './performers/organisations.ts';
import { participation } from './performers/participation.ts';
import { reading } from './performers/reading.ts';
import { staff } from './performers/staff.ts';
import { verification } from './performers/verification.ts';

export type { Ask, Performer } from './performers/model.ts';

/**
 * How each action is done over HTTP. To add one is to add a line to its part; an action of the matrix that has none
 * must be named in `withoutRoute`, with the reason.
 */
export const performers: Performers = {
	...reading,
	...account,
	...participation,
	...consultations,
	...answers,
	...desk,
	...verification,
	...organisations,
	...staff,
	...administration
};

/** Actions of the matrix that are not tried with everybody over HTTP, each with the reason. */
export const withoutRoute: Partial<Record<Action, string>> = {
	'session.end': 'ends the session that it is tried with: see tests/server/sign-in.test.ts',
	'administrator.announce': 'a job of the system',
	'appeal.restoreOverdue': 'a job of the system',
	'verification.keepTime': 'a job of the system',
	'follow.tellOfClosing': 'a job of the system',
	'mail.send': 'a job of the system',
	'retention.run': 'a job of the system',
	'search.fill': 'a job of the system'
};
