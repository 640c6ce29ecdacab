/** The build of the app that is running, as it stands in every log entry (rule W5). */
export const build: string = import.meta.env.VITE_BUILD ?? 'development';
