import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { jupyterLab } from './jupyterLab.mjs';
import { root } from './project.mjs';
import { setUp } from './setup.mjs';

await setUp();
const env = await jupyterLab();
const config = join(root, 'jupyter', 'jupyter_server_config.py');
const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
const args = ['lab', `--config=${config}`, ...asRoot, ...process.argv.slice(2)];
const jupyter = spawn('jupyter', args, { cwd: root, env, stdio: 'inherit' });

// Ctrl-C reaches Jupyter by itself, which then asks; the server ends its kernels.
process.on('SIGINT', () => {});
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => jupyter.kill('SIGTERM'));
jupyter.on('exit', (code) => process.exit(code ?? 1));
