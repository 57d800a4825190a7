import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, run, step } from './project.mjs';

const version = '4.6.6';
const venv = join(root, '.venv');
const programs = process.platform === 'win32' ? join(venv, 'Scripts') : join(venv, 'bin');

/**
 * The environment in which the program `jupyter` has JupyterLab 4: the one on PATH, else one in the project's `.venv`,
 * which is made where Python is there. Ends the program with what to install where it is not.
 *
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function jupyterLab() {
  const shared = withProject(process.env);
  if (await hasLab(shared)) return shared;
  const own = withProject({ ...process.env, [pathName()]: `${programs}${delimiter}${process.env[pathName()]}` });
  if (await hasLab(own)) return own;
  const python = await firstPython();
  if (python === undefined) {
    console.error(
      'JupyterLab is not here, and neither is Python 3 with venv. Install Python 3.9 or later (Debian: apt-get install python3-venv), then run this again; or install JupyterLab 4 yourself.',
    );
    process.exit(1);
  }
  await step('Making .venv', run(python, ['-m', 'venv', '--clear', venv]));
  // JupyterLab starts a CommonJS script in .venv, which Node would take for a module, as this project's package.json says.
  writeFileSync(join(venv, 'package.json'), '{ "type": "commonjs" }\n');
  await step(
    `Installing JupyterLab ${version}`,
    run(join(programs, 'python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `jupyterlab==${version}`,
    ]),
  );
  return own;
}

/**
 * The project's kernel and JupyterLab's settings are found by these variables, ahead of the user's own.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function withProject(env) {
  const first = (/** @type {string | undefined} */ rest) =>
    [join(root, 'jupyter'), ...(rest ? [rest] : [])].join(delimiter);
  return { ...env, JUPYTER_PATH: first(env.JUPYTER_PATH), JUPYTER_CONFIG_PATH: first(env.JUPYTER_CONFIG_PATH) };
}

/** @param {NodeJS.ProcessEnv} env */
async function hasLab(env) {
  const { ok, output } = await run('jupyter', ['lab', '--version'], { env });
  return ok && Number(/^(\d+)\.\d+/m.exec(output)?.[1]) >= 4;
}

async function firstPython() {
  for (const python of process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python'])
    if ((await run(python, ['-c', 'import venv, ensurepip, sys; sys.exit(sys.version_info < (3, 9))'])).ok)
      return python;
  return undefined;
}

/** Windows writes the variable as "Path". */
function pathName() {
  return Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
}
