/** Stands for the newest run wherever a run is named. */
export const LAST = 'last';
