/** Opening hours on one day of the week, 1 = Monday, in local time. */
export interface OpeningHours {
	day: number;
	from: string;
	to: string;
}
