import { existsSync } from 'node:fs';

// Preloaded by the npm scripts that people run by hand; a variable that is already set wins over the file.
if (existsSync('.env')) process.loadEnvFile('.env');
