import type { Channel } from '../contributions/model.ts';

/** Channels by which a centre enters what it received. */
export const assistedChannels = [
	'centre_assisted',
	'paper',
	'meeting',
	'phone',
	'email_post'
] as const satisfies Channel[];
export type AssistedChannel = (typeof assistedChannels)[number];

/** Whether the words are the person's own or were put together and read back (requirements §5.3). */
export const transcriptions = ['verbatim', 'summarised'] as const;

/** Channels whose form has a serial number: one serial, one entry. */
export const serialChannels: readonly AssistedChannel[] = ['centre_assisted', 'paper'];
/** `ZHD-0042`, as printed on the form. */
export const serialPattern = /^[A-ZА-ЯІЇЄҐ]{2,5}-\d{1,6}$/u;
