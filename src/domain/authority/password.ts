/** What a password has to be, said where it is chosen and where it is kept (rule A1). */

export const shortestPassword = 10;
export const longestPassword = 200;
