import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { readNpz, writeNpz } from '../../../src/data/files/npz.ts';
import type { NpyArray, NpyData } from '../../../src/data/npyArray.ts';
import { DataError } from '../../../src/errors.ts';
import { needsPublishedData } from '../../support/requirements.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});

const path = (name: string): string => join(folder, name);

/** An `.npy` file as NumPy writes it, put together by hand. */
function npy(descr: string, shape: string, data: Uint8Array, fortran = false, version = 1): Uint8Array {
  const order = fortran ? 'True' : 'False';
  const head = version === 1 ? 10 : 12;
  const text = `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;
  const length = Math.ceil((head + text.length + 1) / 64) * 64 - head;
  const prefix = version === 1 ? [length & 255, length >> 8] : [length & 255, length >> 8, 0, 0];
  return Uint8Array.from([
    0x93,
    ...Buffer.from('NUMPY'),
    version,
    0,
    ...prefix,
    ...Buffer.from(`${text.padEnd(length - 1)}\n`),
    ...data,
  ]);
}

async function readOne(file: Uint8Array, deflate = false): Promise<NpyArray> {
  await writeFile(path('one.npz'), zipSync({ 'a.npy': file }, { level: deflate ? 9 : 0 }));
  return (await readNpz(path('one.npz'))).a as NpyArray;
}

async function failure(promise: Promise<unknown>): Promise<DataError> {
  const error = await promise.then(
    () => expect.unreachable('it should have failed'),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  return error;
}

const typedArray: fc.Arbitrary<NpyData> = fc.oneof(
  fc.float64Array({ maxLength: 24 }),
  fc.float32Array({ maxLength: 24 }),
  fc.int8Array({ maxLength: 24 }),
  fc.int16Array({ maxLength: 24 }),
  fc.int32Array({ maxLength: 24 }),
  fc.uint8Array({ maxLength: 24 }),
  fc.uint16Array({ maxLength: 24 }),
  fc.uint32Array({ maxLength: 24 }),
);

describe('writeNpz and readNpz', () => {
  test('give back every array to the bit, with its type, shape and name', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-zA-Z_]{1,8}$/), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(names, fc.array(typedArray, { minLength: 3, maxLength: 3 }), async (keys, datas) => {
        const arrays = Object.fromEntries(
          keys.map((key, i): [string, NpyArray] => {
            const data = datas[i] as NpyData;
            return [key, { shape: data.length % 2 === 0 ? [2, data.length / 2] : [data.length], data }];
          }),
        );
        await writeNpz(path('round.npz'), arrays);
        expect(await readNpz(path('round.npz'))).toEqual(arrays);
      }),
      { numRuns: 60 },
    );
  });

  test('keep -0, NaN, infinities and a single number', async () => {
    const data = Float64Array.of(-0, Number.NaN, Infinity, -Infinity, 5e-324);
    await writeNpz(path('odd.npz'), { data: { shape: [5], data }, one: { shape: [], data: Float64Array.of(7) } });
    const back = await readNpz(path('odd.npz'));
    expect(new Uint8Array((back.data as NpyArray).data.buffer)).toEqual(new Uint8Array(data.buffer));
    expect(back.one).toEqual({ shape: [], data: Float64Array.of(7) });
  });

  test('write the same bytes for the same arrays, in a header that NumPy reads, and leave no other file behind', async () => {
    const arrays = { x: { shape: [3, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6) } };
    await writeNpz(path('first.npz'), arrays);
    await writeNpz(path('second.npz'), arrays);
    const bytes = await readFile(path('first.npz'));
    expect(await readFile(path('second.npz'))).toEqual(bytes);
    expect(bytes.readUInt16LE(10)).toBe(12 << 11);
    expect((await readdir(folder)).filter((name) => /^(first|second)/.test(name))).toEqual(['first.npz', 'second.npz']);
    expect(await readOne(npy("'<f8'", '(3, 2)', new Uint8Array(arrays.x.data.buffer)))).toEqual(arrays.x);
  });

  test('a Buffer is written as the unsigned bytes that it is', async () => {
    await writeNpz(path('buffer.npz'), { bytes: { shape: [2], data: Buffer.from([1, 255]) } });
    expect((await readNpz(path('buffer.npz'))).bytes).toEqual({ shape: [2], data: Uint8Array.of(1, 255) });
  });

  test('an array with too few numbers for its shape is not written', async () => {
    const error = await failure(writeNpz(path('x.npz'), { x: { shape: [2, 2], data: new Float64Array(3) } }));
    expect(error.message).toBe('Array "x" has 3 numbers, but shape [2, 2] needs 4.');
  });
});

describe('readNpz', () => {
  test('reads 64-bit integers of either sign as numbers', async () => {
    const data = new Uint8Array(BigInt64Array.of(0n, -1n, 2n ** 53n - 1n, -(2n ** 53n) + 1n).buffer);
    expect((await readOne(npy("'<i8'", '(4,)', data))).data).toEqual(
      Float64Array.of(0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
    );
    const error = await failure(readOne(npy("'<u8'", '(1,)', new Uint8Array(BigUint64Array.of(2n ** 53n).buffer))));
    expect(error.message).toContain('an integer beyond 2^53 at position 0');
  });

  test('reads booleans, big-endian numbers, and format versions 2 and 3', async () => {
    expect((await readOne(npy("'|b1'", '(2,)', Uint8Array.of(1, 0)))).data).toEqual(Uint8Array.of(1, 0));
    expect((await readOne(npy("'>i2'", '(2,)', Uint8Array.of(1, 0, 255, 254)))).data).toEqual(Int16Array.of(256, -2));
    for (const version of [2, 3])
      expect((await readOne(npy("'|u1'", '(2,)', Uint8Array.of(5, 6), false, version))).data).toEqual(
        Uint8Array.of(5, 6),
      );
  });

  test('turns column-major arrays into row-major ones', async () => {
    const columnMajor = Uint8Array.of(0, 12, 4, 16, 8, 20, 1, 13, 5, 17, 9, 21);
    const { shape, data } = await readOne(npy("'|u1'", '(2, 3, 2)', columnMajor, true));
    expect(shape).toEqual([2, 3, 2]);
    expect([...data]).toEqual([0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21]);
  });

  test('reads only the arrays that are asked for, and says which there are', async () => {
    await writeNpz(path('two.npz'), {
      trainX: { shape: [1], data: Float64Array.of(1) },
      trainY: { shape: [1], data: Float64Array.of(2) },
    });
    expect(Object.keys(await readNpz(path('two.npz'), { arrays: ['trainY'] }))).toEqual(['trainY']);
    expect((await failure(readNpz(path('two.npz'), { arrays: ['trainZ'] }))).message).toBe(
      'There is no array "trainZ" in two.npz. Did you mean "trainX" or "trainY"? The arrays are: trainX, trainY.',
    );
  });

  test.each([
    ["'|O'", 'holds Python objects'],
    ["'<U16'", 'holds text'],
    ["[('a', '<f8')]", 'holds records'],
    ["'<c16'", "holds '<c16'"],
  ])('refuses an array of %s', async (descr, message) => {
    const { place, message: text } = await failure(readOne(npy(descr, '(1,)', new Uint8Array(64))));
    expect(text).toContain(`Array "a" of one.npz ${message}`);
    expect(place.file).toBe('one.npz');
  });

  test('refuses an array whose size does not fit its shape, before it makes room for it', async () => {
    expect((await failure(readOne(npy("'<f8'", '(99999999999, 9)', new Uint8Array(8))))).message).toContain(
      'needs 7199999999928 bytes, but there are 8',
    );
  });

  test('refuses what is not an array', async () => {
    expect((await failure(readOne(Buffer.from('hello, this is text')))).message).toContain('is not a NumPy array');
    expect((await failure(readOne(npy("'<f8'", 'nothing', new Uint8Array(8))))).message).toContain('header');
  });

  test('refuses a file that would unpack to more than the limit, or to more than it declares', async () => {
    const zeros = npy("'|u1'", '(1000000,)', new Uint8Array(1e6));
    const bomb = Buffer.from(zipSync({ 'a.npy': zeros }, { level: 9 }));
    await writeFile(path('bomb.npz'), bomb);
    const message = (await failure(readNpz(path('bomb.npz'), { maxBytes: 10_000 }))).message;
    expect(message).toContain('more than the limit of 10000');
    const sizeInDirectory = bomb.length - 22 - (46 + 'a.npy'.length) + 24;
    bomb.writeUInt32LE(500, sizeInDirectory);
    await writeFile(path('bomb.npz'), bomb);
    expect((await failure(readNpz(path('bomb.npz')))).message).toContain('bomb.npz is damaged');
  });

  test('a damaged, cut off or foreign file is a clear error, whichever byte is wrong', async () => {
    await writeNpz(path('good.npz'), { x: { shape: [40], data: Float64Array.from({ length: 40 }, (_, i) => i / 7) } });
    const good = await readFile(path('good.npz'));
    const expected = await readNpz(path('good.npz'));
    const check = async (bytes: Uint8Array): Promise<void> => {
      await writeFile(path('bad.npz'), bytes);
      const result = await readNpz(path('bad.npz')).catch((error) => error);
      if (!(result instanceof DataError)) expect(result).toEqual(expected);
    };
    const numEntries = good.length - 22 + 10;
    await check(good.map((byte, i) => (i === numEntries ? 0 : byte)));
    await check(good.map((byte, i) => (i === good.indexOf('x.npy', 30) ? byte ^ 1 : byte)));
    await check(good.map((byte, i) => (i === good.lastIndexOf('x.npy') ? byte ^ 1 : byte)));
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        await check(good.map((byte, i) => (i === at ? byte ^ flip : byte)));
        await check(good.subarray(0, at));
      }),
      { numRuns: 3000 },
    );
    await writeFile(path('foreign.npz'), 'choice,stimulus\n1,0.5\n');
    expect((await failure(readNpz(path('foreign.npz')))).message).toBe(
      'foreign.npz is not a zip archive, or only the first part of one. Is it complete?',
    );
  });

  test('reads the published files', async (context) => {
    const arrays = await readNpz(needsPublishedData(context, 'dataset_two_state_simulated.npz'));
    expect(Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]))).toEqual({
      trainX: [10000, 2],
      trainY: [10000],
      trueW: [10000, 2, 2, 2],
      trueP: [10000, 2, 2],
      sessInd: [21],
    });
    const mice = await readNpz(needsPublishedData(context, 'ibl_ashwood_six_mice.npz'), {
      arrays: ['choice', 'session'],
    });
    expect(mice.choice?.data).toBeInstanceOf(Int8Array);
    expect(mice.session?.shape).toEqual([33750]);
  });
});
