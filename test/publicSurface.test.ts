import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as latentlab from '../src/index.ts';

const source = join(import.meta.dirname, '..', 'src');
const read = (path: string): string => readFileSync(join(source, path), 'utf8');

interface PublicName {
  readonly name: string;
  readonly isType: boolean;
  readonly file: string;
}

/** The names that src/index.ts exports, each with the file that it comes from. */
function publicNames(): PublicName[] {
  const statements = read('index.ts').matchAll(/export (type )?\{([^}]*)\} from '([^']+)';/g);
  return Array.from(statements).flatMap(([, allTypes, list = '', from = '']) =>
    list
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry) => ({
        name: entry.replace(/^type /, ''),
        isType: allTypes !== undefined || entry.startsWith('type '),
        file: join(dirname('index.ts'), from),
      })),
  );
}

const declaration = (name: string): RegExp =>
  new RegExp(`export (?:declare )?(?:abstract )?(?:async )?(?:function\\*?|const|class|interface|type) ${name}\\b`);

const exported = /^export (?!type \{|\{)[^\n]*?\b(?:function\*?|const|class|interface|type) (\w+)/gm;

/** Whether the declaration at this place has a doc comment; of overloads the first carries it. */
function isDocumented(text: string, at: number): boolean {
  return /\*\/\n$/.test(text.slice(0, at));
}

describe('the public face', () => {
  const names = publicNames();

  it('is the stored list of names', async () => {
    const part = (isType: boolean): string[] => names.filter((one) => one.isType === isType).map(({ name }) => name);
    const list = ['# values', ...part(false).sort(), '', '# types', ...part(true).sort(), ''];
    await expect(list.join('\n')).toMatchFileSnapshot('publicSurface.txt');
  });

  it('is what a program gets', () => {
    const values = names.filter(({ isType }) => !isType).map(({ name }) => name);
    expect(Object.keys(latentlab).sort()).toEqual(values.sort());
  });

  it('says of each name what it is', () => {
    const unsaid = names.filter(({ name, file }) => {
      const text = read(file);
      const handedOn = new RegExp(`export type \\{ ${name} \\};`).test(text);
      return !handedOn && !isDocumented(text, text.search(declaration(name)));
    });
    expect(unsaid).toEqual([]);
  });

  it('is all that src/index.ts has: it only exports', () => {
    const rest = read('index.ts').replaceAll(/export (type )?\{[^}]*\} from '[^']+';/g, '');
    expect(rest.trim()).toBe('');
  });
});

describe('every written file', () => {
  it('says of each export what it is', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!\.gen)\.ts$/.test(file),
    );
    const undocumented = files.flatMap((file) => {
      const text = read(file);
      const seen = new Set<string>();
      return Array.from(text.matchAll(exported), ({ 1: name = '', index }) => {
        const said = seen.has(name) || isDocumented(text, index);
        seen.add(name);
        return said ? [] : [`${file}: ${name}`];
      }).flat();
    });
    expect(files.length).toBeGreaterThan(100);
    expect(undocumented).toEqual([]);
  });
});
